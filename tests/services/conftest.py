"""Each test gets a world of its own: one process on an empty store."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from mcp_mem0.services.deciding.pipelines.single import SinglePipeline
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import World, opened_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncGenerator[World]:
    async with opened_world(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
async def asked(tmp_path: Path) -> AsyncGenerator[tuple[World, World, ScriptedModel]]:
    """A process without a model, and another one with a model, on the same store."""
    model = ScriptedModel()
    async with (
        opened_world(tmp_path / "store") as rules,
        opened_world(
            tmp_path / "store", decider=SinglePipeline(model=model), model=model, clock=rules.clock
        ) as world,
    ):
        yield rules, world, model
