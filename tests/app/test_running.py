"""The life of the app, without a server."""

from pathlib import Path

import anyio
import pytest

from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain.requests.model import OverviewRequest
from tests.support.doubles import FixedClock, ReadableEmbedder

pytestmark = pytest.mark.anyio


async def test_calls_have_paused_after_one_has_ended_and_not_before(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"))
    pauses: list[int] = []
    paused = anyio.Event()

    async with App(settings, embedder=ReadableEmbedder(), now=FixedClock()) as app:

        async def count_pauses() -> None:
            while True:
                await app.wait_until_quiet(0)
                pauses.append(len(pauses) + 1)
                paused.set()

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(count_pauses)
            await anyio.wait_all_tasks_blocked()
            assert pauses == []
            await app.read_overview(OverviewRequest(spaces=(), since=FixedClock()()))
            with anyio.fail_after(5):
                await paused.wait()
            await anyio.wait_all_tasks_blocked()
            tasks.cancel_scope.cancel()

    assert pauses == [1]
