"""The second wall: whatever a condition lets through, no row of another space or kind gets out.

Each way of reading is given a condition that is wrong, over a table with two spaces.
"""

# LanceDB types its records only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from lancedb import AsyncTable
from lancedb.query import MatchQuery

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import Tokeniser
from mcp_mem0.adapters.lancedb_records.conditions.literals import Condition
from mcp_mem0.adapters.lancedb_records.conditions.scopes import Scope, build_filter_scope
from mcp_mem0.adapters.lancedb_records.front.front_records import FrontRecords
from mcp_mem0.adapters.lancedb_records.front.overlay import Overlay
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import parse_place
from mcp_mem0.adapters.lancedb_records.reading import count_rows, read_places, read_rows
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.adapters.lancedb_records.searching import TableSearch
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.row_builders import IDENTITY, SPACE, adding, fact

HERE = build_filter_scope([Fact], Filter(spaces=(SPACE,)), indexed=True)
LEAKING = replace(HERE, condition=Condition(f"({HERE.condition}) OR kind = 'fact'"))
OF_ANOTHER_KIND = replace(HERE, condition=Condition(f"({HERE.condition}) OR kind = 'head'"))
VECTOR = (1.0, 0.0, 0.0, 0.0)

Read = Callable[[AsyncTable, Scope], Awaitable[object]]


@pytest.fixture
async def table(tmp_path: Path) -> AsyncTable:
    """A table with a fact of our space and two of another one."""
    folder = str(tmp_path / "store")
    records = LanceRecords(folder, identity=IDENTITY, fold_after_rows=1)
    await records.open()
    await records.commit(adding(fact(1, text="Ana has a violin")))
    secret = [fact(n, text="Eve hides a violin", space="attic") for n in (2, 3)]
    hidden = adding(*secret)
    await records.commit(replace(hidden, change=replace(hidden.change, id="c_000000009")))
    assert await records.maintain()
    records.close()
    return await (await connect(parse_place(folder), {})).open_table(TABLE)


async def rows(table: AsyncTable, scope: Scope) -> object:
    return await read_rows(table.query(), scope, ["text"])


async def some_columns(table: AsyncTable, scope: Scope) -> object:
    return await read_rows(table.query(), scope, ["id"])


async def nearest(table: AsyncTable, scope: Scope) -> object:
    query = table.query().nearest_to([list(VECTOR)]).column("vector").limit(5)
    return await read_rows(query, scope, ["id", "_distance"])


async def matching(table: AsyncTable, scope: Scope) -> object:
    sought = MatchQuery("violin", "index_text")  # pyright: ignore[reportCallIssue] - has defaults
    return await read_rows(table.query().nearest_to_text(sought).limit(5), scope, ["id", "_score"])


async def search_in(table: AsyncTable, scope: Scope) -> TableSearch:
    overlay = Overlay(FrontRecords((await table.schema()).empty_table()))
    return TableSearch(View(table, overlay, Tokeniser()), scope)


async def search_by_vectors(table: AsyncTable, scope: Scope) -> object:
    return await (await search_in(table, scope)).search_vectors([VECTOR, VECTOR], limit=5)


async def search_by_words(table: AsyncTable, scope: Scope) -> object:
    return await (await search_in(table, scope)).search_text(["violin"], limit=5)


READS: list[Read] = [rows, some_columns, count_rows]
SEARCHES: list[Read] = [nearest, matching, search_by_vectors, search_by_words]


def assert_reveals_nothing(error: StoreError, log: str) -> None:
    shown = f"{error} {log}"
    assert "so none are shown: ask in other words" in str(error)
    assert "\n" not in str(error)
    for word in ("Eve", "violin", "attic", "f_000000002", "kind =", "'fact'"):
        assert word not in shown


@pytest.mark.parametrize("read", [*READS, *SEARCHES])
async def test_a_row_of_another_space_is_an_error_that_reveals_nothing_of_it(
    table: AsyncTable, read: Read, caplog: pytest.LogCaptureFixture
) -> None:
    await read(table, HERE)
    assert caplog.messages == []

    with pytest.raises(StoreError) as caught:
        await read(table, LEAKING)

    assert_reveals_nothing(caught.value, caplog.text)
    [logged] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "with a space outside the request" in logged.getMessage()


@pytest.mark.parametrize("read", READS)
async def test_a_row_of_another_kind_is_an_error_too(
    table: AsyncTable, read: Read, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(StoreError) as caught:
        await read(table, OF_ANOTHER_KIND)

    assert_reveals_nothing(caught.value, caplog.text)


async def test_rows_fetched_after_a_search_are_checked_as_well(
    table: AsyncTable,
) -> None:
    found = await table.query().where("kind = 'fact'").with_row_id().select(["space"]).to_list()
    by_space = {row["space"]: row["_rowid"] for row in found}
    read = partial(read_places, table, scope=HERE, columns=["text"])

    assert (await read([by_space[SPACE]])).to_pylist() == [{"text": "Ana has a violin"}]
    with pytest.raises(StoreError, match="so none are shown"):
        await read([*by_space.values()])


async def test_rows_within_the_scope_come_with_the_columns_that_were_asked_for(
    table: AsyncTable,
) -> None:
    assert (await read_rows(table.query(), HERE, ["text"])).to_pylist() == [
        {"text": "Ana has a violin"}
    ]
    named = await read_rows(table.query(), HERE, ["space", "id"])
    assert named.to_pylist() == [{"space": SPACE, "id": "f_000000001.1"}]
    assert await count_rows(table, HERE) == 1
