"""Maintenance compacts a store, loses nothing, and blocks nobody."""

import gc
import os
import subprocess
import sys
from contextlib import ExitStack, aclosing
from pathlib import Path
from shutil import rmtree
from typing import cast

import anyio
import pytest
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.committing import add
from mcp_mem0.adapters.lancedb_records.lifecycle.maintenance import (
    SMALL_FRAGMENT_ROWS,
    VERSIONS_KEPT_MIN,
    compact,
    compute_prune_cutoff,
    is_compaction_due,
    is_roll_up_due,
    roll_up_fragments,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect, create
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import build_batch, build_record
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.rows import Fact
from tests.support.closed_store import copy_closed_store
from tests.support.row_builders import IDENTITY, episode, fact
from tests.support.statement_writer import HERE, StatementWriter, opened, versions_in


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


@pytest.fixture(scope="module", autouse=True)
async def begun(tmp_path_factory: pytest.TempPathFactory) -> LocalPlace:
    """A store that was begun before the first test, so that a copy of it is old in the last."""
    begun = LocalPlace(tmp_path_factory.mktemp("begun") / "store")
    diary = await opened(begun.uri)
    await diary.note("likes rain")
    diary.records.close()
    return begun


async def table_in(place: LocalPlace) -> AsyncTable:
    return await (await connect(place, {})).open_table(TABLE)


async def seconds_of_history(place: LocalPlace) -> float:
    """How much older the first version is than those that are always kept."""
    made = sorted(entry["timestamp"] for entry in await (await table_in(place)).list_versions())
    return (made[-VERSIONS_KEPT_MIN:][0] - made[0]).total_seconds()


async def grown_old(place: LocalPlace, diary: StatementWriter) -> None:
    """Note things until some versions may go: pruning leaves a second's margin."""
    while await seconds_of_history(place) < 2.0:
        await diary.note("lives in Rome")
        await diary.records.maintain()


async def fragments_in(place: LocalPlace) -> int:
    statistics = cast("dict[str, dict[str, int]]", await (await table_in(place)).stats())
    return statistics["fragment_stats"]["num_fragments"]


async def test_small_fragments_of_a_bucket_are_rolled_up_and_large_ones_left(
    place: LocalPlace,
) -> None:
    table = await create(await connect(place, {}), IDENTITY)
    schema = await table.schema()
    many = [build_record(fact(number)) for number in range(SMALL_FRAGMENT_ROWS)]
    await add(table, build_batch(many, schema))
    large = {file.name for file in (place.table / "data").iterdir()}
    for number in range(3):
        await add(table, build_batch([build_record(episode(number))], schema))
    assert not await is_roll_up_due(table, after_commits=3)
    assert await is_roll_up_due(table, after_commits=2)

    assert await roll_up_fragments(table)

    assert await fragments_in(place) == 2
    assert large < {file.name for file in (place.table / "data").iterdir()}
    assert await table.count_rows() == len(many) + 3


async def test_a_store_is_compacted_when_too_many_rows_are_in_no_index(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1, compact_after_rows=8)
    await diary.note("lives in Rome")
    table = await table_in(place)
    assert await diary.records.maintain()
    assert not await is_compaction_due(table, after_rows=1 + 6 + 1)
    await diary.note("works in Oslo")

    assert await diary.records.maintain()

    assert not await is_compaction_due(table, after_rows=1)
    assert not await diary.records.maintain()


async def test_reads_and_writes_are_right_during_and_after_maintenance(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1, compact_after_rows=1)
    other = await opened(place.uri)
    first = await diary.note("lives in Rome")
    for number in range(5):
        await diary.note(f"likes number {number}")
    maintained: list[bool] = []

    async def maintain() -> None:
        maintained.append(await diary.records.maintain())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(maintain)
        await other.note("lives in Oslo", instead_of=first.lineage)
        assert await diary.texts() == [*(f"likes number {n}" for n in range(5)), "lives in Oslo"]
        assert await other.found("Oslo") == ["lives in Oslo"]

    assert maintained == [True]
    for reader in (diary, other, await opened(place.uri)):
        assert await reader.texts() == [*(f"likes number {n}" for n in range(5)), "lives in Oslo"]
        assert await reader.found("number") == [f"likes number {n}" for n in range(5)]
        assert await reader.disagreements() == []


async def test_maintenance_waits_for_a_scan_and_writers_do_not(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1, compact_after_rows=1)
    other = await opened(place.uri, fold_after_rows=1, compact_after_rows=1)
    for number in range(3):
        await diary.note(f"likes number {number}")
    assert await diary.records.maintain()

    async with aclosing(diary.records.scan()) as scan:
        first = await anext(scan)
        for _ in range(3):
            await other.note("likes rain")
            assert not await other.records.maintain()
        rest = [row async for rows in scan for row in rows]

    assert len([row for row in (*first, *rest) if isinstance(row, Fact)]) == 3
    assert await other.records.maintain()


async def test_what_a_compaction_replaced_goes_at_once_with_its_versions(
    begun: LocalPlace, place: LocalPlace
) -> None:
    copy_closed_store(begun.folder, place.folder)
    folding = await opened(place.uri, fold_after_rows=1, compact_after_rows=1_000)
    await grown_old(place, folding)
    diary = await opened(place.uri, fold_after_rows=1, compact_after_rows=1)
    before = await versions_in(place.uri)
    files = len([*(place.table / "data").iterdir()])

    assert await diary.records.maintain()

    kept = await versions_in(place.uri)
    assert len(kept) < len(before)
    assert len([*(place.table / "data").iterdir()]) == 1 < files
    # Each of them is the whole store: one can be lost.
    table = await table_in(place)
    rows = await table.count_rows()
    for version in kept:
        await table.checkout(version)
        assert await table.count_rows() == rows
    assert await diary.disagreements() == []


async def test_only_one_process_maintains_at_a_time(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1, compact_after_rows=1)
    await diary.note("lives in Rome")
    holder = [sys.executable, "-m", "tests.adapters.system.lock_holder", "hold"]

    with ExitStack() as stack:
        process = stack.enter_context(
            subprocess.Popen(  # noqa: ASYNC220 - there is nothing else to do meanwhile
                [*holder, str(place.ours / "maintenance.lock")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        )
        assert process.stdout is not None
        process.stdout.readline()

        assert not await diary.records.maintain()
        process.kill()

    assert await diary.records.maintain()


async def test_nothing_is_pruned_when_the_result_cannot_be_read_back(
    begun: LocalPlace, place: LocalPlace
) -> None:
    copy_closed_store(begun.folder, place.folder)
    folding = await opened(place.uri, fold_after_rows=1, compact_after_rows=1_000)
    await grown_old(place, folding)
    before = await versions_in(place.uri)
    table = await table_in(place)
    (file,) = [path for path in (place.table / "data").iterdir() if b"Rome" in path.read_bytes()][
        :1
    ]
    file.write_bytes(b"\0" * file.stat().st_size)

    with pytest.raises(StoreError, match="nothing was pruned"):
        await compute_prune_cutoff(table, keep_s=0)

    assert await versions_in(place.uri) == before


async def test_a_damaged_file_stops_compaction_with_its_cause(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1)
    await diary.note("lives in Rome")
    assert await diary.records.maintain()
    table = await table_in(place)
    for file in (place.table / "data").iterdir():
        file.write_bytes(b"\0" * file.stat().st_size)

    with pytest.raises(StoreError, match="the store could not be written"):
        await compact(table)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's files")
@pytest.mark.parametrize("rounds", [9, pytest.param(90, marks=pytest.mark.heavy)])
async def test_open_files_do_not_grow_with_maintenance(place: LocalPlace, rounds: int) -> None:
    diary = await opened(place.uri, fold_after_rows=1, compact_after_rows=1, versions_kept_s=0)

    async def round_of(number: int) -> int:
        await diary.note(f"likes number {number}")
        assert await diary.records.maintain()
        assert await diary.found("number")
        gc.collect()
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - their number is the answer

    counts = [await round_of(number) for number in range(rounds)]

    # They come and go with the connection, once there are rows enough for an index of parts.
    third = rounds // 3
    assert max(counts[2 * third :]) <= max(counts[third : 2 * third]) + 2
    assert await diary.records.count(Fact, HERE) == rounds


@pytest.mark.parametrize(
    ("compact_after_rows", "lock"),
    [
        (1, "lock"),
        pytest.param(1, "no lock", marks=pytest.mark.heavy),
        pytest.param(1_000, "lock", marks=pytest.mark.heavy),
        (1_000, "no lock"),
    ],
)
async def test_what_another_process_writes_during_maintenance_is_kept(
    place: LocalPlace, compact_after_rows: int, lock: str
) -> None:
    diary = await opened(
        place.uri,
        fold_after_rows=1,
        compact_after_rows=compact_after_rows,
        versions_kept_s=0,
    )
    shared = await diary.note("the score is unknown")
    writer = [sys.executable, "-m", "tests.crash.worker", place.uri, "other", "12"]
    rounds = 0

    async with await anyio.open_process([*writer, shared.lineage, "records", lock]) as process:
        assert process.stdout
        # Until it has said something, it only starts: nothing would be written meanwhile.
        await process.stdout.receive()
        while process.returncode is None:
            await diary.note(f"likes number {rounds}")
            await diary.records.maintain()
            rounds += 1

    assert process.returncode == 0
    assert rounds > 0
    facts = [fact.text for fact in await diary.records.find(Fact, HERE)]
    assert {f"likes number {number}" for number in range(rounds)} < set(facts)
    assert "other said statement 11" in facts
    assert await diary.disagreements() == []


async def test_a_busy_writer_triggers_maintenance_at_once(tmp_path: Path) -> None:
    busy = LanceRecords(str(tmp_path / "store"), identity=IDENTITY, fold_after_rows=2)
    await busy.open()

    await busy.append(episode(1), [])
    with anyio.move_on_after(0) as too_early:
        await busy.wait_until_maintenance_due()
    await busy.append(episode(2), [])
    with anyio.fail_after(5):
        await busy.wait_until_maintenance_due()

    assert too_early.cancelled_caught


async def test_maintenance_that_failed_is_not_due_again_at_once(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1)
    await diary.note("likes rain")
    await diary.records.wait_until_maintenance_due()
    rmtree(place.table)

    with pytest.raises(StoreError):
        await diary.records.maintain()

    with anyio.move_on_after(0.1) as waiting:
        await diary.records.wait_until_maintenance_due()
    assert waiting.cancelled_caught
