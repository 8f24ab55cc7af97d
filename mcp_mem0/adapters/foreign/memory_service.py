"""mcp-memory-service: its SQLite file, or its JSON export."""

import json
from collections.abc import Generator, Mapping
from typing import Final

from mcp_mem0.adapters.foreign.fields import find_text, get_object, get_text, get_texts
from mcp_mem0.adapters.foreign.files.collection import Collection, SourceFile
from mcp_mem0.adapters.foreign.files.json_stream import stream_members
from mcp_mem0.adapters.foreign.files.sqlite_file import (
    is_sqlite,
    list_columns,
    open_sqlite,
    pick_columns,
)
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.transfer.foreign_dates import read_foreign_date
from mcp_mem0.domain.transfer.foreign_record import ForeignItem, ForeignRecord, SkippedRecord

TITLE: Final = "mcp-memory-service (sqlite_vec.db, or its JSON export)"
_COLUMNS: Final = (
    "content_hash",
    "content",
    "tags",
    "memory_type",
    "metadata",
    "created_at",
    "created_at_iso",
    "deleted_at",
    "superseded_by",
)
_PEEKED_MAX: Final = 20


def is_memory_service(collection: Collection) -> bool:
    """Return whether a file is its database or its export."""
    if collection.form != "file":
        return bool(_find_databases(collection))
    file = collection.files[0]
    return bool(_find_databases(collection)) or _is_export(file)


def _find_databases(collection: Collection) -> list[SourceFile]:
    is_file = collection.form == "file"
    named = collection.files if is_file else collection.find_named("sqlite_vec.db")
    needed = {"content", "content_hash"}
    return [each for each in named if is_sqlite(each) and needed <= list_columns(each, "memories")]


def _is_export(file: SourceFile) -> bool:
    members = stream_members(file)
    try:
        for _, (key, value) in zip(range(_PEEKED_MAX), members, strict=False):
            if key == "export_metadata":
                return True
            if key == "memories":
                return "content_hash" in get_object(value)
    except RequestError:
        return False
    finally:
        members.close()
    return False


def read_memory_service(collection: Collection) -> Generator[ForeignItem]:
    """Return each memory as a statement."""
    databases = _find_databases(collection)
    for file in databases:
        with open_sqlite(file) as database:
            rows = database.execute("SELECT * FROM memories ORDER BY created_at, rowid")
            for position, row in enumerate(pick_columns(rows, _COLUMNS), start=1):
                fields: dict[str, object] = dict(zip(_COLUMNS, row, strict=True))
                yield _build_record(fields, f"{file.name} (memory {position})")
    for file in collection.files if not databases else ():
        count = 0
        for key, value in stream_members(file):
            if key == "memories":
                yield _build_record(get_object(value), f"{file.name} memories[{count}]")
                count += 1


def _build_record(fields: Mapping[str, object], place: str) -> ForeignItem:
    text = get_text(fields.get("content"))
    if text is None:
        return SkippedRecord(place=place, reason="it has no content")
    if fields.get("deleted_at") is not None:
        return SkippedRecord(place=place, reason="it was deleted in mcp-memory-service")
    if get_text(fields.get("superseded_by")) is not None:
        return SkippedRecord(place=place, reason="a newer memory took its place")
    kind = get_text(fields.get("memory_type"))
    details = _read_details(fields.get("metadata"))
    return ForeignRecord(
        # The hash is made of the content.
        identity=f"memory\0{text}",
        place=place,
        content=text,
        said_at=read_foreign_date(fields.get("created_at"))
        or read_foreign_date(fields.get("created_at_iso")),
        author=find_text(details, "author", "hostname"),
        tags=(*get_texts(fields.get("tags")), *((kind,) if kind else ())),
    )


def _read_details(value: object) -> Mapping[str, object]:
    if not isinstance(value, str):
        return get_object(value)
    try:
        return get_object(json.loads(value))
    except (ValueError, RecursionError):
        return {}
