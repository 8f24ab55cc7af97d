"""`mcp-mem0 up`: run one server that all clients on this machine share."""

import os
import subprocess
import sys
from typing import Annotated, Final

import anyio
import typer
from pydantic import BaseModel

from mcp_mem0.adapters.local_server import LocalServer
from mcp_mem0.app.local import build_local_servers, format_local_url, keep_serving
from mcp_mem0.cli.connecting.lasting_flags import build_lasting_flags
from mcp_mem0.cli.connecting.paste import find_own_command
from mcp_mem0.cli.connecting.sharing import NOT_SHARED, SHARED, is_answering, is_shared
from mcp_mem0.cli.connecting.units import build_unit
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.domain.errors import RequestError, StoreError

START_S_MAX: Final = 30.0
POLL_S: Final = 0.1
_LOG_CHARS_MAX: Final = 1_000
_DETACHED: Final = (
    subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    if sys.platform == "win32"
    else 0
)


class UpModel(BaseModel):
    """The running server, and whether this call started it."""

    started: bool
    process: int
    url: str
    log: str
    is_shared: bool


def up(
    context: typer.Context,
    *,
    print_unit: Annotated[
        bool,
        typer.Option("--print-unit", help="Only print a unit for systemd, launchd or Windows."),
    ] = False,
    stay: Annotated[
        bool, typer.Option("--stay", help="Serve in the foreground, as the unit does it.")
    ] = False,
    json: Json = False,
) -> None:
    """Start one server in the background that all clients on this machine share.

    Servers that clients start afterwards forward every request to it instead of opening the store.
    """
    if json and (print_unit or stay):
        option = "--print-unit" if print_unit else "--stay"
        raise RequestError(f"{option} prints no JSON: leave out --json")
    run = get_invocation(context)
    # Checked here, so that an invalid setting is reported at once and not in the log.
    format_local_url(run.settings)
    command = [*find_own_command(), "up", "--stay", *build_lasting_flags(run.flags)]
    if print_unit:
        write(build_unit(sys.platform, command, build_local_servers().log))
    elif stay:
        anyio.run(keep_serving, run.settings)
    else:
        done = anyio.run(_find_or_start, run, command)
        print_answer(_render_result(done), done, as_json=json)


def _render_result(done: UpModel) -> str:
    how = "Started" if done.started else "Already running"
    return (
        f"{how}: process {done.process}, {done.url}, log {done.log}\n"
        f"{SHARED if done.is_shared else NOT_SHARED}"
    )


async def _find_or_start(run: Invocation, command: list[str]) -> UpModel:
    servers = build_local_servers()
    found = await servers.find_running_server()
    server = found or await _start(command)
    return UpModel(
        started=found is None,
        process=server.pid,
        url=server.url,
        log=str(servers.log),
        is_shared=await is_shared(server, run.settings),
    )


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
