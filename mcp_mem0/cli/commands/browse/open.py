"""`mcp-mem0 open`: look at the memory in a browser."""

import os
import sys
import tempfile
import webbrowser
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import anyio
import anyio.to_thread
import typer
from pydantic import BaseModel

from mcp_mem0.app.local import find_usable_server
from mcp_mem0.app.tokens import build_token_file
from mcp_mem0.cli.connecting.starting import build_serving_command, find_or_start_server
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.config import HttpSettings, Settings, SettingsOrigin
from mcp_mem0.domain.errors import RequestError, SettingsError

if TYPE_CHECKING:
    from mcp_mem0.app.running import App

PAGE: Final = "/explorer"
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
"""Without any of these a browser on Linux would run in the terminal."""


class OpenModel(BaseModel):
    """The address of the explorer, and what was done with it.

    Attributes:
        url: The address; one with a code is valid once, for two minutes.
        opened: Whether a browser was asked to open it.
        started: Whether the server was started for it.
        needs_token: Whether whoever opens it must sign in with a token.
    """

    url: str
    opened: bool
    started: bool
    needs_token: bool


def open_(
    context: typer.Context,
    *,
    print_only: Annotated[
        bool, typer.Option("--print", help="Only print the address, and open no browser.")
    ] = False,
    here: Annotated[
        bool,
        typer.Option(
            "--here", help="Serve it in the foreground on a free port, until you press Ctrl-C."
        ),
    ] = False,
    demo: Annotated[
        bool,
        typer.Option(
            "--demo", help="Look at a made-up memory in a temporary folder instead; with --here."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Look at the memory in a browser: search, timeline, graph, conflicts, statistics.

    The address works once, within two minutes. The server that `up` runs shows the page; it is
    started if it does not run.
    """
    run = get_invocation(context)
    if here or demo:
        if json:
            raise RequestError("--here and --demo print no JSON: leave out --json")
        if demo:
            _serve_demo(run, print_only)
        else:
            anyio.run(_serve_here, run.settings, run.origin, print_only, _fill_nothing)
        return
    found = anyio.run(_find_address, run, print_only)
    print_answer(_render(found), found, as_json=json, can_be_pasted=True)


async def _find_address(run: Invocation, print_only: bool) -> OpenModel:  # noqa: FBT001 - anyio passes no keywords
    settings = run.settings
    found = await find_or_start_server(build_serving_command(run.flags))
    base = found.server.url.removesuffix("/mcp")
    if build_token_file(settings).list_grants():
        url, needs_token = f"{base}{PAGE}", True
    elif await find_usable_server(settings) is None:
        raise SettingsError(
            f"the server at {base} has other settings than this command: stop it with"
            " `mcp-mem0 down`, or look with `mcp-mem0 open --here`"
        )
    else:
        url, needs_token = _build_entry_address(base), False
    return OpenModel(
        url=url,
        opened=not print_only and await open_browser(url, os.environ),
        started=found.is_new,
        needs_token=needs_token,
    )


def _serve_demo(run: Invocation, print_only: bool) -> None:  # noqa: FBT001 - as above
    from mcp_mem0.cli.demo.memory import fill_demo_memory  # noqa: PLC0415 - only here

    with tempfile.TemporaryDirectory(prefix="mcp-mem0-demo-") as folder:
        # Its own settings, so that it is the same for everybody and touches no memory.
        http = HttpSettings(tokens_file=str(Path(folder, "tokens.json")))
        settings = Settings(store=str(Path(folder, "store")), http=http, log=run.settings.log)
        anyio.run(_serve_here, settings, None, print_only, fill_demo_memory)


async def _fill_nothing(_: "App") -> int:
    return 0


async def _serve_here(
    settings: Settings,
    origin: SettingsOrigin | None,
    print_only: bool,  # noqa: FBT001 - as above
    fill: "Callable[[App], Awaitable[int]]",
) -> None:
    from mcp_mem0.app.clock import get_utc_now  # noqa: PLC0415 - the same
    from mcp_mem0.app.running import build_app  # noqa: PLC0415 - the same
    from mcp_mem0.app.serving import listen, serve_many  # noqa: PLC0415 - half a second of imports
    from mcp_mem0.server.http.serve import set_on_signal  # noqa: PLC0415 - the same

    http = settings.http.model_copy(update={"host": "127.0.0.1", "port": 0})
    listener = listen(settings.model_copy(update={"http": http}), now=get_utc_now)
    base = f"http://127.0.0.1:{listener.bound.getsockname()[1]}"
    needs_token = listener.door.authenticator.needs_tokens()
    url = f"{base}{PAGE}" if needs_token else _build_entry_address(base)
    stop = anyio.Event()
    async with build_app(settings, origin=origin) as app, anyio.create_task_group() as tasks:
        tasks.start_soon(set_on_signal, stop)
        await fill(app)
        opened = not print_only and await open_browser(url, os.environ)
        shown = OpenModel(url=url, opened=opened, started=True, needs_token=needs_token)
        write(f"{_render(shown)}\nPress Ctrl-C to stop.\n", for_person=True)
        await serve_many(app, listener, stop=stop, say=lambda _: None)
        tasks.cancel_scope.cancel()


def _build_entry_address(base: str) -> str:
    from mcp_mem0.app.explorer.pages import build_entry_codes  # noqa: PLC0415 - half a second of imports

    return f"{base}{PAGE}/enter?code={build_entry_codes().make_code()}"


def _render(found: OpenModel) -> str:
    if found.needs_token:
        how = "Opened" if found.opened else "Open"
        return f"{how} {found.url} and sign in with a token (`mcp-mem0 token create` makes one)."
    if found.opened:
        return (
            "Opened the explorer in your browser. If nothing appeared, run `mcp-mem0 open --print`."
        )
    return f"Open this address within two minutes; it works once:\n{found.url}"


async def open_browser(url: str, environment: Mapping[str, str]) -> bool:
    """Ask the browser of this desktop to open an address; return whether there is one."""
    if sys.platform == "linux" and not any(environment.get(name) for name in _SCREENS):
        return False
    try:
        return await anyio.to_thread.run_sync(webbrowser.open, url, abandon_on_cancel=True)
    except webbrowser.Error:
        return False
