"""The rows that a search found are read even if they have moved since."""

from pathlib import Path

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import Tokeniser
from mcp_mem0.adapters.lancedb_records.conditions.scopes import build_filter_scope
from mcp_mem0.adapters.lancedb_records.front.front_records import FrontRecords
from mcp_mem0.adapters.lancedb_records.front.overlay import Overlay
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import parse_place
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.adapters.lancedb_records.searching import TableSearch
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.row_builders import IDENTITY, SPACE, adding, changing, fact


async def texts(search: TableSearch) -> list[str]:
    return sorted(record["text"] for record in await search.read_found_rows(["id", "text"]))


async def test_rows_that_maintenance_moved_are_read_and_those_that_were_closed_are_not(
    tmp_path: Path,
) -> None:
    folder = str(tmp_path / "store")
    records = LanceRecords(folder, identity=IDENTITY, fold_after_rows=1, compact_after_rows=1)
    await records.open()
    await records.commit(adding(fact(1, text="bees"), fact(2, text="wild bees")))
    assert await records.maintain()
    table = await (await connect(parse_place(folder), {})).open_table(TABLE)
    # As in a bucket, whose table is never at one version.
    view = View(table, Overlay(FrontRecords((await table.schema()).empty_table())), Tokeniser())
    search = TableSearch(view, build_filter_scope([Fact], Filter(spaces=(SPACE,)), indexed=True))

    await search.search_text(["bees"], limit=5)
    assert await texts(search) == ["bees", "wild bees"]
    [wild] = await records.find(Fact, Filter(spaces=(SPACE,), ids=("f_000000002.1",)), vectors=True)
    await records.commit(changing(closed=[wild], revision=2))
    assert await records.maintain()

    assert await texts(search) == ["bees"]
    records.close()
