"""Reports progress to the client of a long call."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, NoReturn, TypeVar

import anyio
from mcp.server.mcpserver import Context

INTERVAL_S: Final = 1.0

T = TypeVar("T")


async def run_with_progress(context: Context[Any, Any], act: Callable[[], Awaitable[T]]) -> T:
    """Await an act; report the elapsed time each second to a client that asked for progress.

    Cancelling the call cancels the act.
    """
    tasks = anyio.create_task_group()
    await tasks.__aenter__()
    tasks.start_soon(_report_progress, context)
    try:
        return await act()
    finally:
        tasks.cancel_scope.cancel()
        # An error of the act must not arrive in a group.
        await tasks.__aexit__(None, None, None)


async def _report_progress(context: Context[Any, Any]) -> NoReturn:
    started = anyio.current_time()
    while True:
        await anyio.sleep(INTERVAL_S)
        passed_s = round(anyio.current_time() - started)
        await context.report_progress(passed_s, message=f"working for {passed_s} s")
