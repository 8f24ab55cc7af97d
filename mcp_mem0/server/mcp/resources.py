"""What a client can read by its address: a fact's history, an entity's surroundings, a change.

Each answer is text, marked as a quotation like that of the tools. `memory://` addresses are the
same as those that clients watch.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError
from mcp.server.mcpserver.resources import ResourceSecurity

from mcp_mem0.domain import requests
from mcp_mem0.domain.errors import Mem0Error, RequestError
from mcp_mem0.domain.rendering.graph import about_text
from mcp_mem0.domain.rendering.history import change_text, history_text
from mcp_mem0.server.mcp.identity import caller_of
from mcp_mem0.server.mcp.memory import Memory, Terms

FACT: Final = "memory://{space}/fact/{id}"
ENTITY: Final = "memory://{space}/entity/{name}"
CHANGE: Final = "memory://{space}/change/{id}"

_Called = Context[Any, Any]
# No part of an address is ever a path: an entity may be called "../x" or "/etc".
_NO_PATHS: Final = ResourceSecurity(reject_path_traversal=False, reject_absolute_paths=False)


@dataclass(frozen=True, kw_only=True)
class Resources:
    """The resources over one memory."""

    memory: Memory
    terms: Terms

    def serve_on(self, server: MCPServer[Any]) -> None:
        """Let clients read them from a server."""
        server.resource(
            FACT,
            name="fact",
            title="A fact",
            description="All revisions of a fact: who said it, when, why it changed, which words.",
            security=_NO_PATHS,
        )(self._fact)
        server.resource(
            ENTITY,
            name="entity",
            title="An entity",
            description="What is known around a person or thing; write its name percent-encoded.",
            security=_NO_PATHS,
        )(self._entity)
        server.resource(
            CHANGE,
            name="change",
            title="A change",
            description="What one change added, replaced, ended or took back.",
            security=_NO_PATHS,
        )(self._change)

    async def _fact(self, space: str, id: str, context: _Called) -> str:  # noqa: A002 - the address's
        async def told() -> str:
            caller = caller_of(context, self.terms.caller)
            request = requests.history_request(id, caller=caller, space=space)
            return history_text(await self.memory.history(request))

        return await _answered(told)

    async def _entity(self, space: str, name: str, context: _Called) -> str:
        async def told() -> str:
            caller = caller_of(context, self.terms.caller)
            request = requests.about_request(
                [name], caller=caller, limits=self.terms.limits, space=space
            )
            answer = await self.memory.about(request)
            if not answer.found:
                raise RequestError(about_text(answer))
            return about_text(answer)

        return await _answered(told)

    async def _change(self, space: str, id: str, context: _Called) -> str:  # noqa: A002 - the address's
        async def told() -> str:
            caller = caller_of(context, self.terms.caller)
            request = requests.change_request(id, caller=caller, space=space)
            return change_text(await self.memory.change(request))

        return await _answered(told)


async def _answered(told: Callable[[], Awaitable[str]]) -> str:
    try:
        return await told()
    except RequestError as error:
        # Nothing can be read there, whether it is malformed, missing or not theirs.
        raise ResourceNotFoundError(str(error)) from error
    except Mem0Error as error:
        raise ResourceError(str(error)) from error
