"""`mcp-mem0 status`: whether the server that `up` started runs, and where."""

import json as jsons
import sys

import anyio
import typer

from mcp_mem0.adapters.local_server import LocalServer
from mcp_mem0.app.local import local_servers, usable_server
from mcp_mem0.cli.commands.up import answers
from mcp_mem0.cli.invocation import Json, invocation
from mcp_mem0.config import Settings


def status(context: typer.Context, *, json: Json = False) -> None:
    """Tell whether the server that `up` started runs, where, and who shares it."""
    told = anyio.run(_told, invocation(context).settings)
    if json:
        sys.stdout.write(jsons.dumps(told, indent=2) + "\n")
    elif not told["runs"]:
        sys.stdout.write("No server of yours runs: each client's own opens the store.\n")
    else:
        sys.stdout.write(
            f"Process {told['process']} serves {told['url']} since {told['since']}"
            f"{'' if told['answers'] else ', but does not answer'}.\n"
            f"{_SHARED if told['is_shared'] else _NOT_SHARED}\n"
        )


_SHARED = "Servers that clients start with these settings pass everything on to it."
_NOT_SHARED = (
    "It has other settings or tokens, so servers that clients start with these open the store"
    " themselves."
)


async def _told(settings: Settings) -> dict[str, str | int | bool]:
    found = await local_servers().standing()
    if found is None:
        return {"runs": False}
    return {
        "runs": True,
        "process": found.pid,
        "url": found.url,
        "since": found.started_at.isoformat(timespec="seconds"),
        "answers": await answers(found),
        "is_shared": _is_same(found, await usable_server(settings)),
    }


def _is_same(found: LocalServer, usable: LocalServer | None) -> bool:
    return usable is not None and usable.pid == found.pid
