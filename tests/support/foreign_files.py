"""Small files in the shapes in which other programs write theirs."""

import gzip
import json
import pickle
import sqlite3
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from mcp_mem0.adapters.foreign.catalogue import open_source
from mcp_mem0.domain.transfer.foreign_record import ForeignRecord, SkippedRecord


def read_records(path: Path, kind: str | None = None) -> list[ForeignRecord]:
    """Return the records of a file, of whatever kind it is found to be."""
    return [item for item in open_source(path, kind).read() if isinstance(item, ForeignRecord)]


def read_skipped(path: Path, kind: str | None = None) -> list[SkippedRecord]:
    """Return what does not come over of a file."""
    return [item for item in open_source(path, kind).read() if isinstance(item, SkippedRecord)]


def find_said(records: Sequence[ForeignRecord]) -> list[str]:
    """Return the words of records: statements, relations and messages."""
    return [
        record.content
        or (
            f"{record.relation.subject} {record.relation.predicate} {record.relation.object}"
            if record.relation
            else " / ".join(message.content for message in record.messages)
        )
        for record in records
    ]


def write_lines(path: Path, *values: object) -> Path:
    path.write_text("".join(f"{json.dumps(value)}\n" for value in values), encoding="utf-8")
    return path


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def write_zip(path: Path, members: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def pack_lines(*values: object) -> bytes:
    return gzip.compress("".join(f"{json.dumps(value)}\n" for value in values).encode())


def write_database(path: Path, schema: str, table: str, rows: Sequence[Sequence[object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(schema)
        marks = ", ".join("?" for _ in rows[0])
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        database.commit()
    return path


class PointStruct:
    """Is pickled as Qdrant's local mode pickles its points: a name and a state."""

    def __init__(self, point_id: str, payload: Mapping[str, object]) -> None:
        fields = {"id": point_id, "vector": [0.1, 0.2], "payload": payload}
        self.state = {
            "__dict__": fields,
            "__pydantic_extra__": None,
            "__pydantic_fields_set__": {"id", "vector", "payload"},
            "__pydantic_private__": None,
        }

    def __getstate__(self) -> object:
        return self.state


def pickle_point(point_id: str, payload: Mapping[str, object], protocol: int = 4) -> bytes:
    return pickle.dumps(PointStruct(point_id, payload), protocol=protocol)


MEM0_HISTORY = """
CREATE TABLE history (
    id TEXT PRIMARY KEY, memory_id TEXT, old_memory TEXT, new_memory TEXT, event TEXT,
    created_at DATETIME, updated_at DATETIME, is_deleted INTEGER, actor_id TEXT, role TEXT
)
"""
QDRANT_POINTS = "CREATE TABLE points (id TEXT PRIMARY KEY, point BLOB)"
SERVICE_MEMORIES = """
CREATE TABLE memories (
    id INTEGER PRIMARY KEY AUTOINCREMENT, content_hash TEXT UNIQUE NOT NULL, content TEXT NOT NULL,
    tags TEXT, memory_type TEXT, metadata TEXT, created_at REAL, updated_at REAL,
    created_at_iso TEXT, updated_at_iso TEXT, deleted_at REAL DEFAULT NULL
)
"""


def write_mem0_history(path: Path) -> Path:
    """Write a history: one memory that was updated, one that was deleted."""
    first, last = "2025-01-01T10:00:00-07:00", "2025-03-01T10:00:00-07:00"
    rome = ("h1", "m1", None, "Lives in Rome", "ADD", first, None, 0, None, None)
    oslo = ("h2", "m1", "Lives in Rome", "Lives in Oslo", "UPDATE", first, last, 0, "ana", "user")
    boat = ("h3", "m2", None, "Owns a boat", "ADD", first, None, 0, None, None)
    sold = ("h4", "m2", "Owns a boat", None, "DELETE", first, last, 1, None, None)
    return write_database(path, MEM0_HISTORY, "history", [rome, oslo, boat, sold])


def build_turn(
    name: str, parent: str | None, role: str, *parts: object, at: float = 1_700_000_000.0
) -> dict[str, object]:
    """Return a node of a conversation of ChatGPT."""
    message = {
        "id": name,
        "author": {"role": role},
        "create_time": at,
        "content": {"content_type": "text", "parts": [*parts]},
        "recipient": "all",
        "metadata": {},
    }
    return {"id": name, "message": message, "parent": parent, "children": []}


def build_conversation(title: str, *nodes: dict[str, object], current: str) -> dict[str, object]:
    """Return a conversation of ChatGPT, of which a branch is shown."""
    root: dict[str, object] = {"id": "root", "message": None, "parent": None, "children": []}
    return {
        "title": title,
        "id": f"conversation-{title}",
        "create_time": 1_700_000_000.0,
        "mapping": {"root": root} | {str(node["id"]): node for node in nodes},
        "current_node": current,
    }
