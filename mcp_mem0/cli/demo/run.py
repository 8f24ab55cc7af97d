"""Starts the real server twice on one temporary store, and plays the story."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Final, TextIO, cast

from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp_types import Implementation

from mcp_mem0 import __version__
from mcp_mem0.cli.demo.stage import DemoCall, DemoError, Stage, Teller
from mcp_mem0.cli.demo.story import FIRST, SECOND, Clients, play
from mcp_mem0.cli.demo.story_with_model import play_with_model

_TIMEOUT_S: Final = 60.0


async def run_demo(
    command: list[str],
    folder: Path,
    log: TextIO,
    teller: Teller,
    *,
    model: Mapping[str, str] | None = None,
) -> list[DemoCall]:
    """Play the demo and return what was called and answered.

    Args:
        command: Starts this installation's command line.
        folder: Where the store is made.
        log: What the servers write to stderr.
        teller: Tells it as it goes.
        model: The variables by which a server finds the model that decides; None if rules do.

    Raises:
        DemoError: A step did not do what it shows.
    """
    entries: list[DemoCall] = []
    program = _build_server(command, folder, model)
    try:
        async with (
            _build_client(FIRST, program, log) as first,
            _build_client(SECOND, program, log) as second,
        ):
            clients = Clients(
                first=Stage(FIRST, first, teller, entries),
                second=Stage(SECOND, second, teller, entries),
            )
            await (play(clients) if model is None else play_with_model(clients))
    # Each client runs in a task group of its own, which wraps what ends it.
    except (ExceptionGroup, MCPError) as error:
        raise DemoError(_describe_failure(error)) from error
    return entries


def _describe_failure(error: Exception) -> str:
    """Return what ended the demo, in its own words."""
    if isinstance(error, ExceptionGroup):
        return _describe_failure(cast("ExceptionGroup[Exception]", error).exceptions[0])
    return str(error) if isinstance(error, DemoError) else f"the server is gone ({error})"


def _build_server(
    command: list[str], folder: Path, model: Mapping[str, str] | None
) -> StdioServerParameters:
    # Settings of its own, so that the demo does the same for everybody and touches no memory.
    settings = folder / "config.toml"
    settings.touch()
    program, *arguments = command
    return StdioServerParameters(
        command=program,
        args=[*arguments, "serve", "--config", str(settings), "--store", str(folder / "store")],
        env={**model} if model is not None else None,
    )


def _build_client(
    name: str, program: StdioServerParameters, log: TextIO
) -> AbstractAsyncContextManager[Client]:
    return Client(
        stdio_client(program, errlog=log),
        client_info=Implementation(name=name, version=__version__),
        read_timeout_seconds=_TIMEOUT_S,
    )
