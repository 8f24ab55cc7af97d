"""A run asks a copy of each of its memories with real clients, through a server of its own."""

from pathlib import Path

import pytest

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.evals.experiments.clients.asked_memory import copy_memory
from mcp_mem0.evals.experiments.clients.client_rounds import RoundPlan
from mcp_mem0.evals.experiments.clients.run_clients import ask_in_rounds, run_clients
from mcp_mem0.evals.runs.steps.experiment_input import ExperimentInput
from mcp_mem0.evals.systems.catalogue import SYSTEMS, list_constructions
from mcp_mem0.evals.systems.open_memory import locate_store, open_memory
from mcp_mem0.evals.systems.open_source import open_builder
from tests.support.experiment_run import CONVERSATION, given, planned
from tests.support.messages_api import Fails, messages_server
from tests.support.two_friends import settings_for

(RULES,) = list_constructions([SYSTEMS["rules"]])


async def count_messages(run: ExperimentInput) -> int:
    store = locate_store(run.folder.stores, RULES, CONVERSATION)
    async with open_memory(RULES, CONVERSATION, store, run.settings, decides=False) as memory:
        return await memory.services.records.count(Excerpt, Filter(spaces=(memory.space,)))


@pytest.mark.heavy
@pytest.mark.timeout(180)
async def test_many_clients_find_what_one_finds_and_the_memory_stays_as_it_is(
    tmp_path: Path,
) -> None:
    run = given(tmp_path / "run", planned("rules", "rules+tuned", "full-context"))
    result = await run_clients(run)
    again = await run_clients(run)

    assert [(each.name, each.readers, each.writers) for each in result.rounds] == [
        ("alone", 1, 0),
        ("together", 8, 0),
        ("others write beside", 8, 2),
        ("others write here", 8, 2),
    ]
    assert {each.construction for each in result.rounds} == {"rules"}
    assert [each.errors for each in result.rounds] == [0, 0, 0, 0], result.rounds
    assert [each.asked for each in result.rounds] == [4, 32, 32, 32]
    alone, *quiet, _ = result.rounds
    assert [each.equal for each in quiet] == [1.0, 1.0]
    assert [each.evidence_recall for each in quiet] == [alone.evidence_recall] * 2
    assert [each.written > 0 for each in result.rounds] == [False, False, True, True]
    assert again == result
    assert await count_messages(run) == 8


@pytest.mark.heavy
@pytest.mark.timeout(180)
async def test_no_round_is_compared_with_itself_where_the_first_told_nothing(
    tmp_path: Path,
) -> None:
    stores, settings = tmp_path / "stores", settings_for()
    async with open_builder(RULES, CONVERSATION, stores, settings) as builder:
        async for _ in builder.remember_sessions():
            pass
    memory = await copy_memory(RULES, CONVERSATION, stores, tmp_path / "store", settings)
    plans = (RoundPlan(name="alone", readers=0), RoundPlan(name="together", readers=2))

    alone, together = await ask_in_rounds(
        memory, tmp_path, settings, show_done=lambda _: None, plans=plans
    )

    assert (alone.asked, together.asked) == (0, 8)
    assert (together.equal, together.kept) == (None, None)


async def test_a_memory_that_cannot_be_built_has_no_rounds(tmp_path: Path) -> None:
    with messages_server() as model:
        model.will_usually_answer(lambda _: Fails(status=401, said="no such key"))
        run = given(tmp_path / "run", planned("mem0-single"), settings_for(model.url))
        result = await run_clients(run)

    assert result.rounds == ()
    assert run.account.failures == 1


async def test_a_run_without_memories_has_no_rounds(tmp_path: Path) -> None:
    run = given(tmp_path / "run", planned("full-context", "rag-512-2"))

    assert (await run_clients(run)).rounds == ()
