"""A forgotten fact does not come back another way, and only what was named is forgotten."""

from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from mcp_mem0.domain.errors import NotFoundError, RequestError
from mcp_mem0.domain.model.operations import Add, Noop
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.domain.requests.model import ForgetQuery, ForgetSession
from mcp_mem0.ports import DecisionInput
from tests.support.doubles import ScriptedDecider
from tests.support.wired_services import ASK, World, fact_id, opened_world


async def test_a_fact_is_forgotten_with_its_relations_and_its_message(world: World) -> None:
    await world.relate("Ben", "lives_in", "Oslo")
    gone = await world.relate("Ana", "lives_in", "Rome")

    receipt = await world.forget(fact_id(gone))

    assert (receipt.act, receipt.status, receipt.excerpts) == ("forget", "done", 1)
    assert [closed.text for closed in receipt.outcomes[0].closed] == ["Ana lives in Rome"]
    assert receipt.effort.decided_by == "the caller"
    assert await world.texts() == ["Ben lives in Oslo"]
    assert await world.relations() == ["Ben lives in Oslo"]
    assert await world.excerpts() == ["Ben lives in Oslo"]


async def test_the_messages_of_earlier_revisions_are_forgotten_too(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    await world.state("Ana lives in Oslo", rome)

    await world.forget(rome)

    assert await world.excerpts() == []


async def test_messages_that_repeat_the_fact_are_forgotten_too(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    await world.state("ana lives in ROME!")
    await world.say("Ana lives in Rome.", "Ana likes tea")

    await world.forget(rome)

    assert await world.excerpts() == ["Ana likes tea"]


async def test_messages_that_were_decided_as_repeats_are_forgotten_too(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        rome = Statement.from_words("I live in Rome")
        decider.will_answer(Add(statement=rome, reason="said"))
        rome_id = fact_id(await world.say("I live in Rome"))

        async def repeat(case: DecisionInput) -> list[Noop]:
            return [Noop(target=case.shown[0].fact, reason="known", position=1)]

        decider.will_answer_with(repeat)
        await world.say("The weather is fine", "Rome is where I live")
        await world.forget(rome_id)

        assert await world.excerpts() == ["The weather is fine"]


async def test_one_unknown_id_among_known_ones_forgets_nothing(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))

    with pytest.raises(NotFoundError):
        await world.forget(rome, "f_06w2q7k3d")

    assert await world.texts() == ["Ana lives in Rome"]


async def test_what_is_forgotten_already_is_refused_by_name(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    first = await world.forget(rome)

    with pytest.raises(RequestError) as caught:
        await world.forget(rome)

    assert f"was forgotten already on 2026-03-01T12:00 by change {first.change}" in str(
        caught.value
    )


async def test_a_session_is_forgotten_with_everything_from_it(world: World) -> None:
    await world.state("Ana lives in Rome")
    await world.relate("Ana", "knows", "Ben")
    await world.say("It is warm")
    await world.leave_pending("Ana likes tea")
    evening = replace(ASK, session="evening")
    await world.state("Ben lives in Oslo", ask=evening)

    receipt = await world.ask_forget(ForgetSession(session="morning"))

    assert len(receipt.outcomes) == 2
    assert await world.texts() == ["Ben lives in Oslo"]
    assert await world.relations() == []
    assert await world.excerpts() == ["Ben lives in Oslo"]
    assert await world.settle_due() == 0


async def test_a_session_that_nothing_came_from_is_unknown(world: World) -> None:
    with pytest.raises(NotFoundError) as caught:
        await world.ask_forget(ForgetSession(session="monday"))

    assert "nothing is remembered from session 'monday' in space 'home'" in str(caught.value)


async def test_a_query_only_lists(world: World) -> None:
    await world.state("Ana lives in Rome")
    await world.state("Ben plays chess")

    receipt = await world.ask_forget(ForgetQuery(query="where does Ana live"))

    assert [found.text for found in receipt.found] == ["Ana lives in Rome"]
    assert "nothing was forgotten" in receipt.notes[0]
    assert len(await world.texts()) == 2


async def test_a_query_that_matches_nothing_says_so(world: World) -> None:
    receipt = await world.ask_forget(ForgetQuery(query="anything"))

    assert receipt.found == ()
    assert "nothing would be forgotten" in receipt.notes[0]


async def test_a_dry_run_shows_what_would_go(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))

    receipt = await world.forget(rome, dry_run=True)

    assert (receipt.status, receipt.change, receipt.excerpts) == ("dry_run", None, 1)
    assert [closed.text for closed in receipt.outcomes[0].closed] == ["Ana lives in Rome"]
    assert await world.texts() == ["Ana lives in Rome"]
    assert await world.excerpts() == ["Ana lives in Rome"]


async def test_a_forgotten_statement_can_be_stated_anew(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    await world.forget(rome)

    receipt = await world.state("Ana lives in Rome")

    assert receipt.outcomes[0].operation == "ADD"
    assert fact_id(receipt) != rome


async def test_two_concurrent_calls_forget_a_fact_once(tmp_path: Path) -> None:
    refused: list[RequestError] = []

    async def forget(world: World, name: str) -> None:
        try:
            await world.forget(name)
        except RequestError as error:
            refused.append(error)

    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as other,
    ):
        rome = fact_id(await one.state("Ana lives in Rome"))
        async with anyio.create_task_group() as race:
            race.start_soon(forget, one, rome)
            race.start_soon(forget, other, rome)

        assert len(refused) == 1
        assert [change.act for change in await one.changes()] == ["remember", "forget"]
