"""`mcp-mem0 backup`: make a backup of the store, while others use it."""

import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated

import anyio
import typer
from pydantic import AwareDatetime, BaseModel

from mcp_mem0.app.backups.notes import find_folder
from mcp_mem0.cli.invocation import Invocation, Json, get_invocation, print_answer
from mcp_mem0.cli.output.sizes import format_size
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.domain.errors import RequestError

if TYPE_CHECKING:
    from mcp_mem0.adapters.backups.backing_up import BackupResult
    from mcp_mem0.adapters.backups.manifest import BackupManifest


class BackupModel(BaseModel):
    """A backup."""

    name: str
    made_at: AwareDatetime
    store: str
    bytes: int
    rows: dict[str, int]
    revisions: dict[str, int]
    disagreements: int


class MadeModel(BackupModel):
    """A backup that was made, or that already has everything."""

    folder: str
    is_new: bool
    new_bytes: int
    removed: list[str]


class BackupsModel(BaseModel):
    """The backups of a folder, and what is wrong with them."""

    folder: str
    backups: list[BackupModel]
    damaged: list[str]


Folder = Annotated[
    str | None,
    typer.Argument(metavar="FOLDER", help="Folder of backups; else the setting backup.folder."),
]


def backup(  # noqa: PLR0913 - one parameter per option
    context: typer.Context,
    folder: Folder = None,
    *,
    keep: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", min=1, help="Keep so many backups, the newest ones."),
    ] = None,
    show: Annotated[bool, typer.Option("--list", help="Only list the backups.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only compare every file of every backup.")
    ] = False,
    json: Json = False,
) -> None:
    """Back the store up, as it is at one moment, while others read and write.

    Only what is new since the backup before is written. The backup is opened and checked before it
    counts. Of a store in a bucket, a copy of its rows is kept beside the backups.

    Exits with code 1 if rows disagree, or with --check if a backup is damaged.
    """
    run = get_invocation(context)
    if show and check:
        raise RequestError("--list and --check exclude each other: give one of them")
    if (show or check) and keep is not None:
        raise RequestError("--keep removes backups: leave it out to list or check them")
    if show or check:
        _show(run, folder, is_checked=check, as_json=json)
        return
    # Imported here, as below: it takes a second.
    from mcp_mem0.app.backups.making import back_up  # noqa: PLC0415

    path = find_folder(run.settings, folder)
    result = anyio.run(partial(back_up, run.settings, path, keep=keep))
    made = MadeModel(
        **_build_model(result.backup).model_dump(),
        folder=str(path),
        is_new=result.is_new,
        new_bytes=result.new_bytes,
        removed=[*result.removed],
    )
    print_answer("\n".join(_render_made(made, result)), made, as_json=json)
    if made.disagreements:
        sys.exit(Exit.FAULT)


def _show(run: Invocation, folder: str | None, *, is_checked: bool, as_json: bool) -> None:
    from mcp_mem0.adapters.backups.archive import BackupArchive  # noqa: PLC0415
    from mcp_mem0.adapters.backups.restoring import StoreRestorer  # noqa: PLC0415

    path = find_folder(run.settings, folder)
    archive = BackupArchive(path)
    backups, damaged = archive.list_backups(), archive.list_damaged()
    if is_checked:
        damaged += anyio.run(StoreRestorer(archive=archive).find_damage, backups)
    found = BackupsModel(
        folder=str(path), backups=[_build_model(each) for each in backups], damaged=damaged
    )
    print_answer("\n".join(_render_list(found, is_checked=is_checked)), found, as_json=as_json)
    if damaged:
        sys.exit(Exit.FAULT)


def _build_model(backup: "BackupManifest") -> BackupModel:
    contents = backup.contents
    return BackupModel(
        name=backup.name,
        made_at=backup.made_at,
        store=backup.store,
        bytes=backup.size,
        rows=dict(contents.counts),
        revisions={space: head.revision for space, head in contents.heads.items()},
        disagreements=len(contents.disagreements),
    )


def _render_made(made: MadeModel, result: "BackupResult") -> Iterator[str]:
    if made.is_new:
        yield (
            f"Backup {made.name} in {made.folder}: {_describe(made)}, {format_size(made.bytes)} of"
            f" which {format_size(made.new_bytes)} are new. It was opened and checked."
        )
    else:
        yield f"Nothing has changed since backup {made.name} in {made.folder}: {_describe(made)}."
    if made.removed:
        yield f"Removed: {', '.join(made.removed)}."
    if made.disagreements:
        yield from result.backup.contents.disagreements[:3]
        yield (f"{made.disagreements:,} disagreements, in the store as well: run `mcp-mem0 check`.")


def _render_list(found: BackupsModel, *, is_checked: bool) -> Iterator[str]:
    if not found.backups and not found.damaged:
        yield f"There is no backup in {found.folder}."
        return
    for each in found.backups:
        yield f"{each.name}  {format_size(each.bytes):>10}  {_describe(each)}  {each.store}"
    yield from found.damaged
    if is_checked and not found.damaged:
        yield f"Every file of {len(found.backups):,} backups is as it was written."


def _describe(backup: BackupModel) -> str:
    facts, spaces = backup.rows.get("fact", 0), len(backup.revisions)
    rows = sum(backup.rows.values())
    return (
        f"{rows:,} {'row' if rows == 1 else 'rows'} ({facts:,}"
        f" {'fact' if facts == 1 else 'facts'} with all revisions) in {spaces:,}"
        f" {'space' if spaces == 1 else 'spaces'}"
    )
