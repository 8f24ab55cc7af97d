"""`mcp-mem0 demo`: two clients share one memory."""

import json as jsons
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

import anyio
import typer
from rich.console import Console

from mcp_mem0.cli.exits import Exit
from mcp_mem0.cli.invocation import Json
from mcp_mem0.cli.paste import own_command, pastes

_LOG_CHARS_MAX: Final = 2_000


def demo(*, json: Json = False) -> None:
    """Show two clients that share one memory: real servers, a temporary store, no network."""
    from mcp_mem0.cli.demo.run import run_demo  # noqa: PLC0415 - half a second of imports
    from mcp_mem0.cli.demo.stage import DemoError  # noqa: PLC0415 - the same
    from mcp_mem0.cli.demo.teller import Silence, Transcript  # noqa: PLC0415 - the same

    console = Console(highlight=False)
    teller = Silence() if json else Transcript(console)
    with tempfile.TemporaryDirectory(prefix="mcp-mem0-demo-") as name:
        log_file = Path(name, "servers.log")
        with log_file.open("w", encoding="utf-8") as log:
            play = partial(run_demo, own_command(), Path(name), log, teller)
            try:
                entries = anyio.run(play)
            except DemoError as error:
                said = log_file.read_text(encoding="utf-8", errors="replace")[-_LOG_CHARS_MAX:]
                sys.stderr.write(f"mcp-mem0: the demo failed: {error}\n{said}")
                raise typer.Exit(Exit.FAULT) from error
    if json:
        told = [entry.model_dump(mode="json") for entry in entries]
        sys.stdout.write(jsons.dumps(told, indent=2, ensure_ascii=False) + "\n")
    else:
        _show_pastes(console)


def _show_pastes(console: Console) -> None:
    console.print("\nTo use it, paste one of these into your client", style="bold")
    for paste in pastes(own_command()):
        console.print(f"\n{paste.where}", style="cyan", markup=False)
        # As it is: a line that the terminal's width wraps cannot be pasted.
        console.print(paste.text, markup=False, soft_wrap=True)
