"""Looks for texts in all that a store has on the disk, row by row and byte by byte.

The table's columns are compressed, so its rows are decoded, in a connection of its own that has
nothing in memory. The front and what lies beside it are plain bytes.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import json
import os
import re
import sys
import threading
from collections.abc import AsyncGenerator, Collection, Iterator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import anyio.to_thread
import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import OF_THE_MEMORY
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile, FrontRow
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.reading import read_all_rows
from mcp_mem0.adapters.lancedb_records.schema import VECTOR_FIELD
from mcp_mem0.domain.text.normalise import unify_marks
from mcp_mem0.ports import TextPlace

TEXTS_A_PATTERN: Final = 32
"""How many texts are sought at once."""

_CHUNK_BYTES: Final = 1 << 20
_KEPT_OPEN: Final[dict[tuple[int, int], BinaryIO]] = {}
_KEEPING: Final = threading.Lock()


async def find_in_table(
    table: AsyncTable, texts: Sequence[str], space: str, *, version: int | None = None
) -> AsyncGenerator[TextPlace]:
    """Yield the rows of a version of a table that have one of some texts.

    Raises:
        StoreError: The store cannot be read.
    """
    names = (await read(table.schema())).names
    # Vectors have no words, and are most of what a row takes.
    columns = [name for name in names if name != VECTOR_FIELD]
    async with aclosing(read_all_rows(table, OF_THE_MEMORY, columns=columns)) as batches:
        async for batch in batches:
            rows = batch.filter(pc.equal(batch.column("space"), pa.scalar(space)))
            if rows.num_rows:
                found = await anyio.to_thread.run_sync(_find_in_batch, rows, texts)
                for number, row_id in found:
                    yield TextPlace(number, row_id, version, is_row=True)


def find_in_front(file: FrontFile, texts: Sequence[str], space: str) -> list[TextPlace]:
    """Return the rows of the front that have one of some texts."""
    _, rows = file.read_rows(after=0)
    return [
        TextPlace(number, row.id, is_row=True)
        for row in rows
        if row.space == space
        for number in _find_in_row(row, texts)
    ]


def find_in_files(place: LocalPlace, texts: Sequence[str]) -> list[TextPlace]:
    """Return the files beside the table that have one of some texts, byte by byte."""
    return find_bytes_in_files(place, [spell_bytes(text) for text in texts])


def find_bytes_in_files(
    place: LocalPlace, spellings: Sequence[Collection[bytes]]
) -> list[TextPlace]:
    """Return the files beside the table that have one of some things, each as it may be spelled."""
    # The log's index, which SQLite locks too, has numbers of pages only.
    files = [path for path in place.front_logs if not path.name.endswith("-shm")]
    files += sorted(path for path in place.ours.rglob("*") if path.is_file())
    found: list[TextPlace] = []
    for number, sought in enumerate(spellings):
        if any(has_bytes_in_front(place.front, each) for each in sought):
            found.append(TextPlace(number, place.front.name))
        found += [
            TextPlace(number, str(file.relative_to(place.folder)))
            for file in files
            if any(has_bytes(file, each) for each in sought)
        ]
    return found


def spell_bytes(text: str) -> set[bytes]:
    """Return a text as bytes: plain, and as JSON has it, with its letters or with escapes."""
    plain = json.dumps(text, ensure_ascii=False)[1:-1]
    return {text.encode(), plain.encode(), json.dumps(text)[1:-1].encode()}


def has_bytes(file: Path, sought: bytes) -> bool:
    """Return whether a file has some bytes; a file that is gone has none."""
    try:
        with file.open("rb") as opened:
            return _has_bytes(opened, sought)
    except FileNotFoundError:
        return False


def has_bytes_in_front(file: Path, sought: bytes) -> bool:
    """Return the same of a file that SQLite may have open in this process.

    Closing any descriptor of a file ends all locks that a process has on it, on POSIX. Another
    process would then take itself for the last one, and delete the log under ours.
    """
    if sys.platform == "win32":
        return has_bytes(file, sought)
    with _KEEPING:
        try:
            kept = _keep_open(file)
        except FileNotFoundError:
            return False
        kept.seek(0)
        return _has_bytes(kept, sought)


def _keep_open(file: Path) -> BinaryIO:
    """Return a file that stays open as long as it has a name."""
    for key, kept in [*_KEPT_OPEN.items()]:
        if not os.fstat(kept.fileno()).st_nlink:
            _KEPT_OPEN.pop(key).close()
    status = file.stat()
    key = status.st_dev, status.st_ino
    if key not in _KEPT_OPEN:
        _KEPT_OPEN[key] = file.open("rb")
    return _KEPT_OPEN[key]


def _has_bytes(opened: BinaryIO, sought: bytes) -> bool:
    tail = b""
    while chunk := opened.read(_CHUNK_BYTES):
        if sought in tail + chunk:
            return True
        tail = (tail + chunk)[-len(sought) :]
    return False


def _find_in_batch(rows: pa.RecordBatch, texts: Sequence[str]) -> list[tuple[int, str]]:
    """Return the numbers of the texts, and the ids of the rows that have each."""
    columns = [*_list_text_columns(rows)]
    ids = rows.column("id")
    found: set[tuple[int, str]] = set()
    for first in range(0, len(texts), TEXTS_A_PATTERN):
        some = texts[first : first + TEXTS_A_PATTERN]
        pattern = "|".join(re.escape(each) for text in some for each in spell_texts(text))
        for column in columns:
            hits = pc.match_substring_regex(column, pattern, ignore_case=True)
            for row in pc.indices_nonzero(hits).to_numpy().tolist():
                value = str(column[row].as_py()).casefold()
                found |= {
                    (first + number, str(ids[row].as_py()))
                    for number, text in enumerate(some)
                    if any(each.casefold() in value for each in spell_texts(text))
                }
    return sorted(found)


def _list_text_columns(rows: pa.RecordBatch) -> Iterator["pa.Array[Any]"]:
    for name, column in zip(rows.schema.names, rows.columns, strict=True):
        if pa.types.is_string(column.type) and name not in {"id", "space", "kind"}:
            yield column
        elif pa.types.is_list(column.type):
            yield cast("pa.Array[Any]", pc.binary_join(column, "\n"))


def _find_in_row(row: FrontRow, texts: Sequence[str]) -> list[int]:
    value = row.record.casefold()
    return [
        number
        for number, text in enumerate(texts)
        if any(
            json.dumps(each, ensure_ascii=False)[1:-1].casefold() in value
            for each in spell_texts(text)
        )
    ]


def spell_texts(text: str) -> set[str]:
    """Return a text as it was typed, and as it is indexed."""
    plain = unify_marks(text)
    # A payload is JSON in a column of its own.
    return {text, plain, *(json.dumps(each, ensure_ascii=False)[1:-1] for each in (text, plain))}


async def list_table_versions(table: AsyncTable) -> list[int]:
    """Return the versions of a table that are left, oldest first."""
    return sorted(each["version"] for each in await read(table.list_versions()))
