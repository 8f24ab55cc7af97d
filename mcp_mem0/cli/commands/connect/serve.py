"""`mcp-mem0 serve`: the MCP server, over stdio for one client or over HTTP for many."""

import os
from pathlib import Path
from typing import Annotated

import anyio
import typer

from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.terms import build_terms, create_process_session
from mcp_mem0.cli.invocation import get_invocation
from mcp_mem0.cli.output.terminal import write_error
from mcp_mem0.config import HttpSettings, Settings, SettingsOrigin, locate_file
from mcp_mem0.domain.errors import RequestError


def serve(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    *,
    http: Annotated[
        bool, typer.Option("--http", help="Serve many clients over HTTP: /mcp, and SSE at /sse.")
    ] = False,
    host: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            show_default="setting http.host",
            help="With --http: the address to listen on.",
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            metavar="PORT",
            show_default="setting http.port",
            min=0,
            max=65_535,
            help="With --http: the port; 0 picks a free one.",
        ),
    ] = None,
    connect: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Open no store: forward every request to the server at this URL."
        ),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="With --connect: the file with the token."),
    ] = None,
    alone: Annotated[
        bool,
        typer.Option("--alone", help="Open the store even while 'mcp-mem0 up' is running."),
    ] = False,
) -> None:
    """Serve the memory over stdio to one MCP client, or over HTTP to many."""
    run = get_invocation(context)
    settings = run.settings
    if connect is not None and http:
        raise RequestError("--connect is for one client over stdio: leave out --http")
    if connect is not None:
        if token_file is not None:
            token_file = locate_file(
                "--token-file", token_file, os.environ, is_attended=run.is_attended
            )
        anyio.run(_serve_proxy, settings, connect, token_file)
    elif token_file is not None:
        raise RequestError("--token-file needs --connect: say which server the token is for")
    elif http:
        _serve_over_http(_apply_address(settings, host, port), run.origin)
    elif host is not None or port is not None:
        raise RequestError("--host and --port apply to HTTP only: add --http")
    else:
        anyio.run(_serve_over_stdio, settings, run.origin, alone)


def _apply_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    given = {"host": host, "port": port}
    changed = {name: value for name, value in given.items() if value is not None}
    http = HttpSettings.model_validate({**settings.http.model_dump(), **changed})
    return settings.model_copy(update={"http": http})


async def _serve_proxy(settings: Settings, url: str, token_file: Path | None) -> None:
    from mcp_mem0.server.mcp.stdio import serve_stdio  # noqa: PLC0415 - the same
    from mcp_mem0.server.proxy.http_client import build_link  # noqa: PLC0415 - the same
    from mcp_mem0.server.proxy.proxy import Proxy  # noqa: PLC0415 - half a second of imports

    proxy = Proxy(
        build_link(url, token_file), build_terms(settings, session=create_process_session())
    )
    await serve_stdio(proxy, before_end=proxy.finish)


async def _serve_over_stdio(settings: Settings, origin: SettingsOrigin, alone: bool) -> None:  # noqa: FBT001 - anyio passes no keywords
    from mcp_mem0.app.local import find_usable_server  # noqa: PLC0415 - only here

    shared = None if alone else await find_usable_server(settings)
    if shared is not None:
        await _serve_proxy(settings, shared.url, None)
    else:
        await _serve_store(settings, origin)


async def _serve_store(settings: Settings, origin: SettingsOrigin) -> None:
    from mcp_mem0.app.briefs import Briefs  # noqa: PLC0415 - the same
    from mcp_mem0.app.explorer.client_app import build_client_app  # noqa: PLC0415 - the same
    from mcp_mem0.app.running import build_app  # noqa: PLC0415 - the same
    from mcp_mem0.server.mcp.build import build_server  # noqa: PLC0415 - half a second of imports
    from mcp_mem0.server.mcp.stdio import serve_stdio  # noqa: PLC0415 - the same
    from mcp_mem0.server.mcp.subscriptions import Subscriptions  # noqa: PLC0415 - the same

    async with build_app(settings, origin=origin) as app, anyio.create_task_group() as tasks:
        briefs = Briefs(app, settings)
        tasks.start_soon(briefs.keep)
        subscriptions = Subscriptions(app, app.terms.caller)
        tasks.start_soon(subscriptions.run)
        server = build_server(
            app,
            app.terms,
            on_interest=app.open_soon,
            subscriptions=subscriptions,
            client_app=build_client_app(app),
        )

        async def finish() -> None:
            await app.finish()
            await briefs.refresh_last()

        await serve_stdio(server, before_end=finish)
        await briefs.refresh_last()
        tasks.cancel_scope.cancel()


def _serve_over_http(settings: Settings, origin: SettingsOrigin) -> None:
    from mcp_mem0.app.briefs import Briefs  # noqa: PLC0415 - the same
    from mcp_mem0.app.running import build_app  # noqa: PLC0415 - the same
    from mcp_mem0.app.serving import listen, serve_many  # noqa: PLC0415 - half a second
    from mcp_mem0.server.http.log import log_as_json  # noqa: PLC0415 - the same
    from mcp_mem0.server.http.serve import set_on_signal  # noqa: PLC0415 - the same

    log_as_json(settings.log.level)
    at = listen(settings, now=get_utc_now)

    async def serve_clients() -> None:
        stop = anyio.Event()
        async with (
            build_app(settings, origin=origin) as app,
            anyio.create_task_group() as tasks,
        ):
            tasks.start_soon(set_on_signal, stop)
            tasks.start_soon(Briefs(app, settings).keep)
            # Not logged: the person who started the server needs it at every log level.
            await serve_many(app, at, stop=stop, say=_print_notice)
            tasks.cancel_scope.cancel()

    anyio.run(serve_clients)


def _print_notice(sentence: str) -> None:
    write_error(f"mcp-mem0: {sentence}\n")
