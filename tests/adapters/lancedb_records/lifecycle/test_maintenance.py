"""Maintenance compacts a store, loses nothing, and blocks nobody."""

import gc
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import cast

import anyio
import pytest
from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.maintenance import (
    SMALL_FRAGMENT_ROWS,
    VERSIONS_KEPT_MIN,
    compact,
    compute_prunable_age,
    is_compaction_due,
)
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.rows import Fact
from tests.support.row_builders import IDENTITY, adding, episode, fact
from tests.support.statement_writer import HERE, SPACE, StatementWriter, opened, versions_in


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


@pytest.fixture(scope="module", autouse=True)
async def begun(tmp_path_factory: pytest.TempPathFactory) -> LocalPlace:
    """A store that was begun before the first test, so that a copy of it is old in the last."""
    begun = LocalPlace(tmp_path_factory.mktemp("begun") / "store")
    await (await opened(begun.uri)).note("likes rain")
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


async def fragments_in(place: LocalPlace) -> int:
    statistics = cast("dict[str, dict[str, int]]", await (await table_in(place)).stats())
    return statistics["fragment_stats"]["num_fragments"]


async def test_a_store_is_rolled_up_after_a_number_of_commits_of_any_process(
    place: LocalPlace,
) -> None:
    writer = await opened(place.uri)
    keeper = await opened(place.uri, roll_up_after_commits=3)
    assert not await keeper.records.maintain()

    # Each statement is two commits.
    await writer.note("lives in Rome")
    assert not await keeper.records.maintain()
    await writer.note("works in Oslo")
    assert await fragments_in(place) == 4
    assert await keeper.records.maintain()

    assert await fragments_in(place) == 1
    assert not await keeper.records.maintain()
    for reader in (writer, keeper, await opened(place.uri)):
        assert await reader.texts() == ["lives in Rome", "works in Oslo"]
        assert await reader.found("Oslo") == ["works in Oslo"]
        assert await reader.disagreements() == []


async def test_large_fragments_are_not_written_anew(place: LocalPlace) -> None:
    diary = await opened(place.uri, roll_up_after_commits=1, compact_after_rows=10_000)
    many = [fact(number, vector=None) for number in range(1, SMALL_FRAGMENT_ROWS)]
    await diary.records.commit(adding(*(replace(each, space=SPACE) for each in many)))
    large = {file.name for file in (place.table / "data").iterdir()}
    for number in range(3):
        await diary.note(f"likes number {number}")

    assert await diary.records.maintain()

    assert await fragments_in(place) == 2
    assert large < {file.name for file in (place.table / "data").iterdir()}
    assert await diary.records.count(Fact, HERE) == len(many) + 3


async def test_a_store_is_compacted_when_too_many_rows_are_in_no_index(place: LocalPlace) -> None:
    diary = await opened(place.uri, compact_after_rows=8)
    await diary.note("lives in Rome")
    table = await table_in(place)
    assert not await is_compaction_due(table, after_rows=8)
    await diary.note("works in Oslo")
    assert await is_compaction_due(table, after_rows=8)

    assert await diary.records.maintain()

    assert not await is_compaction_due(table, after_rows=1)
    assert not await diary.records.maintain()


async def test_reads_and_writes_are_right_during_and_after_maintenance(place: LocalPlace) -> None:
    diary = await opened(place.uri, compact_after_rows=1)
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


async def test_a_read_that_began_before_maintenance_ends_well(place: LocalPlace) -> None:
    diary = await opened(place.uri, compact_after_rows=1, versions_kept_s=0)
    for number in range(3):
        await diary.note(f"likes number {number}")

    scan = diary.records.scan()
    first = await anext(scan)
    for _ in range(3):
        await diary.note("likes rain")
        assert await diary.records.maintain()
    rest = [row async for rows in scan for row in rows]

    assert len([row for row in (*first, *rest) if isinstance(row, Fact)]) == 3


async def test_old_versions_go_but_never_the_last_few(begun: LocalPlace, place: LocalPlace) -> None:
    copytree(begun.folder, place.folder)
    diary = await opened(place.uri, compact_after_rows=1, versions_kept_s=0)
    await grown_old(place, diary)
    before = await versions_in(place.uri)

    assert await diary.records.maintain()

    kept = await versions_in(place.uri)
    assert set(before[-VERSIONS_KEPT_MIN + 1 :]) < set(kept)
    assert len(kept) < len(before)
    assert await diary.disagreements() == []


async def test_recent_versions_are_kept(place: LocalPlace) -> None:
    diary = await opened(place.uri, compact_after_rows=1)
    for number in range(6):
        await diary.note(f"likes number {number}")
    before = await versions_in(place.uri)

    assert await diary.records.maintain()

    assert set(before) < set(await versions_in(place.uri))


async def test_only_one_process_maintains_at_a_time(place: LocalPlace) -> None:
    diary = await opened(place.uri, compact_after_rows=1)
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
    copytree(begun.folder, place.folder)
    diary = await opened(place.uri, compact_after_rows=1)
    await grown_old(place, diary)
    before = await versions_in(place.uri)
    table = await table_in(place)
    (file,) = [path for path in (place.table / "data").iterdir() if b"Rome" in path.read_bytes()][
        :1
    ]
    file.write_bytes(b"\0" * file.stat().st_size)

    with pytest.raises(StoreError, match="nothing was pruned"):
        await compute_prunable_age(table, keep_s=0)

    assert await versions_in(place.uri) == before


async def test_a_damaged_file_stops_compaction_with_its_cause(place: LocalPlace) -> None:
    diary = await opened(place.uri)
    await diary.note("lives in Rome")
    table = await table_in(place)
    for file in (place.table / "data").iterdir():
        file.write_bytes(b"\0" * file.stat().st_size)

    with pytest.raises(StoreError, match="the store could not be written"):
        await compact(table)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's files")
@pytest.mark.parametrize("rounds", [12, pytest.param(90, marks=pytest.mark.heavy)])
async def test_open_files_do_not_grow_with_maintenance(place: LocalPlace, rounds: int) -> None:
    diary = await opened(place.uri, compact_after_rows=1, versions_kept_s=0)

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
        roll_up_after_commits=1,
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
    busy = LanceRecords(str(tmp_path / "store"), identity=IDENTITY, roll_up_after_commits=2)
    await busy.open()

    await busy.append(episode(1), [])
    with anyio.move_on_after(0) as too_early:
        await busy.wait_until_maintenance_due()
    await busy.append(episode(2), [])
    with anyio.fail_after(5):
        await busy.wait_until_maintenance_due()

    assert too_early.cancelled_caught
