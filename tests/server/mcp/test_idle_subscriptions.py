"""A server that nobody watches does not wake up."""

import asyncio
from collections.abc import Callable
from contextvars import Context

import anyio
import anyio.lowlevel

from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.results.change_notice import ChangeNotice
from mcp_mem0.server.mcp.subscriptions import Subscriptions

CHECKPOINTS = 20


class TimerLoop(asyncio.SelectorEventLoop):
    """An event loop that counts what it is to do later."""

    timers = 0

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *arguments: object,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        self.timers += 1
        return super().call_at(when, callback, *arguments, context=context)


class Unread:
    """A source that nobody asks."""

    async def read_revision(self, space: str) -> int:
        raise AssertionError(space)

    async def build_notice(self, space: str, revision: int) -> ChangeNotice:
        raise AssertionError(space, revision)


def test_what_nobody_watches_is_not_polled() -> None:
    loop = TimerLoop()

    async def idle() -> None:
        caller = Caller(author="", session=None, space="default", read_spaces=("default",))
        subscriptions = Subscriptions(Unread(), caller)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(subscriptions.run)
            for _ in range(CHECKPOINTS):
                await anyio.lowlevel.checkpoint()
            tasks.cancel_scope.cancel()

    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(idle())

    assert loop.timers == 0
