"""`mcp-mem0 up`: run one server that all clients on this machine share."""

import sys
from typing import Annotated

import anyio
import typer
from pydantic import BaseModel

from mcp_mem0.app.local import build_local_servers, format_local_url, keep_serving
from mcp_mem0.cli.connecting.sharing import NOT_SHARED, SHARED, is_shared
from mcp_mem0.cli.connecting.starting import build_serving_command, find_or_start_server
from mcp_mem0.cli.connecting.units import build_unit
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.terminal import write
from mcp_mem0.domain.errors import RequestError


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
    command = build_serving_command(run.flags)
    if print_unit:
        write(build_unit(sys.platform, command, build_local_servers().log))
    elif stay:
        anyio.run(keep_serving, run.settings, run.origin)
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
    found = await find_or_start_server(command)
    return UpModel(
        started=found.is_new,
        process=found.server.pid,
        url=found.server.url,
        log=str(build_local_servers().log),
        is_shared=await is_shared(found.server, run.settings),
    )
