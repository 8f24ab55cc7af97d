"""Many clients are given a copy of a memory, and each id that it tells is known by its turn."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.evals.datasets.dataset import ForgetAct
from mcp_mem0.evals.experiments.clients.asked_memory import AskedMemory, copy_memory
from mcp_mem0.evals.experiments.growing.forget_acts import carry_out_forgetting
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS
from mcp_mem0.evals.systems.open_memory import OpenMemory, locate_store, open_memory
from mcp_mem0.evals.systems.open_source import open_builder
from tests.support.doubles import ReadableEmbedder
from tests.support.messages_api import MessagesServer, messages_server
from tests.support.remembering_model import adding
from tests.support.two_friends import FRIENDS, ask, settings_for

BY_NAME = {construction.name: construction for construction in CONSTRUCTIONS}


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        served.will_usually_answer(adding)
        yield served


async def copied(folder: Path, settings: Settings, name: str) -> AskedMemory:
    embedder = ReadableEmbedder()
    async with open_builder(
        BY_NAME[name], FRIENDS, folder / "stores", settings, embedder=embedder
    ) as builder:
        async for _ in builder.remember_sessions():
            pass
    return await copy_memory(
        BY_NAME[name], FRIENDS, folder / "stores", folder / "copy", settings, embedder=embedder
    )


def opened(store: Path) -> AbstractAsyncContextManager[OpenMemory]:
    return open_memory(
        BY_NAME["rules"],
        FRIENDS,
        store,
        settings_for(),
        decides=True,
        embedder=ReadableEmbedder(),
    )


async def count_messages(memory: OpenMemory) -> int:
    return await memory.services.records.count(Excerpt, Filter(spaces=(memory.space,)))


async def test_facts_and_messages_are_of_the_turns_that_said_them(
    tmp_path: Path, model: MessagesServer
) -> None:
    memory = await copied(tmp_path, settings_for(model.url), "mem0-single")

    messages = [turn for row_id, turn in memory.turns.items() if row_id.startswith("m_")]
    facts = [turn for row_id, turn in memory.turns.items() if row_id.startswith("f_")]
    assert sorted(messages) == sorted(facts) == ["D1:1", "D1:2", "D2:1", "D2:2", "D3:1"]


async def test_what_is_forgotten_in_the_copy_stays_in_the_memory(tmp_path: Path) -> None:
    memory = await copied(tmp_path, settings_for(), "rules")
    original = locate_store(tmp_path / "stores", BY_NAME["rules"], FRIENDS)
    act = ForgetAct(after_session=3, turns=("D1:2",))
    async with opened(memory.store) as copy:
        await carry_out_forgetting(copy, act)
        left_in_copy = await count_messages(copy)
    async with opened(original) as kept:
        left_in_original = await count_messages(kept)

    assert (left_in_copy, left_in_original) == (4, 5)


async def test_evidence_is_counted_by_turns_and_unknown_ids_are_none(tmp_path: Path) -> None:
    memory = await copied(tmp_path, settings_for(), "rules")
    question = ask("Who painted a boat?")
    boat = next(row_id for row_id, turn in memory.turns.items() if turn == "D1:2")

    def share(evidence: tuple[str, ...], *ids: str) -> float:
        return memory.compute_share(replace(question, evidence=evidence), ids)

    assert share(("D1:2",), boat) == 1.0
    assert share(("D1:2", "D3:1"), boat, "m_unknown") == 0.5
    assert share(("D3:1",), "m_unknown") == 0.0
