"""What a fact said before it was replaced or ended can be forgotten, and is told to no reader."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.operations import Add
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.domain.rendering import render_receipt, render_recollection
from mcp_mem0.domain.rendering.history import render_changes, render_history
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.erase import EraseForgotten, EraseRequest
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import (
    ForgetAuthor,
    ForgetQuery,
    ForgetSession,
    RecallRequest,
)
from mcp_mem0.domain.requests.parsing import parse_forget_request
from mcp_mem0.domain.results.receipts import Receipt
from tests.support.doubles import FixedClock, ScriptedDecider
from tests.support.recall_questions import ASKED, recalled, texts
from tests.support.wired_services import ASK, SPACE, World, fact_id, name_ids, opened_world

QUESTIONS = ("Where does the user live?", "Oslo", None)
OSLO = "The user lives in Oslo."
BERGEN = "The user lives in Bergen."


async def move(world: World) -> str:
    """State a home, and another one in its place a day later; return the fact's id."""
    stated = fact_id(await world.state(OSLO, ask=replace(ASK, session="s1", author="ana")))
    world.clock.advance(days=1)
    await world.state(BERGEN, stated, ask=replace(ASK, session="s2"))
    world.clock.advance(days=1)
    return stated.partition(".")[0]


async def tell_all(world: World, lineage: str) -> str:
    """Return all that is told to whoever may only read, of now and of the past."""
    sights = world.services_by(world.parts.rules).sights
    asked = [
        RecallRequest(query=query, spaces=(SPACE,), sees_forgotten=False) for query in QUESTIONS
    ]
    asked.append(replace(asked[-1], about=("The user",)))
    now = world.clock()
    told: list[str] = []
    for days in (0, -1, -2):
        world.clock.advance(days=days)
        then = world.clock()
        world.clock.advance(days=-days)
        assert world.clock() == now
        past = [replace(each, known_at=then) for each in asked]
        past += [replace(each, valid_at=then) for each in asked]
        for each in (*asked, *past, *(replace(each, include_retired=True) for each in asked)):
            found = await sights.choose_recall(each).answer(each)
            told.append(render_recollection(found, "full"))
    history = sights.choose_history(sees_forgotten=False)
    told.append(render_history(await history.read_fact_history(lineage, (SPACE,))))
    told.append(render_changes(await history.list_changes((SPACE,))))
    return "\n".join(told)


async def tell_now(world: World) -> str:
    """Return what is told to whoever may do everything, of now."""
    found = [await recalled(world, query) for query in QUESTIONS]
    return "\n".join(render_recollection(each, "full") for each in found)


async def forget_message(world: World, _: str) -> Receipt:
    [row] = [row for row in await world.excerpt_rows() if row.text == OSLO]
    return await world.forget(row.id)


async def forget_session(world: World, _: str) -> Receipt:
    return await world.ask_forget(ForgetSession(session="s1"))


async def forget_author(world: World, _: str) -> Receipt:
    return await world.ask_forget(ForgetAuthor(author="ana"))


async def forget_revision(world: World, lineage: str) -> Receipt:
    return await world.forget(f"{lineage}.1")


async def forget_listed(world: World, lineage: str) -> Receipt:
    listed = await world.ask_forget(ForgetQuery(query="Oslo"))
    assert (f"{lineage}.1", OSLO) in [(each.id, each.text) for each in listed.found]
    caller = Caller(author="tester", session="night", space=SPACE, read_spaces=(SPACE,))
    ids = [each.id for each in listed.found if "Oslo" in each.text]
    return await world.forgetting.forget(
        parse_forget_request(caller=caller, limits=Limits(), ids=ids)
    )


Way = Callable[[World, str], Awaitable[Receipt]]
WAYS = (forget_message, forget_session, forget_author, forget_revision, forget_listed)


@pytest.mark.heavy
@pytest.mark.parametrize("way", WAYS)
async def test_what_was_replaced_is_forgotten_with_what_says_it(world: World, way: Way) -> None:
    lineage = await move(world)
    assert "Oslo" in await tell_all(world, lineage)
    assert 'was "The user lives in Oslo."' in await tell_now(world)

    receipt = await way(world, lineage)

    assert f"{lineage}.1" in render_receipt(receipt)
    assert "Oslo" not in await tell_all(world, lineage)
    assert "Oslo" not in await tell_now(world)
    assert await world.texts() == [BERGEN]

    undone = await world.undo(receipt.change)
    assert 'was "The user lives in Oslo."' in await tell_now(world)
    await world.undo(undone.change)
    assert "Oslo" not in await tell_all(world, lineage)
    assert "Oslo" not in await tell_now(world)


@pytest.mark.heavy
async def test_what_said_the_same_before_is_forgotten_with_it(world: World) -> None:
    lineage = await move(world)
    other = fact_id(await world.relate("The user", "resides_in", "Oslo"))
    await world.relate("The user", "works_at", "Acme", other)

    await world.ask_forget(name_ids(f"{lineage}.1"), everywhere=True)

    told = await tell_all(world, lineage)
    assert "Acme" in told
    assert "Oslo" not in told
    assert "Oslo" not in await tell_all(world, other.partition(".")[0])


@pytest.mark.heavy
async def test_another_revision_is_left_as_it_is(world: World) -> None:
    lineage = await move(world)
    await world.state("The user lives in Turku.", lineage)

    await world.forget(f"{lineage}.2")

    told = await tell_all(world, lineage)
    assert "Bergen" not in told
    assert "Oslo" in told
    assert "Turku" in told


async def test_a_revision_is_forgotten_once(world: World) -> None:
    lineage = await move(world)
    receipt = await world.forget(f"{lineage}.1")

    with pytest.raises(RequestError, match=f"forgotten already by change {receipt.change}"):
        await world.forget(f"{lineage}.1")


async def test_a_dry_run_forgets_no_revision(world: World) -> None:
    lineage = await move(world)

    receipt = await world.forget(f"{lineage}.1", dry_run=True)

    assert f"{lineage}.1" in render_receipt(receipt)
    assert 'was "The user lives in Oslo."' in await tell_now(world)


async def test_no_undo_of_a_replacement_brings_back_what_was_forgotten(world: World) -> None:
    lineage = await move(world)
    replacement = (await world.changes())[-1]
    receipt = await world.forget(f"{lineage}.1")

    with pytest.raises(RequestError, match=f"undo {receipt.change} first"):
        await world.undo(replacement.id)

    await world.undo(receipt.change)
    await world.undo(replacement.id)
    assert await world.texts() == [OSLO]


async def test_an_error_does_not_quote_a_forgotten_revision(world: World) -> None:
    lineage = await move(world)
    await world.forget(f"{lineage}.1")

    with pytest.raises(RequestError) as caught:
        await world.state("The user lives in Turku.", f"{lineage}.1")

    assert "has changed since" in str(caught.value)
    assert "Oslo" not in str(caught.value)


async def test_it_does_not_come_back_with_a_later_message(world: World) -> None:
    lineage = await move(world)
    await world.forget(f"{lineage}.1")

    receipt = await world.say("I live in Oslo")

    assert "held back" in " ".join(receipt.notes)
    assert "Oslo" not in await tell_all(world, lineage)


async def test_what_still_says_what_was_replaced_is_named(world: World) -> None:
    lineage = await move(world)
    await world.say("I live in Oslo")

    receipt = await world.forget(f"{lineage}.1")

    assert [each.text for each in receipt.remaining] == ["I live in Oslo"]


async def test_retention_erases_forgotten_revisions_too(world: World) -> None:
    lineage = await move(world)
    await world.forget(f"{lineage}.1")
    world.clock.advance(days=9)
    what = EraseForgotten(until=world.clock())

    await world.services_by(world.parts.rules).erase.erase(
        EraseRequest(what=what, space=SPACE, session="evening", author="tester")
    )

    history = render_history(await world.history.read_fact_history(lineage, (SPACE,)))
    assert "Oslo" not in history
    assert "Bergen" in history


async def test_an_erase_takes_what_a_query_lists_of_the_past(world: World) -> None:
    lineage = await move(world)

    report = await world.services_by(world.parts.rules).erase.erase(
        EraseRequest(
            what=ForgetQuery(query="Oslo"), space=SPACE, session="evening", author="tester"
        )
    )

    assert f"{lineage}.1" in report.named
    history = render_history(await world.history.read_fact_history(lineage, (SPACE,)))
    assert "Oslo" not in history


async def ask_owner(world: World, days_ago: int, *, knows: bool) -> list[str]:
    """Return what somebody who may forget is told of some days ago: as it was, or was known."""
    at = world.clock() - timedelta(days=days_ago)
    told: list[str] = []
    for query in QUESTIONS[:2]:
        asked = replace(ASKED, known_at=at) if knows else replace(ASKED, valid_at=at)
        told += texts(await recalled(world, query, asked=asked))
    return told


async def test_what_was_replaced_before_its_session_was_forgotten_is_not_told_of_then(
    world: World,
) -> None:
    await move(world)
    assert OSLO in await ask_owner(world, 2, knows=False)

    receipt = await world.ask_forget(ForgetSession(session="s1"))

    assert OSLO not in await ask_owner(world, 2, knows=False)
    await world.undo(receipt.change)
    assert OSLO in await ask_owner(world, 2, knows=False)


async def test_what_else_the_same_message_said_is_told_of_then(tmp_path: Path) -> None:
    decider, clock = ScriptedDecider(), FixedClock()
    bees, hens = "Ana keeps bees.", "Ana keeps hens."
    async with opened_world(tmp_path / "store", decider=decider, clock=clock) as world:
        decider.will_answer(
            *(Add(statement=Statement.from_words(text), reason="told") for text in (OSLO, bees))
        )
        await world.say(f"{OSLO} {bees}")
        ids = {fact.text: fact.lineage for fact in await world.facts()}
    async with opened_world(tmp_path / "store", clock=clock) as world:
        clock.advance(days=1)
        await world.state(BERGEN, ids[OSLO])
        await world.state(hens, ids[bees])
        clock.advance(days=1)
        assert await world.texts() == [hens, BERGEN]

        await world.forget(f"{ids[OSLO]}.1")

        told = await ask_owner(world, 2, knows=False)
        assert bees in told
        assert OSLO not in told
        assert bees in await ask_owner(world, 2, knows=True)
