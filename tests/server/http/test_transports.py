"""Three transports, one memory: what is the same over each of them."""

from pathlib import Path

import anyio
import pytest

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.doubles import FixedClock
from tests.support.http_server import TRANSPORTS, Served, served
from tests.support.mcp_calls import call_text, recalled, receipt, refused

pytestmark = pytest.mark.anyio


async def test_what_one_client_remembers_another_recalls_by_another_way(
    open_server: Served,
) -> None:
    for number, transport in enumerate(TRANSPORTS):
        async with open_server.client(transport) as client:
            await call_text(client, "remember", content=f"Ana owns bicycle number {number}")

    for transport in TRANSPORTS:
        async with open_server.client(transport) as client:
            found = await recalled(client, query="Which bicycles does Ana own?")
            assert len(found.memories) == len(TRANSPORTS)


async def test_without_a_token_the_author_is_the_client(
    open_server: Served, transport: str
) -> None:
    async with open_server.client(transport, name="terminal") as client:
        await call_text(client, "remember", content="Ana lives in Oslo")
        found = await recalled(client, query="Ana", detail="full")

    assert found.memories[0].author == "terminal"


async def test_with_a_token_the_author_is_the_subject_with_the_client(
    server: Served, transport: str
) -> None:
    token = await server.token("ana", "team")
    async with server.client(transport, token=token, name="terminal") as client:
        await call_text(client, "remember", content="Ana lives in Oslo")
        found = await recalled(client, query="Ana", detail="full")

    assert (found.memories[0].author, found.space) == ("ana (terminal)", "team")


async def test_a_token_writes_to_its_first_space_and_reads_all_of_them(
    server: Served, transport: str
) -> None:
    token = await server.token("ana", "ana", "team")
    async with server.client(transport, token=token) as client:
        # Nothing is in either yet, and that is no error.
        assert not (await recalled(client, query="Ana")).memories
        await call_text(client, "remember", content="Ana lives in Oslo")
        await call_text(client, "remember", content="Ana leads Lanternfish", space="team")
        found = await recalled(client, query="Ana")

    assert {memory.space for memory in found.memories} == {"ana", "team"}


async def test_a_transports_session_is_one_conversation_and_its_id_is_not_kept(
    open_server: Served,
) -> None:
    async with open_server.client(TRANSPORTS[0]) as one, open_server.client("sse") as other:
        await call_text(one, "remember", content="Ana lives in Oslo")
        await call_text(one, "remember", content="Ana owns a boat")
        await call_text(other, "remember", content="Ben lives in Rome")
        services = await open_server.app.get_services()
        facts = await services.records.find(Fact, Filter(spaces=("default",)))

    sessions = {fact.text: fact.session for fact in facts}
    assert sessions["Ana lives in Oslo"] == sessions["Ana owns a boat"]
    assert sessions["Ana lives in Oslo"] != sessions["Ben lives in Rome"]
    assert all(session.startswith("http-") for session in sessions.values())


async def test_stateless_calls_of_one_author_are_one_conversation_until_half_an_hour_passes(
    tmp_path: Path,
) -> None:
    clock = FixedClock()
    async with served(tmp_path, clock=clock) as server, server.client() as client:
        await call_text(client, "remember", content="Ana lives in Oslo")
        await call_text(client, "remember", content="Ana owns a boat")
        clock.advance(minutes=31)
        await call_text(client, "remember", content="Ben lives in Rome")
        services = await server.app.get_services()
        facts = await services.records.find(Fact, Filter(spaces=("default",)))

    sessions = {fact.text: fact.session for fact in facts}
    assert sessions["Ana lives in Oslo"] == sessions["Ana owns a boat"]
    assert sessions["Ana lives in Oslo"] != sessions["Ben lives in Rome"]


async def test_the_tools_are_the_same_four_over_every_transport(
    open_server: Served, transport: str
) -> None:
    async with open_server.client(transport) as client:
        listed = await client.list_tools()

    assert [tool.name for tool in listed.tools] == ["remember", "recall", "relate", "forget"]


async def test_a_correction_and_an_undo_work_over_every_transport(
    open_server: Served, transport: str
) -> None:
    async with open_server.client(transport) as client:
        old = await receipt(client, "remember", content="Ana lives in Rome")
        assert old.operations
        await call_text(
            client, "remember", content="Ana lives in Oslo", replaces=[old.operations[0].id]
        )
        [fact] = (await recalled(client, query="Where does Ana live?", limit=1)).memories
        forgotten = await receipt(client, "forget", ids=[fact.id or ""])
        await call_text(client, "forget", undo=forgotten.change)
        [back] = (await recalled(client, query="Where does Ana live?", limit=1)).memories

    assert (fact.text, back.text) == ("Ana lives in Oslo", "Ana lives in Oslo")


async def test_bad_input_is_one_sentence_over_every_transport(
    open_server: Served, transport: str
) -> None:
    async with open_server.client(transport) as client:
        assert "has no parameter 'contentt'" in await refused(client, "remember", contentt="x")


async def test_health_says_only_that_it_lives_and_ready_that_the_store_is_open(
    server: Served,
) -> None:
    async with server.browser() as browser:
        health = await browser.get("/health")
        ready = await browser.get("/ready")

    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


async def test_a_store_that_cannot_be_opened_is_not_ready_and_does_not_say_why(
    tmp_path: Path,
) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    async with served(tmp_path) as server, server.browser() as browser:
        ready = await browser.get("/ready")
        health = await browser.get("/health")

    assert (ready.status_code, ready.json()) == (503, {"status": "not ready"})
    assert health.status_code == 200


async def test_many_connections_share_one_store(open_server: Served) -> None:
    services = await open_server.app.get_services()
    answers: list[str] = []

    async def remember(number: int) -> None:
        transport = TRANSPORTS[number % len(TRANSPORTS)]
        async with open_server.client(transport, name=f"client {number}") as client:
            answers.append(
                await call_text(client, "remember", content=f"Fact {number} is kept", wait_s=60)
            )

    async with anyio.create_task_group() as tasks:
        for number in range(9):
            tasks.start_soon(remember, number)

    assert await open_server.app.get_services() is services
    assert await services.records.count(Fact, Filter(spaces=("default",))) == 9, answers
