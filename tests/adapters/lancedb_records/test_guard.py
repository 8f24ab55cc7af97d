"""The merge's condition on a real table: any row that is not as it was read stops all of it."""

# LanceDB types its records only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.committing import merge
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect, create
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import build_batch, build_head_record, build_record
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.changes import Commit, Retirement
from mcp_mem0.domain.model.rows import Head, Row
from tests.support.row_builders import IDENTITY, NOON, SPACE, adding, episode, fact

LATER = NOON + timedelta(days=1)
NEXT = adding(revision=2)
FORGOTTEN = Retirement(at=LATER, by="c_000000002", how="forgotten", why="asked to")


@pytest.fixture
async def table(tmp_path: Path) -> AsyncTable:
    """A table with a decided episode, a pending one and a fact, at revision 1."""
    place = LocalPlace(tmp_path)
    table = await create(await connect(place, {}), IDENTITY)
    commit = adding(fact(1), decided=replace(episode(1), recorded_by="c_000000001"))
    await wrote(table, commit, episode(1), episode(2), decided=False)
    await wrote(table, commit)
    return table


async def wrote(
    table: AsyncTable, commit: Commit, *rows: Row, head: Head | None = None, decided: bool = True
) -> None:
    """Merge a commit and more rows, or only the rows, as they are."""
    records = [build_record(row) for row in rows]
    if decided:
        settled = [] if commit.decided is None else [commit.decided]
        written = (commit.change, *commit.opened, *commit.closed, *settled)
        records += [build_head_record(head or commit.head), *(build_record(row) for row in written)]
    await merge(table, build_batch(records, await table.schema()), [commit.change])


async def facts_in(table: AsyncTable) -> Sequence[str]:
    found = await table.query().where("kind = 'fact' AND retired_at IS NULL").to_list()
    return sorted(row["id"] for row in found)


async def refused(table: AsyncTable, *rows: Row, head: Head | None = None) -> None:
    """Assert that the next commit, with these rows in it, changes nothing at all."""
    version, new = await table.version(), fact(7)

    with pytest.raises(HeadMovedError):
        await wrote(table, NEXT, new, *rows, head=head)

    assert await table.version() == version
    assert await facts_in(table) == ["f_000000001.1"]


async def test_rows_that_are_as_they_were_read_are_replaced(table: AsyncTable) -> None:
    decided = replace(episode(2), recorded_by=NEXT.change.id)
    await wrote(table, NEXT, fact(7), FORGOTTEN.close(fact(1)), decided)

    assert await facts_in(table) == ["f_000000007.1"]


@pytest.mark.parametrize("revision", [1, 3, 9])
async def test_a_head_at_another_revision(table: AsyncTable, revision: int) -> None:
    await refused(table, head=Head(space=SPACE, revision=revision, recorded_at=LATER))


async def test_successive_changes_are_merged_after_the_head_before_the_first(
    table: AsyncTable,
) -> None:
    commits = [adding(fact(number), revision=number) for number in (2, 3)]
    rows = [row for commit in commits for row in (commit.change, *commit.opened)]
    records = [build_head_record(commits[-1].head), *map(build_record, rows)]
    batch = build_batch(records, await table.schema())
    changes = [commit.change for commit in commits]

    with pytest.raises(HeadMovedError):
        await merge(table, batch, changes[1:])
    await merge(table, batch, changes)

    assert await facts_in(table) == ["f_000000001.1", "f_000000002.1", "f_000000003.1"]
    with pytest.raises(HeadMovedError):
        await wrote(table, NEXT, fact(7))


async def test_a_head_without_a_revision(table: AsyncTable) -> None:
    await table.update(updates_sql={"revision": "NULL"}, where="kind = 'head'")

    await refused(table)


async def test_a_fact_that_was_closed(table: AsyncTable) -> None:
    closing = replace(FORGOTTEN, by="c_000000009").close(fact(1))
    await wrote(table, NEXT, closing, decided=False)
    version = await table.version()

    with pytest.raises(HeadMovedError):
        await wrote(table, NEXT, fact(7), FORGOTTEN.close(fact(1)))

    assert await table.version() == version
    assert await facts_in(table) == []


async def test_an_id_that_another_fact_of_the_space_has(table: AsyncTable) -> None:
    await refused(table, replace(fact(1), recorded_at=LATER, text="another fact"))


async def test_an_id_that_another_space_has(table: AsyncTable) -> None:
    await refused(table, replace(fact(1), space="private"))


async def test_an_id_that_a_row_of_another_kind_has(table: AsyncTable) -> None:
    await refused(table, replace(adding(revision=3).change, id="f_000000001.1"))


async def test_an_id_that_an_earlier_change_has(table: AsyncTable) -> None:
    await refused(table, replace(adding(revision=2).change, id="c_000000001"))


async def test_an_episode_that_was_decided(table: AsyncTable) -> None:
    await refused(table, replace(episode(1), recorded_by=NEXT.change.id))


async def test_a_decided_episode_may_still_be_forgotten(table: AsyncTable) -> None:
    await wrote(table, NEXT, FORGOTTEN.close(replace(episode(1), recorded_by="c_000000001")))

    assert await table.count_rows("kind = 'episode' AND retired_at IS NOT NULL") == 1


async def test_a_forgotten_episode_cannot_be_decided(table: AsyncTable) -> None:
    await wrote(table, NEXT, FORGOTTEN.close(episode(2)), decided=False)
    version = await table.version()

    with pytest.raises(HeadMovedError):
        await wrote(table, NEXT, replace(episode(2), recorded_by=NEXT.change.id))

    assert await table.version() == version


async def test_a_commit_that_is_already_there_is_not_a_conflict(table: AsyncTable) -> None:
    await wrote(table, NEXT, fact(7))

    await wrote(table, NEXT, fact(7))

    assert await facts_in(table) == ["f_000000001.1", "f_000000007.1"]


async def test_another_change_under_the_same_short_id_is_a_conflict(table: AsyncTable) -> None:
    await wrote(table, NEXT)
    double = replace(NEXT.change, steps=(), author="somebody else")

    with pytest.raises(HeadMovedError):
        await wrote(table, replace(NEXT, change=double), fact(7))

    assert await facts_in(table) == ["f_000000001.1"]
