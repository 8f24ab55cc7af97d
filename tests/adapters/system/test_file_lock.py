"""`FileLock` between real processes: one holder at a time, and none after its death."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.errors import BusyError, StoreError

HOLDER = (sys.executable, "-m", "tests.adapters.system.lock_holder")


@contextmanager
def another_process_holding(path: Path) -> Generator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [*HOLDER, "hold", str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "write.lock"


async def taken(path: Path) -> bool:
    """Whether the lock can be acquired within the time that a slow machine may take."""
    async with FileLock(path, timeout_s=30.0).hold():
        return True


async def test_a_lock_timeout_names_the_process_that_holds_the_lock(path: Path) -> None:
    with another_process_holding(path) as holder:
        with pytest.raises(BusyError) as caught:
            async with FileLock(path, timeout_s=0.1).hold():
                pass

        assert f"process {holder.pid} since 20" in str(caught.value)
        assert "write lock was not free within 0.1 s" in str(caught.value)


async def test_a_killed_holder_leaves_no_lock_behind(path: Path) -> None:
    with another_process_holding(path) as holder:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(taken, path)
            await anyio.lowlevel.checkpoint()
            holder.kill()

    assert await taken(path)


def test_processes_take_turns(path: Path, tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")

    processes = [
        subprocess.Popen([*HOLDER, "count", str(path), str(counter), "50"]) for _ in range(3)
    ]

    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert counter.read_text() == "150"


async def test_a_wait_that_was_given_up_does_not_keep_the_lock_later(path: Path) -> None:
    lock = FileLock(path, timeout_s=0.1)
    with another_process_holding(path):
        with pytest.raises(BusyError):
            async with lock.hold():
                pass
        with anyio.move_on_after(0.1) as scope:
            async with FileLock(path, timeout_s=30.0).hold():
                pass
        assert scope.cancelled_caught

    assert await taken(path)


def test_a_wait_that_outlived_its_event_loop_does_not_keep_the_lock(path: Path) -> None:
    async def give_up() -> None:
        with pytest.raises(BusyError):
            async with FileLock(path, timeout_s=0.1).hold():
                pass

    with another_process_holding(path):
        anyio.run(give_up)

    assert anyio.run(taken, path)


async def test_tasks_of_one_process_queue(path: Path) -> None:
    lock = FileLock(path, timeout_s=30.0)
    events: list[str] = []

    async def hold(name: str) -> None:
        async with lock.hold():
            events.append(f"{name} in")
            await anyio.lowlevel.checkpoint()
            events.append(f"{name} out")

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(hold, "first")
        tasks.start_soon(hold, "second")

    assert events == ["first in", "first out", "second in", "second out"]


async def test_the_deadline_covers_the_queue_inside_the_process_too(path: Path) -> None:
    lock = FileLock(path, timeout_s=0.1)

    async def in_vain() -> None:
        with pytest.raises(BusyError):
            async with lock.hold():
                pass

    async with lock.hold(), anyio.create_task_group() as tasks:
        tasks.start_soon(in_vain)

    assert await taken(path)


def test_the_lock_file_stays_the_same_file(path: Path) -> None:
    assert anyio.run(taken, path)
    first = path.stat().st_ino
    assert anyio.run(taken, path)

    assert path.stat().st_ino == first
    assert path.stat().st_mode & 0o777 == 0o600


async def test_a_nonblocking_lock_is_not_acquired_twice(path: Path) -> None:
    lock, other = FileLock(path, timeout_s=1.0), FileLock(path, timeout_s=1.0)

    async with lock.try_hold() as first, other.try_hold() as second:
        assert (first, second) == (True, False)
    async with other.try_hold() as third:
        assert third


async def test_a_lock_file_that_cannot_be_made_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "missing" / "write.lock", timeout_s=1.0)

    with pytest.raises(StoreError, match="is gone: bring the store's folder back"):
        async with lock.hold():
            pass


async def test_a_folder_in_the_place_of_a_lock_is_to_be_removed(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"is not a file .*: remove it"):
        async with FileLock(tmp_path, timeout_s=1.0).hold():
            pass
