"""A fold may end at any point, and may be made by anybody: no row is lost or there twice."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.front.fold_marks import FoldMark, read_fold_mark
from mcp_mem0.adapters.lancedb_records.front.folding import fold, merge_rows
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from tests.support.statement_writer import StatementWriter, count_transactions, opened


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


async def table_in(place: LocalPlace) -> AsyncTable:
    return await (await connect(place, {})).open_table(TABLE)


async def keep() -> None:
    """Flush nothing."""


async def fail() -> None:
    raise StoreError("the power went")


async def told(place: LocalPlace) -> StatementWriter:
    """Return a store in which a fact was replaced after it was moved to the table."""
    diary = await opened(place.uri, fold_after_rows=1)
    home = await diary.note("lives in Rome")
    await diary.note("works in Oslo")
    assert await diary.records.maintain()
    await diary.note("lives in Bergen", instead_of=home.lineage)
    return diary


async def assert_whole(*diaries: StatementWriter) -> None:
    for diary in diaries:
        assert await diary.texts() == ["works in Oslo", "lives in Bergen"]
        assert await diary.found("lives in Bergen Oslo") == ["lives in Bergen", "works in Oslo"]
        assert await diary.disagreements() == []


async def test_what_a_fold_moved_is_read_from_the_table_and_no_longer_twice(
    place: LocalPlace,
) -> None:
    diary = await told(place)
    other = await opened(place.uri)
    await assert_whole(diary, other)

    assert await other.records.maintain() is False
    assert await diary.records.maintain()

    await assert_whole(diary, other, await opened(place.uri))
    assert (await read_fold_mark(await table_in(place))).folded == count_transactions(place.uri)


async def test_a_fold_that_ends_before_its_flush_is_made_again_by_nobody(
    place: LocalPlace,
) -> None:
    diary = await told(place)
    file = FrontFile(place.front)

    with pytest.raises(StoreError, match="the power went"):
        await fold(file, await table_in(place), fail, least_rows=1)

    await assert_whole(diary, await opened(place.uri))
    assert not await diary.records.maintain()
    await diary.note("likes rain")
    assert await diary.records.maintain()
    assert await diary.texts() == ["works in Oslo", "lives in Bergen", "likes rain"]
    assert await diary.disagreements() == []


async def test_a_second_fold_finds_nothing_left_to_move(place: LocalPlace) -> None:
    diary = await told(place)
    file, table = FrontFile(place.front), await table_in(place)

    assert await fold(file, table, keep, least_rows=1)
    assert not await fold(file, table, keep, least_rows=1)

    await assert_whole(diary)


async def test_a_fold_of_what_another_one_moved_meanwhile_is_refused(place: LocalPlace) -> None:
    diary = await told(place)
    table = await table_in(place)
    state, rows = FrontFile(place.front).read_rows(after=0)
    assert await diary.records.maintain()
    version = await table.version()

    with pytest.raises(HeadMovedError):
        await merge_rows(table, rows, FoldMark(state.seq, 0), datetime.now(UTC))

    assert await table.version() == version
    await assert_whole(diary)


async def test_rows_are_moved_when_there_are_many_or_nobody_writes(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1_000)
    for number in range(13):
        await diary.note(f"likes number {number}")

    assert not await diary.records.maintain()
    assert await diary.records.maintain()
    assert not await diary.records.maintain()
    await diary.note("likes rain")

    # Few rows stay where they are, however long nobody writes.
    assert not await diary.records.maintain()
    assert not await diary.records.maintain()
    assert await diary.found("rain") == ["likes rain"]


async def test_the_front_can_be_read_with_any_tool_and_only_by_its_owner(
    place: LocalPlace,
) -> None:
    diary = await opened(place.uri)
    await diary.note("lives in Rome")

    with closing(sqlite3.connect(place.front)) as connection:
        sql = "SELECT json_extract(record, '$.text') FROM rows WHERE kind = 'fact'"
        texts = [text for (text,) in connection.execute(sql)]

    assert texts == ["lives in Rome"]
    for file in (place.front, *place.front_logs):
        assert file.stat().st_mode & 0o077 == 0
