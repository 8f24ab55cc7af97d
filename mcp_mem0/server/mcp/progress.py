"""Telling a client that a long call is still at work."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, NoReturn, TypeVar

import anyio
from mcp.server.mcpserver import Context

EVERY_S: Final = 1.0

T = TypeVar("T")


async def run_with_progress(context: Context[Any, Any], act: Callable[[], Awaitable[T]]) -> T:
    """Await an act; a client that asked for progress is told each second how long it took so far.

    Cancelling the call cancels the act.
    """
    tasks = anyio.create_task_group()
    await tasks.__aenter__()
    tasks.start_soon(_tell, context)
    try:
        return await act()
    finally:
        tasks.cancel_scope.cancel()
        # An error of the act must not arrive in a group.
        await tasks.__aexit__(None, None, None)


async def _tell(context: Context[Any, Any]) -> NoReturn:
    started = anyio.current_time()
    while True:
        await anyio.sleep(EVERY_S)
        passed_s = round(anyio.current_time() - started)
        await context.report_progress(passed_s, message=f"at work for {passed_s} s")
