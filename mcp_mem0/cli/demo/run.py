"""Starts two real servers on one temporary store and plays the story."""

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
    """Play the demo and return its calls with their answers.

    Args:
        command: The command line of this installation.
        folder: The folder for the store.
        log: The file for the servers' stderr.
        teller: Shows the demo as it runs.
        model: The environment variables that configure the model that decides; None for rules.

    Raises:
        DemoError: A step had an unexpected result.
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
    # Each client runs in its own task group, which wraps the error that ends it.
    except (ExceptionGroup, MCPError) as error:
        raise DemoError(_describe_failure(error)) from error
    return entries


def _describe_failure(error: Exception) -> str:
    """Return the message of the error that ended the demo."""
    if isinstance(error, ExceptionGroup):
        return _describe_failure(cast("ExceptionGroup[Exception]", error).exceptions[0])
    return (
        str(error)
        if isinstance(error, DemoError)
        else f"lost the connection to the server ({error})"
    )


def _build_server(
    command: list[str], folder: Path, model: Mapping[str, str] | None
) -> StdioServerParameters:
    # With its own settings, so that the demo does the same for everybody and touches no memory.
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
