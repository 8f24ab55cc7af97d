"""The write path: its locks, and the flush note afterwards."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import build_batch, build_record
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.errors import BusyError, StoreError
from mcp_mem0.domain.model.rows import Episode, Excerpt
from tests.support.row_builders import adding, episode, excerpt, fact
from tests.support.statement_writer import HERE, StatementWriter, count_transactions, opened


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


async def newest_version(place: LocalPlace) -> int:
    return await (await (await connect(place, {})).open_table(TABLE)).version()


def noted_version(place: LocalPlace) -> int:
    note = place.read_note()
    assert note is not None
    return note.version


def noted_transaction(place: LocalPlace) -> int:
    note = place.read_note()
    assert note is not None
    return note.front


@contextmanager
def another_process_writing(place: LocalPlace) -> Generator[int]:
    """Have another process hold the write lock; yield its process id."""
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.adapters.system.lock_holder",
            "hold",
            str(place.ours / "write.lock"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield process.pid
        finally:
            process.kill()


async def test_each_write_is_noted_as_flushed_before_it_is_acknowledged(place: LocalPlace) -> None:
    diary = await opened(place.uri)

    for number in range(3):
        await diary.note(f"likes number {number}")

        assert noted_transaction(place) == count_transactions(place.uri) > number


async def test_each_fold_is_noted_as_flushed_before_the_front_is_trimmed(
    place: LocalPlace,
) -> None:
    diary = await opened(place.uri, fold_after_rows=1)
    assert noted_version(place) == await newest_version(place)

    await diary.note("lives in Rome")
    assert await diary.records.maintain()

    assert noted_version(place) == await newest_version(place)


async def test_what_a_dead_process_left_unflushed_is_flushed_by_the_next(place: LocalPlace) -> None:
    await opened(place.uri)
    table = await (await connect(place, {})).open_table(TABLE)
    await table.add(  # pyright: ignore[reportUnknownMemberType]
        build_batch([build_record(episode(1))], await table.schema())
    )
    assert noted_version(place) < await newest_version(place)

    await opened(place.uri)

    assert noted_version(place) == await newest_version(place)


async def test_a_writer_waits_for_the_lock_and_readers_do_not(place: LocalPlace) -> None:
    diary = await opened(place.uri, lock_timeout_s=0.1)
    await diary.note("lives in Rome")

    with another_process_writing(place) as pid:
        with pytest.raises(BusyError, match=f"held by process {pid}"):
            await diary.note("works in Oslo")
        assert await diary.texts() == ["lives in Rome"]
        assert await (await opened(place.uri)).texts() == ["lives in Rome"]

    await diary.note("works in Oslo")
    assert await diary.texts() == ["lives in Rome", "works in Oslo"]


async def test_without_the_lock_no_writer_waits(place: LocalPlace) -> None:
    diary = await opened(place.uri, lock=False)

    with another_process_writing(place):
        await diary.note("lives in Rome")

    assert await diary.texts() == ["lives in Rome"]
    assert await diary.disagreements() == []


async def test_an_exclusive_writer_blocks_tasks_and_processes_but_no_readers(
    place: LocalPlace,
) -> None:
    diary = await opened(place.uri)
    elsewhere = await opened(place.uri)
    order: list[str] = []

    async def write(others: StatementWriter, text: str) -> None:
        await others.note(text)
        order.append(text)

    async with anyio.create_task_group() as tasks, diary.records.exclusive_writer():
        tasks.start_soon(write, diary, "a task beside it")
        tasks.start_soon(write, elsewhere, "another process")
        await anyio.wait_all_tasks_blocked()
        await write(diary, "the first alone")
        await write(diary, "the second alone")
        assert await elsewhere.texts() == ["the first alone", "the second alone"]

    assert order[:2] == ["the first alone", "the second alone"]
    assert sorted(order[2:]) == ["a task beside it", "another process"]
    assert await diary.disagreements() == []


async def test_an_exclusive_writer_that_is_cancelled_releases_the_lock(
    place: LocalPlace,
) -> None:
    diary = await opened(place.uri, lock_timeout_s=5)

    with anyio.CancelScope() as scope:
        async with diary.records.exclusive_writer():
            scope.cancel()
            await diary.texts()
    await (await opened(place.uri, lock_timeout_s=5)).note("lives in Rome")
    await diary.note("works in Oslo")

    assert await diary.texts() == ["lives in Rome", "works in Oslo"]


async def test_a_caller_that_gives_up_leaves_no_commit_without_its_flush(place: LocalPlace) -> None:
    diary = await opened(place.uri)

    for tenths_of_ms in range(0, 200, 5):
        with anyio.move_on_after(tenths_of_ms / 10_000):
            await diary.keep(f"after {tenths_of_ms}")
        assert noted_transaction(place) == count_transactions(place.uri)

    await diary.note("lives in Rome")
    assert await diary.texts() == ["lives in Rome"]
    assert await diary.disagreements() == []


async def test_an_episode_with_a_key_is_stored_once_by_concurrent_callers(
    place: LocalPlace,
) -> None:
    diaries = [await opened(place.uri, lock=False) for _ in range(3)]
    kept: list[bool] = []

    async def keep(diary: StatementWriter, number: int) -> None:
        passage = replace(excerpt(episode(1)), id=f"x_{number:09}")
        kept.append(await diary.records.append(episode(1), [passage], once=True))

    async with anyio.create_task_group() as tasks:
        for number, diary in enumerate(diaries):
            tasks.start_soon(keep, diary, number)

    assert sorted(kept) == [False, False, True]
    here = replace(HERE, spaces=(episode(1).space,))
    assert await diaries[0].records.count(Episode, here) == 1
    assert await diaries[0].records.count(Excerpt, here) == 1


async def test_closing_under_a_write_does_not_lose_it(place: LocalPlace) -> None:
    diary = await opened(place.uri)

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(diary.keep, "lives in Rome")
        await anyio.lowlevel.checkpoint()
        diary.records.close()

    await diary.records.open()
    assert await diary.records.count(Episode, HERE) == 1
    assert noted_transaction(place) == count_transactions(place.uri)


async def test_a_row_named_twice_in_one_commit_is_refused_before_anything_is_written(
    place: LocalPlace,
) -> None:
    diary = await opened(place.uri)
    twice = adding(fact(1, vector=None), fact(1, vector=None))

    with pytest.raises(StoreError, match="names a row twice; nothing was written"):
        await diary.records.commit(twice)

    assert await diary.records.read_head("default") is None


@pytest.mark.parametrize(
    "vector",
    [
        pytest.param((1.0, 0.0), id="too short"),
        pytest.param((0.0,) * 64, id="without a direction"),
        pytest.param((float("nan"), *(0.0,) * 63), id="not a number"),
        pytest.param((float("inf"), *(0.0,) * 63), id="infinite"),
    ],
)
async def test_a_vector_that_cannot_be_compared_is_refused_before_anything_is_written(
    place: LocalPlace, vector: tuple[float, ...]
) -> None:
    diary = await opened(place.uri)

    with pytest.raises(StoreError, match=r"'f_000000002\.1' is not 64 finite numbers"):
        await diary.records.commit(adding(fact(1, vector=None), fact(2, vector=vector)))

    assert await diary.records.list_spaces() == []


async def test_rows_are_read_back_in_batches_of_all_kinds(place: LocalPlace) -> None:
    diary = await opened(place.uri)
    await diary.note("lives in Rome")

    kinds = sorted(
        type(row).__name__
        for rows in [batch async for batch in diary.records.scan()]
        for row in rows
    )

    assert kinds == ["Change", "Episode", "Excerpt", "Fact", "Head", "Relation"]


async def test_a_row_that_cannot_be_read_is_named_by_the_check(place: LocalPlace) -> None:
    diary = await opened(place.uri, fold_after_rows=1)
    kept = await diary.keep("lives in Rome")
    assert await diary.records.maintain()
    table = await (await connect(place, {})).open_table(TABLE)
    await table.update({"payload": "not JSON"}, where=f"id = '{kept.id}'")

    violations = await diary.disagreements()

    assert any(f"row '{kept.id}' cannot be read: " in sentence for sentence in violations)


async def test_what_is_stored_is_acknowledged_though_its_note_cannot_be_written(
    place: LocalPlace, caplog: pytest.LogCaptureFixture
) -> None:
    diary = await opened(place.uri, fold_after_rows=1)
    await diary.note("lives in Rome")
    place.note.unlink()
    place.note.mkdir()

    await diary.note("works in Oslo")
    assert await diary.records.maintain()
    diary.records.close()

    assert "could not be written" in caplog.text
    assert "what was stored is kept" in caplog.text
    again = await opened(place.uri)
    await again.note("likes tea")
    assert await again.texts() == ["lives in Rome", "works in Oslo", "likes tea"]
    assert await again.disagreements() == []
