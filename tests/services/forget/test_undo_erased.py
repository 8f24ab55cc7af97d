"""An undo brings back what is left of a change of which something was erased since."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.requests.erase import EraseIds, EraseMessages, EraseRequest, EraseSelection
from mcp_mem0.domain.requests.model import ForgetSession
from tests.support.wired_services import ASK, SPACE, World, fact_id, name_ids

BEES = "Ana keeps bees on the roof"
WALNUTS = "Ben is allergic to walnuts"


async def erase(world: World, what: EraseSelection) -> None:
    request = EraseRequest(what=what, space=SPACE, session="evening", author="tester")
    await world.services_by(world.parts.rules).erase.erase(request)


async def forget_both(world: World) -> str:
    """Forget a fact of each of two sessions in one change; return it."""
    bees = fact_id(await world.state(BEES))
    walnuts = fact_id(await world.state(WALNUTS, ask=replace(ASK, session="clinic")))
    return str((await world.ask_forget(name_ids(bees, walnuts))).change)


async def test_what_is_left_comes_back_and_the_receipt_says_what_does_not(world: World) -> None:
    change = await forget_both(world)
    await erase(world, ForgetSession(session="clinic"))

    undone = await world.undo(change)

    assert (await world.texts(), await world.excerpts()) == ([BEES], [BEES])
    assert "1 fact and 1 message were erased since, and cannot come back" in undone.notes
    assert await world.check() == []


async def test_what_was_erased_is_still_held_back(world: World) -> None:
    change = await forget_both(world)
    await erase(world, ForgetSession(session="clinic"))

    await world.undo(change)

    assert len(await world.records.find(Fingerprint, Filter(spaces=(SPACE,)))) == 1
    await world.say(WALNUTS, BEES)
    assert await world.excerpts() == [BEES, BEES]


async def test_such_an_undo_can_be_undone_itself(world: World) -> None:
    change = await forget_both(world)
    await erase(world, ForgetSession(session="clinic"))
    undone = await world.undo(change)

    await world.undo(undone.change)

    assert (await world.texts(), await world.excerpts()) == ([], [])
    await world.say(WALNUTS, BEES)
    assert await world.excerpts() == []


async def test_nothing_left_is_refused_in_one_sentence(world: World) -> None:
    change = await forget_both(world)
    await erase(world, ForgetSession(session="clinic"))
    await erase(world, ForgetSession(session="morning"))

    with pytest.raises(RequestError, match=r"what it closed was erased, and is gone for good$"):
        await world.undo(change)


async def test_past_revisions_come_back_if_one_of_them_was_not_erased(world: World) -> None:
    here, there = replace(ASK, session="here"), replace(ASK, session="there")
    bees = fact_id(await world.state(BEES, ask=here)).partition(".")[0]
    walnuts = fact_id(await world.state(WALNUTS, ask=there)).partition(".")[0]
    await world.state("Ana keeps hens in the garden", bees)
    await world.state("Ben is allergic to nothing", walnuts)
    forgotten = await world.ask_forget(name_ids(f"{bees}.1", f"{walnuts}.1"))
    await erase(world, ForgetSession(session="there"))

    undone = await world.undo(forgotten.change)

    assert (await world.records.find_forgotten(SPACE)).revisions == frozenset()
    assert "1 fact and 1 message were erased since, and cannot come back" in undone.notes
    await world.say(WALNUTS, BEES)
    assert sorted(await world.excerpts()).count(BEES) == 2
    assert WALNUTS not in await world.excerpts()


async def test_past_revisions_stay_forgotten_if_all_of_them_were_erased(world: World) -> None:
    walnuts = fact_id(await world.state(WALNUTS, ask=replace(ASK, session="there")))
    lineage = walnuts.partition(".")[0]
    await world.state("Ben is allergic to nothing", walnuts)
    bees = fact_id(await world.state(BEES))
    forgotten = await world.ask_forget(name_ids(f"{lineage}.1", bees))
    await erase(world, ForgetSession(session="there"))

    await world.undo(forgotten.change)

    assert BEES in await world.texts()
    assert (await world.records.find_forgotten(SPACE)).revisions == {f"{lineage}.1"}


async def test_a_past_revision_comes_back_alone_when_the_rest_was_erased(world: World) -> None:
    lineage = fact_id(await world.state(BEES)).partition(".")[0]
    await erase(world, EraseMessages(until=world.clock()))
    await world.state("Ana keeps hens in the garden", lineage)
    walnuts = fact_id(await world.state(WALNUTS, ask=replace(ASK, session="there")))
    forgotten = await world.ask_forget(name_ids(f"{lineage}.1", walnuts))
    await erase(world, ForgetSession(session="there"))

    undone = await world.undo(forgotten.change)

    assert "1 fact and 1 message were erased since, and cannot come back" in undone.notes
    assert (await world.records.find_forgotten(SPACE)).revisions == frozenset()


async def test_a_whole_session_is_let_in_again_if_anything_of_it_comes_back(world: World) -> None:
    await world.state(BEES)
    walnuts = fact_id(await world.state(WALNUTS)).partition(".")[0]
    forgotten = await world.ask_forget(ForgetSession(session="morning"))
    await erase(world, EraseIds(lineages=(walnuts,)))

    await world.undo(forgotten.change)

    assert await world.texts() == [BEES]
    assert (await world.records.find_forgotten(SPACE)).whole == ()


async def test_a_whole_session_stays_out_if_nothing_of_it_comes_back(world: World) -> None:
    await world.state(WALNUTS, ask=replace(ASK, session="clinic"))
    await world.state(f"{WALNUTS} too", ask=replace(ASK, session="morning"))
    forgotten = await world.ask_forget(ForgetSession(session="clinic"), everywhere=True)
    await world.state("Ben is allergic to cashews", ask=replace(ASK, session="clinic"))
    await erase(world, ForgetSession(session="clinic"))

    await world.undo(forgotten.change)

    assert await world.texts() == [f"{WALNUTS} too"]
    [whole] = (await world.records.find_forgotten(SPACE)).whole
    assert whole.recorded_by == forgotten.change
