"""The rows of a space in memory take no more than they are."""

from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.caches.space_loading import build_cached_space
from mcp_mem0.adapters.lancedb_records.mapping import build_batch, build_record, parse_records
from mcp_mem0.adapters.lancedb_records.schema import build_table_schema
from tests.support.row_builders import IDENTITY, SPACE, fact

pytestmark = pytest.mark.anyio


async def test_rows_in_memory_keep_nothing_of_what_they_were_read_with(tmp_path: Path) -> None:
    records = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await records.open()
    written = [build_record(fact(number)) for number in range(1_000)]
    batch = build_batch(written, build_table_schema(IDENTITY))

    cached = await build_cached_space(SPACE, await records.get_view(), batch.slice(10, 2), ())

    assert cached.rows.get_total_buffer_size() < batch.get_total_buffer_size() / 100
    assert list(cached.get_rows(cached.places)) == [fact(10).id, fact(11).id]


def test_rows_that_are_read_share_equal_texts() -> None:
    written = [build_record(fact(number)) for number in range(2)]
    batch = build_batch(written, build_table_schema(IDENTITY))

    [first, _], [_, second] = parse_records(batch), parse_records(batch)

    assert first["id"] != second["id"]
    assert all(first[column] is second[column] for column in ("space", "session", "author"))
