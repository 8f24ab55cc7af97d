"""A store that is closed is let go at once: nothing of it is open, and its folder can be copied."""

from datetime import UTC
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.current_store import CurrentStore
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import StoreOptions
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.closed_store import copy_closed_store
from tests.support.row_builders import IDENTITY, SPACE, adding, fact
from tests.support.statement_writer import opened

HERE = Filter(spaces=(SPACE,))
OPTIONS = StoreOptions(
    identity=IDENTITY,
    lock=True,
    lock_timeout_s=30.0,
    options={},
    roll_up_after_commits=8,
    fold_after_rows=500,
    compact_after_rows=1_000,
    memory_mb=128,
    read_timeout_s=20.0,
    versions_kept_s=3_600.0,
    zone=UTC,
)


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


async def test_a_refused_write_that_is_still_held_keeps_nothing_open(place: LocalPlace) -> None:
    records = LanceRecords(place.uri, identity=IDENTITY)
    await records.open()
    await records.commit(adding(fact(1)))
    with pytest.raises(HeadMovedError) as refused:
        await records.commit(adding(fact(2)))

    records.close()

    assert [log.name for log in place.front_logs if log.exists()] == []
    assert refused.value.__traceback__ is not None


async def test_what_is_under_way_when_a_store_is_closed_ends_well(place: LocalPlace) -> None:
    records = LanceRecords(place.uri, identity=IDENTITY)
    await records.open()
    await records.commit(adding(fact(1)))
    before = records.count(Fact, HERE)

    async with anyio.create_task_group() as tasks, records.exclusive_writer():
        tasks.start_soon(records.commit, adding(fact(2), revision=2))
        # It waits for the lock now.
        await anyio.wait_all_tasks_blocked()
        records.close()

    with pytest.raises(StoreError, match="not open"):
        await before
    assert [log.name for log in place.front_logs if log.exists()] == []
    await records.open()
    assert await records.count(Fact, HERE) == 2


def list_open(path: Path) -> list[str]:
    """Return the files of this process that are open and begin with a path, as the system says."""
    links = (link for link in Path("/proc/self/fd").iterdir() if link.is_symlink())
    return [name for name in map(read_link, links) if name.startswith(str(path))]


def read_link(link: Path) -> str:
    # That of the listing itself is gone by then.
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""


async def test_a_store_that_is_closed_during_its_last_use_is_closed_at_its_end(
    place: LocalPlace,
) -> None:
    current = CurrentStore(place, OPTIONS)
    await current.open()

    with current.use():
        current.close()
        assert list_open(place.front)

    assert list_open(place.front) == []


async def test_a_front_that_was_replaced_is_closed_with_the_end_of_its_last_use(
    place: LocalPlace,
) -> None:
    records = LanceRecords(place.uri, identity=IDENTITY)
    await records.open()
    await records.commit(adding(fact(1)))
    records.close()
    away = place.folder.with_name("away")
    copy_closed_store(place.folder, away)
    await records.open()
    with pytest.raises(HeadMovedError) as refused:
        await records.commit(adding(fact(2)))
    for file in (place.front, *place.front_logs):
        file.unlink(missing_ok=True)
    LocalPlace(away).front.rename(place.front)

    assert await records.count(Fact, HERE) == 1

    assert [name for name in list_open(place.front) if name.endswith("(deleted)")] == []
    # It still holds all that was under way.
    assert refused.value.__traceback__ is not None
    records.close()
    assert list_open(place.front) == []


async def test_a_store_that_is_closed_during_a_round_of_maintenance_ends_it(
    place: LocalPlace,
) -> None:
    records = LanceRecords(place.uri, identity=IDENTITY, fold_after_rows=1)
    await records.open()
    await records.commit(adding(fact(1)))
    done: list[bool] = []

    async def maintain() -> None:
        done.append(await records.maintain())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(maintain)
        await anyio.lowlevel.checkpoint()
        records.close()

    assert done == [False]
    assert list_open(place.front) == []


async def test_a_store_may_be_closed_twice_and_opened_again(place: LocalPlace) -> None:
    diary = await opened(place.uri)
    await diary.note("lives in Rome")

    diary.records.close()
    diary.records.close()
    await diary.records.open()

    assert await diary.texts() == ["lives in Rome"]


@pytest.mark.parametrize("way", ["after a slow read", "with empty caches"])
async def test_a_table_that_is_opened_again_does_not_bring_back_a_closed_store(
    place: LocalPlace, way: str
) -> None:
    current = CurrentStore(place, OPTIONS)
    await current.open()
    store = current.require()

    async with anyio.create_task_group() as tasks:
        if way == "after a slow read":
            current.note_slow_read()
            tasks.start_soon(current.reopen_if_slow)
        else:
            tasks.start_soon(current.reopen_table, store)
        # It is past its lock then, and waits for the table.
        for _ in range(3):
            await anyio.lowlevel.checkpoint()
        current.close()

    assert not current.is_open
    await current.open()
    assert current.require().front is not store.front
    current.close()
