"""Waiting for two things at once; below ports, because services and adapters both do."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio

from mcp_mem0.domain.errors import Mem0Error

FirstT = TypeVar("FirstT")
SecondT = TypeVar("SecondT")


async def gather_two(
    first: Callable[[], Awaitable[FirstT]], second: Callable[[], Awaitable[SecondT]]
) -> tuple[FirstT, SecondT]:
    """Run two reads concurrently and return both results.

    A failure of either cancels the other and is raised as it is, not in a group.
    """
    firsts: list[FirstT] = []
    seconds: list[SecondT] = []

    async def run_first() -> None:
        firsts.append(await first())

    async def run_second() -> None:
        seconds.append(await second())

    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(run_first)
            tasks.start_soon(run_second)
    except ExceptionGroup as group:
        failure = next((each for each in group.exceptions if isinstance(each, Mem0Error)), None)
        raise failure or group.exceptions[0] from group
    return firsts[0], seconds[0]
