"""`mcp-mem0 serve`: the MCP server over stdio."""

import anyio
import typer

from mcp_mem0.app import build_app
from mcp_mem0.cli.invocation import invocation


def serve(context: typer.Context) -> None:
    """Serve the memory to one MCP client over stdio; clients start this themselves."""
    from mcp_mem0.server.build import build_server  # noqa: PLC0415 - half a second of imports
    from mcp_mem0.server.stdio import serve_stdio  # noqa: PLC0415 - the same

    settings = invocation(context).settings

    async def served() -> None:
        async with build_app(settings) as app:
            server = build_server(app, app.terms, on_interest=app.open_soon)
            await serve_stdio(server, before_end=app.finish)

    anyio.run(served)
