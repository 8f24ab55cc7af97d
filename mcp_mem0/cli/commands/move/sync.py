"""`mcp-mem0 sync`: bring all rows of one store into another one."""

from functools import partial
from typing import Annotated

import anyio
import typer
from pydantic import BaseModel

from mcp_mem0.cli.invocation import Json, get_invocation, print_answer


class SyncModel(BaseModel):
    """What was copied; with a dry run, what would be."""

    source: str
    target: str
    written: int
    removed: int
    rows: int
    dry_run: bool


def sync(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="Folder or URI (s3://, gs://, az://) to read.")
    ],
    target: Annotated[str, typer.Argument(metavar="TO", help="Folder or URI to write.")],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Remove what only the second store has.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show how much would be copied.")
    ] = False,
    json: Json = False,
) -> None:
    """Copy what the second store lacks, between folders and buckets, in one commit.

    Whoever reads the second store sees all of it or nothing. Where it has something that the first
    one does not, nothing is copied.
    """
    run = get_invocation(context)
    # Imported here: it takes a second.
    from mcp_mem0.adapters.backups.row_sync import StoreSync  # noqa: PLC0415

    storage = run.settings.storage
    sync_run = StoreSync(
        source=source,
        target=target,
        options=storage.options,
        lock_timeout_s=storage.lock_timeout_s,
    )
    copied = anyio.run(partial(sync_run.run, replace=replace, is_dry_run=dry_run))
    done = SyncModel(
        source=source,
        target=target,
        written=copied.written,
        removed=copied.removed,
        rows=copied.rows,
        dry_run=dry_run,
    )
    print_answer(_render(done), done, as_json=json)


def _render(done: SyncModel) -> str:
    if not done.written and not done.removed:
        return f"{done.target} has all {done.rows:,} rows of {done.source} already."
    how = "would be copied" if done.dry_run else "copied"
    was = "would be" if done.dry_run else "were"
    removed = f" {done.removed:,} that only it had {was} removed." if done.removed else ""
    return f"{done.written:,} of {done.rows:,} rows {how} to {done.target}.{removed}"
