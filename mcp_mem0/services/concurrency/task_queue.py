"""Tasks that continue when their caller no longer waits, a bounded number at once.

Work with the same key (a session) runs in the order in which it was started, because later
words may correct earlier ones.
"""

import logging
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

import anyio
from anyio.abc import TaskGroup

from mcp_mem0.domain.errors import Mem0Error

_log = logging.getLogger(__name__)

T = TypeVar("T")


class TaskFailedError(Mem0Error):
    """An internal error ended the task; the log has the details."""


class QueuedTask(Generic[T]):
    """A task that was started, and its result once there is one."""

    def __init__(self) -> None:
        self._done = anyio.Event()
        self._results: list[T] = []
        self._failure: Mem0Error | None = None

    async def wait_for_result(self) -> T:
        """Return the result, however long it takes.

        Raises:
            Mem0Error: The work failed.
        """
        await self._done.wait()
        if self._failure is not None:
            raise self._failure
        return self._results[0]

    async def poll_result(self, wait_s: float) -> T | None:
        """Return the result, or None if there is none after `wait_s` seconds.

        Raises:
            Mem0Error: The work failed.
        """
        with anyio.move_on_after(wait_s):
            await self._done.wait()
        return await self.wait_for_result() if self._done.is_set() else None

    def finish(self, result: T) -> None:
        """Set the result."""
        self._results.append(result)
        self._done.set()

    def fail(self, failure: Mem0Error) -> None:
        """Set the error that is raised instead of a result."""
        self._failure = failure
        self._done.set()


class TaskQueue:
    """Runs tasks in a task group that outlives their callers.

    Args:
        tasks: The task group; cancelling it stops what is running.
        at_once_max: How many tasks run at the same time.
    """

    def __init__(self, tasks: TaskGroup, *, at_once_max: int = 4) -> None:
        self._tasks = tasks
        self._places = anyio.CapacityLimiter(at_once_max)
        self._queues: dict[Hashable, _KeyQueue] = {}

    def start(
        self, key: Hashable, work: Callable[[], Awaitable[T]], *, after_s: float = 0.0
    ) -> QueuedTask[T]:
        """Queue a task behind those with the same key, and return at once.

        Args:
            key: Tasks with the same key run one after another.
            work: The task.
            after_s: Seconds before it joins the queue.
        """
        running: QueuedTask[T] = QueuedTask()
        queue = self._queues.setdefault(key, _KeyQueue())
        queue.length += 1
        self._tasks.start_soon(self._run, key, queue, work, running, after_s)
        return running

    async def _run(
        self,
        key: Hashable,
        queue: "_KeyQueue",
        work: Callable[[], Awaitable[T]],
        running: QueuedTask[T],
        after_s: float,
    ) -> None:
        try:
            if after_s > 0:
                await anyio.sleep(after_s)
            # The queue first: a task that waits for its turn must not take a place.
            async with queue.turn, self._places:
                running.finish(await work())
        except Mem0Error as error:
            # The message may quote stored text, which must not be logged.
            _log.info("background work failed: %s", type(error).__name__)
            running.fail(error)
        except Exception as error:  # noqa: BLE001 - the outermost edge: one failure must not end all work
            _log.exception("background work failed")
            fault = TaskFailedError("internal error: the server's log has the details")
            # Whoever waits may know what the cause means.
            fault.__cause__ = error
            running.fail(fault)
        finally:
            queue.length -= 1
            if queue.length == 0:
                del self._queues[key]


class _KeyQueue:
    """The tasks that wait for one key, first come, first served."""

    def __init__(self) -> None:
        self.turn = anyio.Lock()
        self.length = 0
