"""The MCP server over one memory, for every transport and both protocol eras."""

import logging
from collections.abc import Callable
from typing import Any, Final

from mcp.server import MCPServer, ServerRequestContext
from mcp.server.context import CallNext, HandlerResult

from mcp_mem0 import __version__
from mcp_mem0.server.client_app.hiding import hide_from_others
from mcp_mem0.server.client_app.tools import ClientApp
from mcp_mem0.server.mcp.instructions import DESCRIPTION, INSTRUCTIONS, NAME, TITLE
from mcp_mem0.server.mcp.memory import MemoryService, Terms
from mcp_mem0.server.mcp.prompts import Prompts
from mcp_mem0.server.mcp.resources import Resources
from mcp_mem0.server.mcp.subscriptions import Subscriptions
from mcp_mem0.server.mcp.tools import Tools
from mcp_mem0.server.wire.stdio_streams import open_tolerant_stdio

_ASKING: Final = frozenset({"tools/call", "resources/read", "prompts/get"})


def build_server(
    memory: MemoryService,
    terms: Terms,
    *,
    on_interest: Callable[[], None] | None = None,
    subscriptions: Subscriptions | None = None,
    client_app: ClientApp | None = None,
) -> MCPServer[Any]:
    """Return the server; it neither opens nor closes the memory.

    Args:
        memory: Answers the calls.
        terms: The defaults and limits of calls.
        on_interest: Called after each request that the memory answers; not for a list of tools.
        subscriptions: Which clients watch which resources; None where none can.
        client_app: The page for clients that show pages; None where there is none.
    """
    # The library would log the arguments of a refused call.
    logging.getLogger("mcp").setLevel(logging.WARNING)

    async def notice_interest(
        ctx: ServerRequestContext[Any, Any], call_next: CallNext
    ) -> HandlerResult:
        answer = await call_next(ctx)
        if on_interest is not None and ctx.method in _ASKING:
            on_interest()
        return answer

    server = _MemoryServer(
        NAME,
        title=TITLE,
        description=DESCRIPTION,
        instructions=INSTRUCTIONS,
        version=__version__,
        tools=[
            *Tools(memory=memory, terms=terms).build_tools(),
            *([] if client_app is None else client_app.build_tools()),
        ],
        subscriptions=False if subscriptions is None else subscriptions.bus,
        middleware=[
            notice_interest,
            *([] if client_app is None else [hide_from_others]),
            *([] if subscriptions is None else [subscriptions.guard_listening]),
        ],
    )
    Resources(memory=memory, terms=terms).register(server)
    if client_app is not None:
        client_app.register(server)
    Prompts(memory=memory, terms=terms).register(server)
    if subscriptions is not None:
        subscriptions.register(server)
    return server


class _MemoryServer(MCPServer[Any]):
    async def run_stdio_async(self) -> None:
        """Serve until the client closes stdin."""
        async with open_tolerant_stdio() as (read_stream, write_stream):
            options = self._lowlevel_server.create_initialization_options()
            await self._lowlevel_server.run(read_stream, write_stream, options)
