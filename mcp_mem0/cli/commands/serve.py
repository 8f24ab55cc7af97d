"""`mcp-mem0 serve`: the MCP server, over stdio for one client or over HTTP for many."""

from typing import Annotated

import anyio
import typer

from mcp_mem0.app import build_app
from mcp_mem0.cli.invocation import invocation
from mcp_mem0.config import HttpSettings, Settings
from mcp_mem0.domain.errors import RequestError


def serve(
    context: typer.Context,
    *,
    http: Annotated[
        bool, typer.Option("--http", help="Serve many clients over HTTP: /mcp, and SSE at /sse.")
    ] = False,
    host: Annotated[str | None, typer.Option(help="With --http: the address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65_535, help="With --http: the port; 0 takes any.")
    ] = None,
) -> None:
    """Serve the memory to one MCP client over stdio, which starts this itself; or over HTTP."""
    settings = invocation(context).settings
    if http:
        anyio.run(_over_http, _listening(settings, host, port))
    elif host is not None or port is not None:
        raise RequestError("--host and --port say where to listen over HTTP: add --http")
    else:
        anyio.run(_over_stdio, settings)


def _listening(settings: Settings, host: str | None, port: int | None) -> Settings:
    given = {"host": host, "port": port}
    said = {name: value for name, value in given.items() if value is not None}
    http = HttpSettings.model_validate({**settings.http.model_dump(), **said})
    return settings.model_copy(update={"http": http})


async def _over_stdio(settings: Settings) -> None:
    from mcp_mem0.server.build import build_server  # noqa: PLC0415 - half a second of imports
    from mcp_mem0.server.stdio import serve_stdio  # noqa: PLC0415 - the same

    async with build_app(settings) as app:
        server = build_server(app, app.terms, on_interest=app.open_soon)
        await serve_stdio(server, before_end=app.finish)


async def _over_http(settings: Settings) -> None:
    from mcp_mem0.app.serving import serve_many  # noqa: PLC0415 - half a second of imports
    from mcp_mem0.server.http_log import log_as_json  # noqa: PLC0415 - the same

    log_as_json(settings.log.level)
    async with build_app(settings) as app:
        await serve_many(app, settings)
