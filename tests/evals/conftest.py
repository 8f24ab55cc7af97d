"""Each test gets a world of its own: one process on an empty store."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.support.wired_services import World, opened_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[World]:
    async with opened_world(tmp_path / "store") as opened:
        yield opened
