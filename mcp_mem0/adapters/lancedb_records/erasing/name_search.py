"""Looks for names that a person typed beside the words, in the columns that are for them.

The same letters may stand in a text that stays, so a name is sought only where it names something.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import json
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing

import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import OF_THE_MEMORY
from mcp_mem0.adapters.lancedb_records.erasing.text_search import find_bytes_in_files
from mcp_mem0.adapters.lancedb_records.front.encoding import decode_columns
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.reading import read_all_rows
from mcp_mem0.ports import SoughtName, TextPlace


async def find_names_in_table(
    table: AsyncTable, names: Sequence[SoughtName], space: str, *, version: int | None = None
) -> AsyncGenerator[TextPlace]:
    """Yield the rows of a version of a table that have one of some names.

    Raises:
        StoreError: The store cannot be read.
    """
    columns = ["id", "space", *sorted({name.column for name in names})]
    async with aclosing(read_all_rows(table, OF_THE_MEMORY, columns=columns)) as batches:
        async for batch in batches:
            rows = batch.filter(pc.equal(batch.column("space"), pa.scalar(space)))
            for number, name in enumerate(names):
                for row_id in _find_in_rows(rows, name):
                    yield TextPlace(number, row_id, version, is_row=True)


def find_names_in_front(
    file: FrontFile, names: Sequence[SoughtName], space: str
) -> list[TextPlace]:
    """Return the rows of the front that have one of some names."""
    _, rows = file.read_rows(after=0)
    found: list[TextPlace] = []
    for row in rows:
        columns = decode_columns(row) if row.space == space else {}
        for number, name in enumerate(names):
            value = columns.get(name.column)
            if value == name.name or (isinstance(value, list) and name.name in value):
                found.append(TextPlace(number, row.id, is_row=True))
    return found


def find_names_in_files(place: LocalPlace, names: Sequence[SoughtName]) -> list[TextPlace]:
    """Return the files beside the table that have the name of a session, byte by byte.

    An author may be named there as one who erased, and a tag by any word.
    """
    return find_bytes_in_files(place, [_spell_entry(name) for name in names])


def _spell_entry(name: SoughtName) -> set[bytes]:
    """Return the name of a session as a file of ours has it; none for others."""
    if name.column != "session":
        return set()
    return {
        json.dumps({name.column: name.name}, ensure_ascii=is_ascii)[1:-1].encode()
        for is_ascii in (True, False)
    }


def _find_in_rows(rows: pa.RecordBatch, name: SoughtName) -> list[str]:
    column, ids = rows.column(name.column), rows.column("id")
    if not pa.types.is_list(column.type):
        hits = pc.indices_nonzero(pc.equal(column, pa.scalar(name.name)))
    else:
        equal = pc.equal(pc.list_flatten(column), pa.scalar(name.name))
        hits = pc.list_parent_indices(column).filter(equal)
    return [str(ids[row].as_py()) for row in hits.to_numpy(zero_copy_only=False).tolist()]
