"""Serving one client over standard input and output.

While serving, the library keeps file descriptor 1 for the protocol and points everybody else's
at stderr, so a print in any library, native ones included, cannot break a message.
"""

import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Protocol

import anyio
from anyio.abc import TaskStatus

log = logging.getLogger(__name__)


class StdioServer(Protocol):
    """A server that can speak over standard input and output."""

    async def run_stdio_async(self) -> None:
        """Serve until the client closes our input."""
        ...


async def serve_stdio(server: StdioServer, *, before_end: Callable[[], Awaitable[None]]) -> None:
    """Serve until the client closes our input; a signal ends the process itself.

    Args:
        server: What is served.
        before_end: Finishes what is under way, within bounds; called before a signal is obeyed.
    """
    try:
        async with anyio.create_task_group() as tasks:
            # Windows has no such signals: a client there closes our input or ends the process.
            if sys.platform != "win32":
                await tasks.start(_obey_signals, before_end)
            await server.run_stdio_async()
            tasks.cancel_scope.cancel()
    except* BrokenPipeError:
        log.info("the client does not read any more")


async def _obey_signals(
    before_end: Callable[[], Awaitable[None]], *, task_status: TaskStatus[None]
) -> None:
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        task_status.started()
        async for number in signals:
            log.info("ending on %s", number.name)
            await before_end()
            # A thread is blocked in reading our input, and nothing can wake it: so no unwinding.
            # Dying of the signal is also what whoever sent it expects to see.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
