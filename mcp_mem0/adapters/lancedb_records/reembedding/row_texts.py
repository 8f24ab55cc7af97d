"""The texts that rows are found by, of all spaces: what another model is to embed."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Collection, Iterator, Mapping
from contextlib import aclosing
from datetime import tzinfo
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import READABLE_ROWS
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.mapping import Record, parse_records
from mcp_mem0.adapters.lancedb_records.reading import read_all_rows
from mcp_mem0.adapters.lancedb_records.schema import KINDS, READABLE
from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.domain.text.search_text import recover_embed_text

COLUMNS: Final = ("id", "kind", "text", "index_text", "said_at", "said_offset")
"""What tells the text that a row was embedded by."""

_ROWS_A_BATCH: Final = 5_000


async def read_row_texts(
    view: View, zone: tzinfo, *, known: Collection[str], newest_only: bool = False
) -> AsyncGenerator[Mapping[str, str]]:
    """Return the text that each row is embedded by, by its id, in batches.

    Rows of which an erase left nothing have no text, and are left out.

    Args:
        view: What is read.
        zone: The time zone of moments that were stored without an offset of their own.
        known: The ids of rows that are left out.
        newest_only: Only those that are not in the table yet.

    Raises:
        StoreError: The store cannot be read.
    """
    rows = view.overlay.rows
    own = [each for row_id, each in rows.items() if each.kind in READABLE and row_id not in known]
    if own:
        yield dict(_list_texts(view.overlay.take(own, COLUMNS), zone))
    if newest_only:
        return
    passed = pa.array([*known, *rows], pa.string())
    all_rows = read_all_rows(view.table, READABLE_ROWS, rows_max=_ROWS_A_BATCH, columns=COLUMNS)
    async with aclosing(all_rows) as batches:
        async for batch in batches:
            table = pa.Table.from_batches([batch])
            is_passed = pc.is_in(table.column("id"), passed)
            yield dict(_list_texts(table.filter(pc.invert(is_passed)), zone))


def _list_texts(rows: pa.Table, zone: tzinfo) -> Iterator[tuple[str, str]]:
    for record in parse_records(rows, zone):
        if (record["text"] or "").strip():
            yield record["id"], _recover_text(record)


def _recover_text(record: Record) -> str:
    if record["kind"] != KINDS[Excerpt]:
        return record["text"]
    return recover_embed_text(record["index_text"] or "", record["text"], record["said_at"])
