"""Starts the one server that all clients on this machine share, in the background."""

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

import anyio

from mcp_mem0.adapters.local_server import LocalServer
from mcp_mem0.app.local import build_local_servers
from mcp_mem0.cli.connecting.lasting_flags import build_lasting_flags
from mcp_mem0.cli.connecting.paste import find_own_command
from mcp_mem0.cli.connecting.sharing import is_answering
from mcp_mem0.cli.parsing.flags import Flags
from mcp_mem0.domain.errors import StoreError

START_S_MAX: Final = 30.0
POLL_S: Final = 0.1
_LOG_CHARS_MAX: Final = 1_000
_DETACHED: Final = (
    subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    if sys.platform == "win32"
    else 0
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServer:
    """The server that runs, and whether it was started for this call."""

    server: LocalServer
    is_new: bool


def build_serving_command(flags: Flags) -> list[str]:
    """Return the command of the server, with the flags that must last."""
    return [*find_own_command(), "up", "--stay", *build_lasting_flags(flags)]


async def find_or_start_server(command: list[str]) -> FoundServer:
    """Return the server that runs, or start one.

    Raises:
        StoreError: It did not start.
    """
    found = await build_local_servers().find_running_server()
    return FoundServer(server=found or await _start(command), is_new=found is None)


async def _start(command: list[str]) -> LocalServer:
    servers = build_local_servers()
    servers.make()
    with servers.open_log() as log:
        process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own command; it outlives us
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            creationflags=_DETACHED,
            cwd=os.path.expanduser("~"),  # noqa: ASYNC240, PTH111 - not the caller's folder
        )
    started = await _wait_until_started(process)
    if started is None:
        output = servers.log.read_text(encoding="utf-8", errors="replace")[-_LOG_CHARS_MAX:].strip()
        raise StoreError(f"the server did not start; its output: {output or 'none'}")
    return started


async def _wait_until_started(process: subprocess.Popen[bytes]) -> LocalServer | None:
    """Wait until the server answers; return None if it exits or takes too long."""
    with anyio.move_on_after(START_S_MAX):
        while process.poll() is None:
            found = await build_local_servers().find_running_server()
            if found is not None and await is_answering(found):
                return found
            await anyio.sleep(POLL_S)
    return None
