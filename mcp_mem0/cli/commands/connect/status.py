"""`mcp-mem0 status`: whether the server that `up` started runs, and where."""

import anyio
import typer
from pydantic import BaseModel

from mcp_mem0.app.backups.notes import NO_SCHEDULE, describe_schedule
from mcp_mem0.app.local import build_local_servers
from mcp_mem0.cli.connecting.sharing import NOT_SHARED, SHARED, is_answering, is_shared
from mcp_mem0.cli.invocation import Json, get_invocation, print_answer
from mcp_mem0.config import Settings


class StatusModel(BaseModel):
    """Whether a server runs, and its details if one does."""

    runs: bool
    process: int | None = None
    url: str | None = None
    explorer: str | None = None
    since: str | None = None
    answers: bool | None = None
    is_shared: bool | None = None
    backups: str | None = None


def status(context: typer.Context, *, json: Json = False) -> None:
    """Show whether the server that `up` started is running, who shares it, and its backups."""
    found = anyio.run(_read_status, get_invocation(context).settings)
    print_answer(_render_status(found), found, as_json=json)


def _render_status(found: StatusModel) -> str:
    backups = f"\nBackups: {found.backups or NO_SCHEDULE}."
    if not found.runs:
        return f"No server is running: each client's own server opens the store.{backups}"
    silent = "" if found.answers else ", but does not answer"
    return (
        f"Process {found.process} has served {found.url} since {found.since}{silent}.\n"
        f"`mcp-mem0 open` shows its memory in a browser, at {found.explorer}.\n"
        f"{SHARED if found.is_shared else NOT_SHARED}{backups}"
    )


async def _read_status(settings: Settings) -> StatusModel:
    found = await build_local_servers().find_running_server()
    if found is None:
        return StatusModel(runs=False, backups=describe_schedule(settings))
    return StatusModel(
        runs=True,
        process=found.pid,
        url=found.url,
        explorer=f"{found.url.removesuffix('/mcp')}/explorer",
        since=found.started_at.isoformat(timespec="seconds"),
        answers=await is_answering(found),
        is_shared=await is_shared(found, settings),
        backups=describe_schedule(settings),
    )
