"""`mcp-mem0 restore`: make a store again from a backup."""

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio
import typer
from pydantic import BaseModel

from mcp_mem0.app.backups.notes import find_folder, name_store
from mcp_mem0.cli.commands.move.backup import Folder
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.parsing.exits import Exit

if TYPE_CHECKING:
    from mcp_mem0.app.backups.restoring import RestoreReport, RestoreRequest


class RestoreModel(BaseModel):
    """What was restored; with a dry run, what would be."""

    backup: str
    made_at: str
    store: str
    rows: dict[str, int]
    dry_run: bool
    moved_to: str | None = None
    forgotten_again: dict[str, int] = {}
    disagreements: int = 0
    notes: list[str] = []


def restore(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    folder: Folder = None,
    *,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN", help="The newest backup made by then, or its name; else the newest."
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(metavar="STORE", help="Where to; else the store that the settings name."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the store that is there aside.")
    ] = False,
    as_it_was: Annotated[
        bool,
        typer.Option(
            "--as-it-was", help="Bring back what was forgotten or erased since the backup, too."
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only look for the backup, and compare its files.")
    ] = False,
    json: Json = False,
) -> None:
    """Restore the store from a backup: all of it, or nothing is changed.

    Every file is compared with its digest and the whole is checked before it takes its place. What
    the store that is there has forgotten since stays forgotten.

    Exits with code 1 if rows disagree.
    """
    run = get_invocation(context)
    # Imported here: it takes a second.
    from mcp_mem0.app.backups.restoring import RestoreRequest, check_backup  # noqa: PLC0415

    settings = run.settings if to is None else run.settings.model_copy(update={"store": to})
    request = RestoreRequest(
        folder=find_folder(run.settings, folder),
        at=at,
        store=name_store(settings),
        replace=replace,
        as_it_was=as_it_was,
        meant=name_store(run.settings),
    )
    if dry_run:
        found = anyio.run(partial(check_backup, request, now=run.get_now()))
        done = RestoreModel(
            backup=found.name,
            made_at=found.made_at.isoformat(timespec="seconds"),
            store=request.store,
            rows=dict(found.contents.counts),
            dry_run=True,
            disagreements=len(found.contents.disagreements),
        )
    else:
        done = _restore(run, request)
    print_answer("\n".join(_render(done)), done, as_json=json)
    if done.disagreements:
        sys.exit(Exit.FAULT)


def _restore(run: Invocation, request: "RestoreRequest") -> RestoreModel:
    from mcp_mem0.adapters.clients.hooks.hook_state import drop_briefs  # noqa: PLC0415
    from mcp_mem0.adapters.clients.setup.places import get_user_places  # noqa: PLC0415
    from mcp_mem0.app.backups.restoring import restore as restore_store  # noqa: PLC0415

    report = anyio.run(partial(restore_store, run.settings, request, now=run.get_now()))
    drop_briefs(get_user_places().state, request.store)
    return _build_model(report)


def _build_model(report: "RestoreReport") -> RestoreModel:
    again = report.again
    counts = {"facts": again.facts, "messages": again.messages, "erased": again.erased}
    return RestoreModel(
        backup=report.backup.name,
        made_at=report.backup.made_at.isoformat(timespec="seconds"),
        store=report.store,
        rows=dict(report.contents.counts),
        dry_run=False,
        moved_to=None if report.moved_to is None else str(report.moved_to),
        forgotten_again=counts if again else {},
        disagreements=len(report.contents.disagreements),
        notes=[*report.notes],
    )


def _render(done: RestoreModel) -> Iterator[str]:
    rows = sum(done.rows.values())
    if done.dry_run:
        yield (
            f"Backup {done.backup} is whole: {rows:,} rows. It would be restored to {done.store};"
            " nothing was changed."
        )
        return
    yield f"Restored backup {done.backup} to {done.store}: {rows:,} rows, opened and checked."
    if done.moved_to is not None:
        yield f"The store that was there is in {done.moved_to}: remove it when it is not needed."
    if done.forgotten_again:
        again = done.forgotten_again
        yield (
            f"Forgotten since the backup, and again now: {again['facts']:,} facts,"
            f" {again['messages']:,} messages. Erased again: {again['erased']:,}. (--as-it-was"
            " brings them back.)"
        )
    yield from (f"Note: {note}." for note in done.notes)
    if done.disagreements:
        yield f"{done.disagreements:,} disagreements: run `mcp-mem0 check`."
