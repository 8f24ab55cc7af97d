"""The changes of a space are the same whichever process made them, cached or read."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Head, Relation
from mcp_mem0.ports import RowsAtHead
from tests.support.row_builders import (
    IDENTITY,
    NOON,
    SPACE,
    adding,
    changing,
    fact,
    relation,
    replacing,
)
from tests.support.statement_writer import opened

pytestmark = pytest.mark.anyio

BEFORE = Head(space=SPACE, revision=0, recorded_at=NOON)
HOME = replace(fact(1), recorded_at=NOON.replace(hour=13))
WORK = replace(fact(2, text="Works at Acme"), recorded_at=NOON.replace(hour=14))
FLAT = fact(3, revision=2, text="Lives in Oslo")


def story() -> list[Commit]:
    """Three changes: two facts are added, one with a relation, and the first is replaced."""
    stated = relation(1, "Ana", "lives_in", "Rome", of=HOME)
    return [
        changing(HOME, stated, revision=1),
        adding(WORK, revision=2),
        replacing(HOME, FLAT, revision=3),
    ]


async def another(tmp_path: Path) -> LanceRecords:
    records = LanceRecords(str(tmp_path / "store"), identity=IDENTITY)
    await records.open()
    return records


async def test_what_is_remembered_is_what_another_process_reads(
    records: LanceRecords, tmp_path: Path
) -> None:
    other = await another(tmp_path)
    heads = [BEFORE]
    for commit in story():
        await records.commit(commit)
        heads.append(commit.head)

        for seen in heads:
            assert await records.changes_since(seen) == await other.changes_since(seen)

    news = await records.changes_since(heads[1])
    assert news.head == heads[-1]
    assert [(row.text, row.retired_at is None) for row in news.rows] == [
        ("Lives in Rome", False),
        ("Works at Acme", True),
        ("Lives in Oslo", True),
    ]


def elsewhere(number: int) -> Commit:
    """A change of another space."""
    commit = adding(fact(10 + number, space="work"), revision=number)
    return replace(commit, change=replace(commit.change, id=f"c_{10 + number:09}"))


async def test_what_is_news_is_what_changed_since_whatever_else_was_written_or_folded(
    tmp_path: Path,
) -> None:
    records = LanceRecords(str(tmp_path / "store"), identity=IDENTITY, fold_after_rows=1)
    await records.open()
    heads: list[Head] = []

    async def compare() -> None:
        for seen in heads:
            where = Filter(spaces=(SPACE,), state="any", changed_since=seen.recorded_at)
            found = await records.find_readable([Fact, Relation], where)
            assert (await records.changes_since(seen)).rows == found

    for number, commit in enumerate(story(), start=1):
        await records.commit(commit)
        await records.commit(elsewhere(number))
        heads.append(commit.head)
        await compare()
    assert await records.maintain()
    await records.commit(elsewhere(4))
    await records.commit(adding(fact(4), revision=4))
    await compare()


async def test_changes_of_two_processes_in_turn_are_all_news(
    records: LanceRecords, tmp_path: Path
) -> None:
    other = await another(tmp_path)
    first, second, third = story()
    await records.commit(first)
    await other.commit(second)
    await records.commit(third)

    ids = {row.id for row in (await records.changes_since(BEFORE)).rows}

    assert ids == {row.id for commit in (first, second, third) for row in commit.opened}


async def test_nothing_is_new_after_the_newest_head_whoever_asks(
    records: LanceRecords, tmp_path: Path
) -> None:
    newest = adding(HOME)
    await records.commit(newest)

    assert await records.changes_since(newest.head) == RowsAtHead(newest.head, [])
    assert await (await another(tmp_path)).changes_since(newest.head) == RowsAtHead(newest.head, [])


async def test_a_space_that_is_gone_has_no_head_and_no_news(records: LanceRecords) -> None:
    assert await records.changes_since(BEFORE) == RowsAtHead(None, [])


@pytest.mark.parametrize("is_in_memory", [False, True])
async def test_a_restored_backup_has_no_news_for_what_was_read_before(
    tmp_path: Path, *, is_in_memory: bool
) -> None:
    folder, backup = tmp_path / "store", tmp_path / "backup"
    first, second, third = story()
    records = await another(tmp_path)
    await records.commit(first)
    shutil.copytree(folder, backup)
    await records.commit(second)
    if is_in_memory:
        # A search loads the rows of a small space.
        await records.search_text([Fact], "Rome", Filter(spaces=(SPACE,)), limit=9)
    seen = await records.snapshot(SPACE, rows_max=9)
    assert seen is not None
    assert seen.head == second.head

    folder.rename(tmp_path / "before")
    backup.rename(folder)
    other = await another(tmp_path)
    for commit in (adding(fact(8), revision=2), third):
        await other.commit(commit)

    assert await records.changes_since(second.head) == RowsAtHead(None, [])
    again = await records.snapshot(SPACE, rows_max=9)
    assert again is not None
    assert again.head == third.head
    assert (await records.changes_since(third.head)).head == third.head


async def test_a_refused_commit_is_no_news(records: LanceRecords) -> None:
    first, second, _ = story()
    await records.commit(first)
    with pytest.raises(HeadMovedError):
        await records.commit(replace(second, head=first.head))

    assert [row.text for row in (await records.changes_since(first.head)).rows] == []


async def test_maintenance_is_no_news(tmp_path: Path) -> None:
    diary = await opened(str(tmp_path / "store"), fold_after_rows=1, compact_after_rows=1)
    note = await diary.note("lives in Rome")
    seen = await diary.records.read_head(note.space)
    assert seen is not None

    assert await diary.records.maintain()

    assert await diary.records.read_head(note.space) == seen
    assert await diary.records.changes_since(seen) == RowsAtHead(seen, [])


async def test_a_snapshot_has_all_open_rows_and_the_head_unless_there_are_too_many(
    records: LanceRecords,
) -> None:
    assert await records.snapshot(SPACE, rows_max=1) == RowsAtHead(None, [])
    for commit in story():
        await records.commit(commit)

    found = await records.find_readable([Fact, Relation], Filter(spaces=(SPACE,)))
    stands = [row for row in found if isinstance(row, Fact | Relation)]

    assert len(stands) == len(("work", "home", "a relation"))
    assert await records.snapshot(SPACE, rows_max=3) == RowsAtHead(story()[-1].head, stands)
    assert await records.snapshot(SPACE, rows_max=2) is None
