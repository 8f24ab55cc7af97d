"""Resources: a fact's history, an entity's surroundings, a change, each by its URI.

Each answer is text, quoted like the answers of the tools. Clients subscribe to the same
`memory://` URIs.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError
from mcp.server.mcpserver.resources import ResourceSecurity

from mcp_mem0.domain.errors import Mem0Error, RequestError
from mcp_mem0.domain.rendering.changes.change_words import describe_change
from mcp_mem0.domain.rendering.changes.fact_words import describe_history
from mcp_mem0.domain.rendering.graph.about import render_about_answer
from mcp_mem0.domain.requests import parsing
from mcp_mem0.server.mcp.identity import resolve_caller
from mcp_mem0.server.mcp.memory import MemoryService, Terms

FACT: Final = "memory://{space}/fact/{id}"
ENTITY: Final = "memory://{space}/entity/{name}"
CHANGE: Final = "memory://{space}/change/{id}"

_CallContext = Context[Any, Any]
# No part of a URI is ever used as a path: an entity may be called "../x" or "/etc".
_NO_PATHS: Final = ResourceSecurity(reject_path_traversal=False, reject_absolute_paths=False)


@dataclass(frozen=True, kw_only=True)
class Resources:
    """The resources over one memory."""

    memory: MemoryService
    terms: Terms

    def register(self, server: MCPServer[Any]) -> None:
        """Register the resources on a server."""
        server.resource(
            FACT,
            name="fact",
            title="A fact",
            description="All revisions of a fact: who said it, when, why it changed, which words.",
            security=_NO_PATHS,
        )(self._read_fact)
        server.resource(
            ENTITY,
            name="entity",
            title="An entity",
            description="What is known around a person or thing; write its name percent-encoded.",
            security=_NO_PATHS,
        )(self._read_entity)
        server.resource(
            CHANGE,
            name="change",
            title="A change",
            description="What one change added, replaced, ended or took back.",
            security=_NO_PATHS,
        )(self._read_change)

    async def _read_fact(self, space: str, id: str, context: _CallContext) -> str:  # noqa: A002 - the address's
        async def render() -> str:
            caller = resolve_caller(context, self.terms.caller)
            request = parsing.parse_history_request(id, caller=caller, space=space)
            return describe_history(await self.memory.read_fact_history(request), caller.zone)

        return await _render_resource(render)

    async def _read_entity(self, space: str, name: str, context: _CallContext) -> str:
        async def render() -> str:
            caller = resolve_caller(context, self.terms.caller)
            request = parsing.parse_about_request(
                [name], caller=caller, limits=self.terms.limits, space=space
            )
            answer = await self.memory.ask_graph(request)
            if not answer.results:
                raise RequestError(render_about_answer(answer))
            return render_about_answer(answer)

        return await _render_resource(render)

    async def _read_change(self, space: str, id: str, context: _CallContext) -> str:  # noqa: A002 - the address's
        async def render() -> str:
            caller = resolve_caller(context, self.terms.caller)
            request = parsing.parse_change_request(id, caller=caller, space=space)
            return describe_change(await self.memory.read_change(request), caller.zone)

        return await _render_resource(render)


async def _render_resource(render: Callable[[], Awaitable[str]]) -> str:
    try:
        return await render()
    except RequestError as error:
        # The same answer whether it is malformed, missing or in a space of others.
        raise ResourceNotFoundError(str(error)) from error
    except Mem0Error as error:
        raise ResourceError(str(error)) from error
