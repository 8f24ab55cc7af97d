"""Serving one client over standard input and output.

While serving, the library keeps file descriptor 1 for the protocol and redirects all other output
to stderr. So a print in any library, native or not, cannot break a message.
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
        """Serve until the client closes stdin."""
        ...


async def serve_stdio(server: StdioServer, *, before_end: Callable[[], Awaitable[None]]) -> None:
    """Serve until the client closes stdin; a signal ends the process itself.

    Args:
        server: The server.
        before_end: Finishes what is under way, in bounded time; called before a signal ends it.
    """
    try:
        async with anyio.create_task_group() as tasks:
            # Windows has no such signals: a client there closes stdin or ends the process.
            if sys.platform != "win32":
                await tasks.start(_obey_signals, before_end)
            await server.run_stdio_async()
            tasks.cancel_scope.cancel()
    except* BrokenPipeError:
        log.info("the client no longer reads")


async def _obey_signals(
    before_end: Callable[[], Awaitable[None]], *, task_status: TaskStatus[None]
) -> None:
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        task_status.started()
        async for number in signals:
            log.info("ending on %s", number.name)
            await before_end()
            # A thread blocks in reading stdin and nothing can wake it, so the stack cannot unwind.
            # The sender of the signal also expects the process to die of it.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
