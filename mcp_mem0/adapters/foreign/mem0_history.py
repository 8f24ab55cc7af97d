"""mem0's history: an SQLite file of what was added, updated and deleted."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.adapters.foreign.fields import build_version_error, get_text
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.sqlite_file import (
    is_sqlite,
    list_columns,
    open_sqlite,
    pick_columns,
)
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, ForeignRecord, SkippedRecord

_COLUMNS: Final = (
    "id",
    "memory_id",
    "new_memory",
    "event",
    "created_at",
    "updated_at",
    "actor_id",
)
_NEEDED: Final = {"memory_id", "new_memory", "event"}


def is_mem0_history(file: SourceFile) -> bool:
    """Return whether a file is a history of mem0."""
    return is_sqlite(file) and "memory_id" in list_columns(file, "history")


def find_histories(collection: Collection) -> list[SourceFile]:
    """Return the histories among some files."""
    named = collection.files if collection.form == "file" else collection.find_named("history.db")
    return [file for file in named if is_mem0_history(file)]


@dataclass(frozen=True, slots=True)
class PointDetails:
    """What is known of a memory from its point: who said it, in which run, and its tags."""

    author: str | None = None
    session: str | None = None
    tags: tuple[str, ...] = ()


_UPDATED: Final = "SELECT * FROM history ORDER BY COALESCE(updated_at, created_at), rowid"
_CREATED: Final = "SELECT * FROM history ORDER BY created_at, rowid"
_NO_DETAILS: Final = PointDetails()


def read_history(file: SourceFile, details: Mapping[str, PointDetails]) -> Generator[ForeignItem]:
    """Return what each memory said: each update takes the place of what it said before.

    Args:
        file: The history.
        details: What the points say of memories, by their ids.

    Raises:
        RequestError: It is of a version that is not read.
    """
    lack = _NEEDED - list_columns(file, "history")
    if lack:
        raise build_version_error(file.name, f"no column {min(lack)}", "mem0 1.x")
    deleted = _find_deleted(file)
    latest: dict[str, tuple[str, str]] = {}
    told: set[str] = set()
    for row_id, memory, words, event, created, updated, actor in _read_rows(file, _COLUMNS):
        name = str(memory)
        place = f"{file.name} (memory {name})"
        if str(event).upper() == "DELETE":
            continue
        if name in deleted:
            reason = "it was deleted in mem0"
            yield SkippedRecord(place=place, reason=reason)
            continue
        text = get_text(words)
        if text is None:
            yield SkippedRecord(place=place, reason=f"its {event} has no text")
            continue
        before = latest.get(name)
        if before is not None and before[1] == text:
            continue
        identity = build_mem0_identity(name, text)
        if identity in told:
            # It says again what it said before its last update.
            identity += f"\0{row_id}"
        told.add(identity)
        more = details.get(name, _NO_DETAILS)
        latest[name] = identity, text
        yield ForeignRecord(
            identity=identity,
            place=place,
            content=text,
            said_at=read_foreign_date(updated) or read_foreign_date(created),
            author=get_text(actor) or more.author,
            session=more.session,
            tags=more.tags,
            replaces=None if before is None else before[0],
        )


def build_mem0_identity(memory: str, text: str) -> str:
    """Return the identity of a memory: in the history and among the points it is the same."""
    return f"memory\0{memory}\0{text}"


def _find_deleted(file: SourceFile) -> set[str]:
    deleted: set[str] = set()
    for memory, event in _read_rows(file, ("memory_id", "event")):
        if str(event).upper() == "DELETE":
            deleted.add(str(memory))
        else:
            # A memory that was added again is there.
            deleted.discard(str(memory))
    return deleted


def _read_rows(file: SourceFile, columns: Sequence[str]) -> Generator[tuple[object, ...]]:
    """Return the history, oldest first; older files do not say when a row was updated."""
    is_dated = "updated_at" in list_columns(file, "history")
    with open_sqlite(file) as database:
        yield from pick_columns(database.execute(_UPDATED if is_dated else _CREATED), columns)
