"""A commit is refused whole if a row is not as it was read, wherever that row is."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.domain.model.changes import Commit, Retirement
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Row
from tests.support.row_builders import IDENTITY, NOON, SPACE, adding, episode, excerpt, fact
from tests.support.statement_writer import count_transactions

LATER = NOON + timedelta(days=1)
NEXT = adding(revision=2)
FORGOTTEN = Retirement(at=LATER, by="c_000000002", how="forgotten", why="asked to")
HERE = Filter(spaces=(SPACE,))


@pytest.fixture(params=["front", "table", "table alone"])
async def records(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[LanceRecords]:
    """A store with a decided episode, a pending one and a fact, at revision 1."""
    store = LanceRecords(str(tmp_path / "store"), identity=IDENTITY, fold_after_rows=1)
    await store.open()
    await store.append(episode(1), [])
    await store.append(episode(2), [])
    decided = replace(episode(1), recorded_by="c_000000001")
    await store.commit(adding(fact(1), decided=decided))
    if request.param != "front":
        assert await store.maintain()
    if request.param == "table alone":
        # The next fold trims what the one before it moved.
        await store.append(episode(3), [])
        assert await store.maintain()
    yield store
    store.close()


def build_commit(*rows: Row, head: Head | None = None) -> Commit:
    """Return the next change, with these rows closed or decided by it."""
    closed = tuple(row for row in rows if row.retired_at is not None)
    opened = tuple(row for row in rows if isinstance(row, Fact) and row.is_open)
    decided = [row for row in rows if isinstance(row, Episode) and row.is_open]
    return replace(
        NEXT,
        opened=(fact(7), *opened),
        closed=closed,
        decided=decided[0] if decided else None,
        head=head or NEXT.head,
    )


async def assert_refused(records: LanceRecords, tmp_path: Path, commit: Commit) -> None:
    before = count_transactions(str(tmp_path / "store"))

    with pytest.raises(HeadMovedError):
        await records.commit(commit)

    assert count_transactions(str(tmp_path / "store")) == before
    assert [row.id for row in await records.find(Fact, HERE)] == ["f_000000001.1"]


async def test_rows_that_are_as_they_were_read_are_replaced(records: LanceRecords) -> None:
    decided = replace(episode(2), recorded_by=NEXT.change.id)
    await records.commit(build_commit(FORGOTTEN.close(fact(1)), decided))

    assert [row.id for row in await records.find(Fact, HERE)] == ["f_000000007.1"]
    assert await records.count(Episode, replace(HERE, pending=True, ids=("e_000000002",))) == 0


@pytest.mark.parametrize("revision", [1, 3, 9])
async def test_a_head_at_another_revision(
    records: LanceRecords, tmp_path: Path, revision: int
) -> None:
    head = Head(space=SPACE, revision=revision, recorded_at=LATER)
    await assert_refused(records, tmp_path, build_commit(head=head))


async def test_successive_changes_are_written_after_the_head_before_the_first(
    records: LanceRecords,
) -> None:
    commits = [adding(fact(number), revision=number) for number in (2, 3)]

    with pytest.raises(HeadMovedError):
        await records.commit(*commits[1:])
    await records.commit(*commits)

    found = [row.id for row in await records.find(Fact, HERE)]
    assert found == ["f_000000001.1", "f_000000002.1", "f_000000003.1"]


async def test_a_fact_that_was_closed(records: LanceRecords) -> None:
    await records.commit(build_commit(FORGOTTEN.close(fact(1))))
    again = adding(fact(8), revision=3)

    with pytest.raises(HeadMovedError):
        await records.commit(replace(again, closed=(FORGOTTEN.close(fact(1)),)))

    assert [row.id for row in await records.find(Fact, HERE)] == ["f_000000007.1"]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(replace(fact(1), recorded_at=LATER, text="another"), id="of the space"),
        pytest.param(replace(fact(1), space="private"), id="of another space"),
        pytest.param(replace(episode(1), recorded_by=NEXT.change.id), id="decided episode"),
    ],
)
async def test_an_id_that_another_row_has(records: LanceRecords, tmp_path: Path, row: Row) -> None:
    await assert_refused(records, tmp_path, build_commit(row))


async def test_an_id_that_a_row_of_another_kind_or_an_earlier_change_has(
    records: LanceRecords, tmp_path: Path
) -> None:
    for taken in ("f_000000001.1", "c_000000001"):
        commit = build_commit()
        change = replace(commit.change, id=taken)
        await assert_refused(records, tmp_path, replace(commit, change=change))


async def test_a_decided_episode_may_still_be_forgotten_and_then_not_decided(
    records: LanceRecords,
) -> None:
    decided = replace(episode(1), recorded_by="c_000000001")
    await records.commit(build_commit(FORGOTTEN.close(decided), FORGOTTEN.close(episode(2))))
    later = replace(adding(revision=3), decided=replace(episode(2), recorded_by="c_000000003"))

    with pytest.raises(HeadMovedError):
        await records.commit(later)

    assert await records.count(Episode, replace(HERE, state="closed")) == 2


async def test_an_episode_with_a_key_is_stored_once_wherever_it_is(records: LanceRecords) -> None:
    passage = excerpt(episode(2))

    assert not await records.append(episode(2), [passage], once=True)
    assert await records.append(episode(9), [], once=True)
    assert await records.count(Excerpt, HERE) == 0


async def test_a_refused_row_leaves_a_store_that_goes_on(records: LanceRecords) -> None:
    with pytest.raises(StoreError, match="names a row twice"):
        await records.commit(build_commit(fact(7)))

    await records.commit(build_commit())

    assert len(await records.find(Fact, HERE)) == 2
