"""Several real clients ask one server, and what others write is seen only where they write it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from mcp_mem0.evals.datasets.own_files import parse_own_conversation
from mcp_mem0.evals.experiments.clients.asked_memory import AskedMemory, copy_memory
from mcp_mem0.evals.experiments.clients.asking_together import AskingTogether
from mcp_mem0.evals.experiments.clients.client_rounds import RoundEvents, RoundPlan
from mcp_mem0.evals.experiments.clients.server_process import ServerProcess
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS
from mcp_mem0.evals.systems.open_source import open_builder
from tests.support.doubles import ReadableEmbedder
from tests.support.http_server import Served, free_port, served
from tests.support.own_conversation import OWN
from tests.support.two_friends import settings_for

CONVERSATION = parse_own_conversation("own", OWN)
(RULES,) = [each for each in CONSTRUCTIONS if each.name == "rules"]


@asynccontextmanager
async def serving(folder: Path) -> AsyncGenerator[tuple[Served, AskedMemory]]:
    """Serve a copy of the memory of a conversation, in this process."""
    embedder = ReadableEmbedder()
    async with open_builder(
        RULES, CONVERSATION, folder / "stores", settings_for(), embedder=embedder
    ) as builder:
        async for _ in builder.remember_sessions():
            pass
    memory = await copy_memory(
        RULES,
        CONVERSATION,
        folder / "stores",
        folder / "store",
        settings_for(),
        embedder=embedder,
    )
    async with served(folder) as server:
        yield server, memory


async def ask(server: Served, memory: AskedMemory, plan: RoundPlan) -> RoundEvents:
    process = ServerProcess(url=f"{server.url}/mcp", tokens=server.tokens)
    return await AskingTogether(server=process, memory=memory, plan=plan).run()


async def test_each_reader_asks_every_question_and_is_told_the_same(tmp_path: Path) -> None:
    async with serving(tmp_path) as (server, memory):
        alone = await ask(server, memory, RoundPlan(name="alone", readers=1))
        together = await ask(server, memory, RoundPlan(name="together", readers=3))

    known = {each.question: each.ids for each in alone.answers}
    assert [each.question for each in alone.answers] == [
        "plays-then",
        "plays-now",
        "locker-then",
        "towns",
    ]
    assert sorted(each.question for each in together.answers) == sorted([*known] * 3)
    assert all(each.ids == known[each.question] for each in together.answers)
    assert (alone.errors, together.errors) == ((), ())
    assert together.seconds > 0


async def test_evidence_is_that_of_the_messages_told(tmp_path: Path) -> None:
    async with serving(tmp_path) as (server, memory):
        alone = await ask(server, memory, RoundPlan(name="alone", readers=1))

    shares = {each.question: each.evidence_share for each in alone.answers}
    assert (shares["plays-then"], shares["plays-now"]) == (1.0, 1.0)


async def test_what_is_written_beside_is_in_other_spaces(tmp_path: Path) -> None:
    plan = RoundPlan(name="others write beside", readers=2, writers=2)
    async with serving(tmp_path) as (server, memory):
        events = await ask(server, memory, plan)
        services = await server.app.get_services()
        spaces = await services.records.list_spaces()

    assert events.errors == ()
    assert events.written > 0
    assert {"beside-1", "beside-2"} <= {*spaces}


async def test_what_is_written_here_is_found_here(tmp_path: Path) -> None:
    plan = RoundPlan(name="others write here", readers=2, writers=1, is_same_space=True)
    async with serving(tmp_path) as (server, memory):
        events = await ask(server, memory, plan)
        services = await server.app.get_services()
        spaces = await services.records.list_spaces()

    assert events.errors == ()
    assert len(events.write_ms) > 0
    assert [*spaces] == [memory.space]


async def test_a_call_that_is_refused_is_an_error_and_ends_no_other(tmp_path: Path) -> None:
    async with serving(tmp_path) as (server, memory):
        huge = replace(memory.questions[0], text="word " * 2_000_000)
        refused = replace(memory, questions=(huge, memory.questions[1]))
        events = await ask(server, refused, RoundPlan(name="together", readers=2))

    assert {each.question for each in events.answers} == {"plays-now"}
    assert len(events.errors) == 2


async def test_a_server_that_is_not_there_is_an_error_of_each_client(tmp_path: Path) -> None:
    async with serving(tmp_path) as (server, memory):
        nowhere = ServerProcess(url=f"http://127.0.0.1:{free_port()}/mcp", tokens=server.tokens)
        plan = RoundPlan(name="others write beside", readers=2, writers=1)
        events = await AskingTogether(server=nowhere, memory=memory, plan=plan).run()

    assert (len(events.answers), events.written) == (0, 0)
    assert sorted(each.partition(":")[0] for each in events.errors) == [
        "reader-1",
        "reader-2",
        "writer-1",
    ]
