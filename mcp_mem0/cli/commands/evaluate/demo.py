"""`mcp-mem0 demo`: show two clients that share one memory."""

import json as jsons
import os
import shlex
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio
import typer

from mcp_mem0.adapters.clients.setup.places import get_user_places
from mcp_mem0.cli.connecting.client_choice import build_install_line, describe_choice
from mcp_mem0.cli.connecting.paste import (
    PROGRAM,
    build_pastes,
    find_own_command,
    find_short_command,
    is_in_cache,
)
from mcp_mem0.cli.invocation import Json, get_invocation
from mcp_mem0.cli.output.terminal import build_console, write_error, write_json
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.config import (
    ACCESS_VARIABLES,
    ModelSettings,
    find_model_access,
    format_variable,
)

if TYPE_CHECKING:
    from rich.console import Console

_LOG_CHARS_MAX: Final = 2_000


def demo(context: typer.Context, *, json: Json = False) -> None:
    """Show two clients that share one memory, with real servers and a temporary store.

    It needs no network unless a model is configured, which then decides.
    """
    from mcp_mem0.cli.demo.run import run_demo  # noqa: PLC0415 - half a second of imports
    from mcp_mem0.cli.demo.stage import DemoError  # noqa: PLC0415 - the same
    from mcp_mem0.cli.demo.teller import ConsoleTeller, SilentTeller  # noqa: PLC0415 - the same

    model = _build_model_variables(get_invocation(context).settings.model)
    console = build_console()
    teller = SilentTeller() if json else ConsoleTeller(console)
    with tempfile.TemporaryDirectory(prefix="mcp-mem0-demo-") as name:
        log_file = Path(name, "servers.log")
        with log_file.open("w", encoding="utf-8") as log:
            play = partial(run_demo, find_own_command(), Path(name), log, teller, model=model)
            try:
                entries = anyio.run(play)
            except DemoError as error:
                server_log = log_file.read_text(encoding="utf-8", errors="replace")[
                    -_LOG_CHARS_MAX:
                ]
                write_error(f"mcp-mem0: the demo failed: {error}\n{server_log}")
                raise typer.Exit(Exit.FAULT) from error
    if json:
        calls = [entry.model_dump(mode="json") for entry in entries]
        write_json(jsons.dumps(calls, indent=2, ensure_ascii=False))
    else:
        _show_next_steps(console)


def _build_model_variables(settings: ModelSettings) -> dict[str, str] | None:
    """Return the environment that gives the demo's servers the configured model, if any."""
    if find_model_access(settings, os.environ) is None:
        return None
    given = {
        format_variable(f"model.{name}"): str(value)
        for name, value in settings.model_dump(mode="json").items()
    }
    seen = {name: os.environ[name] for name in ACCESS_VARIABLES if name in os.environ}
    return given | seen


def _show_next_steps(console: "Console") -> None:
    look = shlex.join([*find_own_command(), "open", "--demo"])
    console.print("\nTo look at a filled memory in your browser, run", style="bold")
    console.print(look, soft_wrap=True)
    console.print("\nFor a client that install does not know, paste one of these", style="bold")
    for paste in build_pastes(find_own_command()):
        console.print(f"\n{paste.where}", style="cyan")
        # Not wrapped, because a broken line cannot be pasted.
        console.print(paste.text, soft_wrap=True)
    own = find_own_command()
    first = "install it with 'uv tool install' or 'pipx install', then " * is_in_cache(own[0])
    command = [PROGRAM] if first else find_short_command()
    places = get_user_places()
    console.print(f"\nTo use it, {first}run, {describe_choice(places)}", style="bold")
    console.print(build_install_line(command, places), soft_wrap=True)
