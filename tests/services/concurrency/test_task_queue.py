"""Background tasks continue without their caller, in order within a key, and fail alone."""

from collections.abc import Awaitable, Callable

import anyio
import pytest

from mcp_mem0.domain.errors import Mem0Error, StoreError
from mcp_mem0.services.concurrency.task_queue import TaskQueue


async def nothing() -> str:
    return "done"


async def test_a_caller_that_waits_gets_the_result() -> None:
    async with anyio.create_task_group() as tasks:
        running = TaskQueue(tasks).start("key", nothing)

        assert await running.wait_for_result() == "done"
        assert await running.poll_result(0.0) == "done"


async def test_a_caller_that_does_not_wait_leaves_the_work_running() -> None:
    door = anyio.Event()

    async def work() -> str:
        await door.wait()
        return "done"

    async with anyio.create_task_group() as tasks:
        running = TaskQueue(tasks).start("key", work)
        assert await running.poll_result(0.0) is None
        door.set()
        assert await running.wait_for_result() == "done"


async def test_work_may_join_the_queue_later() -> None:
    order: list[str] = []

    def noting(name: str) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            order.append(name)

        return work

    async with anyio.create_task_group() as tasks:
        background = TaskQueue(tasks)
        later = background.start("key", noting("later"), after_s=0.01)
        background.start("key", noting("at once"))
        await later.wait_for_result()

    assert order == ["at once", "later"]


async def test_tasks_with_one_key_run_in_order_and_others_concurrently() -> None:
    door = anyio.Event()
    order: list[str] = []

    def noting(name: str) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            if name == "first":
                await door.wait()
            order.append(name)

        return work

    async with anyio.create_task_group() as tasks:
        background = TaskQueue(tasks)
        background.start("one", noting("first"))
        last = background.start("one", noting("second"))
        await background.start("two", noting("beside")).wait_for_result()
        door.set()
        await last.wait_for_result()

    assert order == ["beside", "first", "second"]


async def test_no_more_work_runs_at_once_than_allowed() -> None:
    door = anyio.Event()
    entered: list[int] = []

    def work(number: int) -> Callable[[], Awaitable[None]]:
        async def wait() -> None:
            entered.append(number)
            await door.wait()

        return wait

    async with anyio.create_task_group() as tasks:
        background = TaskQueue(tasks, at_once_max=2)
        running = [background.start(number, work(number)) for number in range(5)]
        await anyio.wait_all_tasks_blocked()
        assert entered == [0, 1]
        door.set()
        for each in running:
            await each.wait_for_result()

    assert entered == [0, 1, 2, 3, 4]


async def test_a_failure_reaches_only_its_own_caller() -> None:
    async def fail() -> str:
        raise StoreError("the disk is full: make room")

    async with anyio.create_task_group() as tasks:
        background = TaskQueue(tasks)
        failing = background.start("key", fail)
        fine = background.start("key", nothing)

        with pytest.raises(StoreError, match="the disk is full"):
            await failing.wait_for_result()
        assert await fine.wait_for_result() == "done"


async def test_a_fault_of_the_program_is_logged_and_ends_nothing_else(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fail() -> str:
        return {"known": "done"}["unknown"]

    async with anyio.create_task_group() as tasks:
        background = TaskQueue(tasks)

        with pytest.raises(Mem0Error, match="internal error: the server") as raised:
            await background.start("key", fail).wait_for_result()
        assert isinstance(raised.value.__cause__, KeyError)
        assert await background.start("key", nothing).wait_for_result() == "done"

    assert "KeyError" in caplog.text
