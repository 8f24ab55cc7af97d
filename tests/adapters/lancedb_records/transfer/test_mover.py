"""Spaces are read as of one moment, and stored again in one commit that all processes see."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.errors import HeadMovedError, RequestError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Episode, Fact, Head, Row
from mcp_mem0.domain.transfer.row_lines import KINDS
from tests.support.export_lines import build_rows
from tests.support.row_builders import IDENTITY, NOON, SPACE, adding, changing, episode, fact

pytestmark = pytest.mark.anyio

HERE = Filter(spaces=(SPACE,))
LATE = "e_0vf7twn8vqtc6f"
"""An id of long after all others."""
FORGOTTEN = Fingerprint(
    id="h_000000001",
    space=SPACE,
    session="",
    author="tester",
    said_at=NOON,
    recorded_at=NOON + timedelta(minutes=1, seconds=1),
    recorded_by="c_000000001",
    salt="ab" * 16,
)
QUERY = (1.0, 0.0, 0.0, 0.0)


def by_id(*rows: StoredRow) -> dict[str, StoredRow]:
    return {row.space if isinstance(row, Head) else row.id: row for row in rows}


async def read_all(records: LanceRecords) -> dict[str, StoredRow]:
    async with records.mover.freeze([SPACE]) as frozen:
        batches = [batch async for batch in frozen.read([*KINDS.values()])]
        rows = [row for batch in batches for row in batch]
        return by_id(*rows, *frozen.heads.values())


async def another(folder: Path) -> LanceRecords:
    records = LanceRecords(str(folder / "store"), identity=IDENTITY)
    await records.open()
    return records


def restated(space: str) -> list[Row | Head]:
    return [replace(row, space=space) for row in build_rows()]


class TestFreeze:
    async def test_what_is_written_meanwhile_is_not_seen(self, records: LanceRecords) -> None:
        await records.commit(adding(fact(1)))
        async with records.mover.freeze([]) as frozen:
            await records.commit(adding(fact(2), revision=2))
            batches = [batch async for batch in frozen.read([Fact])]

        assert [row for batch in batches for row in batch] == [adding(fact(1)).opened[0]]
        assert frozen.heads[SPACE].revision == 1
        assert frozen.counts[SPACE][Fact] == 1

    async def test_rows_of_the_table_and_of_the_front_are_together(
        self, records: LanceRecords
    ) -> None:
        await records.commit(adding(fact(1)))
        await records.maintain()
        await records.commit(adding(fact(2), revision=2))

        async with records.mover.freeze([]) as frozen:
            batches = [batch async for batch in frozen.read([Fact])]

        assert sum(map(len, batches)) == 2
        assert frozen.counts[SPACE][Fact] == 2

    async def test_other_spaces_are_left_out(self, records: LanceRecords) -> None:
        await records.commit(adding(fact(1)))
        await records.append(episode(2, space="other"), [])
        await records.maintain()

        async with records.mover.freeze(["other"]) as frozen:
            assert frozen.spaces == ["other"]
            assert [batch async for batch in frozen.read([Fact]) if batch] == []

    async def test_vectors_can_be_left_out(self, records: LanceRecords) -> None:
        await records.commit(adding(fact(1)))

        async with records.mover.freeze([]) as frozen:
            (batch,) = [batch async for batch in frozen.read([Fact], vectors=False)]

        assert [getattr(row, "vector", 0) for row in batch] == [None]


class TestRestore:
    async def test_rows_are_stored_as_they_are(self, records: LanceRecords) -> None:
        await records.mover.restore([build_rows()], [SPACE])

        assert await read_all(records) == by_id(*build_rows())

    async def test_they_are_there_after_the_store_was_opened_again(
        self, records: LanceRecords, tmp_path: Path
    ) -> None:
        await records.append(episode(7, space="before"), [])
        await records.mover.restore([build_rows()], [SPACE])
        records.close()

        again = await another(tmp_path)
        assert await read_all(again) == by_id(*build_rows())
        assert await again.find_index_faults() == []
        again.close()

    async def test_another_process_finds_them(self, records: LanceRecords, tmp_path: Path) -> None:
        other = await another(tmp_path)
        # Twice: then it keeps in memory that there is nothing.
        for _ in range(2):
            assert await other.search_vectors([Fact], QUERY, HERE, limit=5) == []
        await records.mover.restore([build_rows()], [SPACE])

        (hit,) = await other.search_vectors([Fact], QUERY, HERE, limit=5)
        assert hit.row.text == "Lives in Rome"
        other.close()

    async def test_one_that_reads_meanwhile_keeps_nothing_of_before(
        self, records: LanceRecords, tmp_path: Path
    ) -> None:
        other = await another(tmp_path)
        is_done = anyio.Event()

        async def read_on() -> None:
            while not is_done.is_set():
                assert (await other.find_forgotten(SPACE)).fingerprints in ((), (FORGOTTEN,))
                await (await other.open_pool([Fact], HERE)).search_vectors(QUERY, limit=5)
                # What is in memory is answered without a pause.
                await anyio.lowlevel.checkpoint()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(read_on)
            await records.mover.restore([[*build_rows(), FORGOTTEN]], [SPACE])
            is_done.set()

        assert (await other.find_forgotten(SPACE)).fingerprints == (FORGOTTEN,)
        pool = await other.open_pool([Fact], HERE)
        assert await pool.search_vectors(QUERY, limit=5) == ["f_000000001.1"]
        other.close()

    async def test_no_id_of_theirs_can_be_taken_again(
        self, records: LanceRecords, tmp_path: Path
    ) -> None:
        other = await another(tmp_path)
        await records.append(episode(9, space="busy"), [])
        # From now on the store knows which ids its table has: old ones.
        await records.maintain()
        rows = [replace(row, id=LATE) if isinstance(row, Episode) else row for row in build_rows()]
        await records.mover.restore([rows], [SPACE])
        taken = replace(adding(fact(5), revision=2).change, id="c_000000002")
        clash = replace(episode(5), id=LATE, recorded_by=taken.id)
        commit = replace(adding(revision=2), change=taken, kept=(), decided=clash)

        with pytest.raises(HeadMovedError):
            await other.commit(commit)
        other.close()

    async def test_a_failure_in_the_middle_leaves_nothing(self, records: LanceRecords) -> None:
        def fail() -> Iterator[Sequence[Row | Head]]:
            yield build_rows()[:2]
            raise RequestError("line 3 is damaged")

        with pytest.raises(RequestError, match="line 3 is damaged"):
            await records.mover.restore(fail(), [SPACE])

        assert await read_all(records) == {}
        assert await records.find_index_faults() == []
        await records.mover.restore([build_rows()], [SPACE])
        assert await read_all(records) == by_id(*build_rows())

    async def test_an_id_that_is_taken_stops_all(self, records: LanceRecords) -> None:
        await records.mover.restore([build_rows()], [SPACE])

        with pytest.raises(RequestError, match="is taken by a row of this store"):
            await records.mover.restore([restated("twin")], ["twin"])
        assert await records.list_spaces() == [SPACE]

    async def test_a_space_that_holds_anything_stops_all(self, records: LanceRecords) -> None:
        await records.append(episode(9), [])

        with pytest.raises(RequestError, match="holds something by now"):
            await records.mover.restore([build_rows()], [SPACE])
        assert await records.count(Fact, HERE) == 0

    async def test_what_was_forgotten_is_noted_beside_the_rows(
        self, records: LanceRecords, tmp_path: Path
    ) -> None:
        rows = build_rows()
        closing = changing(revision=2, closed=[row for row in rows if isinstance(row, Fact)])
        forgotten = [
            *(row for row in rows if not isinstance(row, Fact | Head)),
            *closing.closed,
            closing.change,
            closing.head,
        ]
        await records.mover.restore([forgotten], [SPACE])

        noted = (tmp_path / "store" / ".mcp_mem0" / "forgotten.jsonl").read_text()
        assert closing.closed[0].id in noted
