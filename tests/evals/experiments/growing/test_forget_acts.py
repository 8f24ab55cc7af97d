"""What somebody asks to be forgotten goes, with whatever says the same, and nothing else."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.evals.datasets.dataset import ForgetAct
from mcp_mem0.evals.experiments.growing.forget_acts import carry_out_forgetting
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS
from mcp_mem0.evals.systems.open_memory import OpenMemory
from mcp_mem0.evals.systems.open_source import open_builder
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import MessagesServer, messages_server
from tests.support.remembering_model import adding
from tests.support.two_friends import BAKERY, BOAT, FRIENDS, LIGHTHOUSE, settings_for

BY_NAME = {construction.name: construction for construction in CONSTRUCTIONS}
OPEN = Filter(spaces=("default",))
BOAT_ACT = ForgetAct(after_session=3, turns=("D1:2",))


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(adding)
        yield served


@asynccontextmanager
async def built(
    stores: Path, settings: Settings, name: str = "rules"
) -> AsyncGenerator[OpenMemory]:
    async with open_builder(
        BY_NAME[name], FRIENDS, stores, settings, embedder=ReadableEmbedder()
    ) as builder:
        async for _ in builder.remember_sessions():
            pass
        yield builder.memory
        assert await builder.memory.services.check.find_violations() == []


async def read_open(memory: OpenMemory) -> list[str]:
    records = memory.services.records
    rows = [*await records.find(Excerpt, OPEN), *await records.find(Fact, OPEN)]
    return [row.text for row in rows]


async def test_the_message_of_a_turn_goes_and_the_others_stay(tmp_path: Path) -> None:
    async with built(tmp_path, settings_for()) as memory:
        was_there = await carry_out_forgetting(memory, BOAT_ACT)
        left = await read_open(memory)

    assert was_there
    assert BOAT not in left
    assert {BAKERY, LIGHTHOUSE} <= {*left}


async def test_the_facts_drawn_from_a_turn_go_with_it(
    tmp_path: Path, model: MessagesServer
) -> None:
    async with built(tmp_path, settings_for(model.url), "mem0-single") as memory:
        before = await read_open(memory)
        await carry_out_forgetting(memory, BOAT_ACT)
        left = await read_open(memory)

    assert before.count(BOAT) == 2
    assert BOAT not in left
    assert left.count(BAKERY) == 2


async def test_what_is_forgotten_already_is_passed_over(tmp_path: Path) -> None:
    async with built(tmp_path, settings_for()) as memory:
        first = await carry_out_forgetting(memory, BOAT_ACT)
        left = await read_open(memory)
        again = await carry_out_forgetting(memory, BOAT_ACT)

        assert (first, again) == (True, False)
        assert await read_open(memory) == left
