"""The signs of a failing memory are counted from what is stored, as one counts them by hand."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest
from mcp_mem0.domain.results.signatures import Signatures
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.ports import DecisionInput
from mcp_mem0.services.inspect.signatures import measure_signatures
from tests.support.doubles import ScriptedDecider
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world

pytestmark = pytest.mark.anyio


def some(count: int, total: int) -> Proportion:
    return Proportion(count=count, total=total)


def add(text: str, *, position: int = 0) -> Add:
    return Add(statement=Statement.from_words(text, position=position), reason="it was said")


async def measured(world: World) -> Signatures:
    return await measure_signatures(world.records, (SPACE,))


async def test_an_episode_that_states_repeats_or_closes_nothing_left_no_fact(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()

    async def repeat(case: DecisionInput) -> Sequence[Operation]:
        return [Noop(target=case.shown[0].fact, position=0, reason="known")]

    async def end(case: DecisionInput) -> Sequence[Operation]:
        fact = case.shown[0].fact
        return [Delete(target=fact, position=0, quote="Ana sold her boat", reason="sold")]

    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(add("Ana owns a boat"))
        await world.say("Ana owns a boat")
        decider.will_answer_with(repeat)
        await world.say("Ana owns a boat, as you know")
        decider.will_answer()
        await world.say("What a day!")
        decider.will_answer_with(end)
        await world.say("Ana sold her boat")
        decider.will_answer(Noop(target=None, position=0, reason="nothing lasts"))
        await world.say("See you")
        found = await measured(world)

    assert found.unkept_episodes == some(2, 5)
    assert not found.episodes_left_out
    assert found.closed == some(1, 1)


async def test_evidence_is_unkept_unless_its_own_message_stands_behind_an_operation(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(add("Ana owns a boat"), add("Ben rows", position=2))
        said = await world.say("Ana owns a boat", "Bo keeps bees", "Ben rows")
        places = [Place(str(said.episode), position) for position in range(3)]
        of_all = await measure_signatures(world.records, (SPACE,), evidence=places)
        of_two = await measure_signatures(world.records, (SPACE,), evidence=places[1:])
        of_none = await measured(world)

    assert of_all.unkept_evidence == some(1, 3)
    assert of_two.unkept_evidence == some(1, 2)
    assert of_none.unkept_evidence is None


async def test_the_graph_falls_into_what_no_relation_joins(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")
    await world.relate("ACME", "lies_in", "Bergen")
    await world.relate("Bo", "knows", "Cy")
    await world.state("Dana sails with Ana.")
    graph = (await measured(world)).fragmentation

    assert (graph.relations, graph.components) == (3, 2)
    assert graph.largest == some(3, 5)
    assert graph.lone_entities == some(1, 6)
    assert graph.unrelated_facts == some(1, 4)


async def test_a_relation_that_was_closed_joins_nothing(world: World) -> None:
    known = fact_id(await world.relate("Ana", "works_at", "Acme"))
    await world.forget(known)
    found = await measured(world)

    assert (found.fragmentation.components, found.fragmentation.unrelated_facts) == (0, some(0, 0))
    assert (found.closed, found.closed_as) == (some(1, 1), (("forgotten", 1),))


async def test_closed_facts_are_counted_by_the_way_they_were_closed(world: World) -> None:
    rome = fact_id(await world.state("Ana lives in Rome"))
    world.clock.advance(days=1)
    oslo = fact_id(await world.state("Ana lives in Oslo", rome))
    world.clock.advance(days=1)
    await world.state("Ana lives in Bergen", oslo)
    await world.forget(fact_id(await world.state("Bo keeps bees")))
    found = await measured(world)

    assert found.closed == some(3, 4)
    assert found.closed_as == (("replaced", 2), ("forgotten", 1))


async def test_what_was_erased_is_neither_open_nor_closed(world: World) -> None:
    kept = fact_id(await world.state("Ana lives in Rome"))
    gone = fact_id(await world.state("Bo keeps bees"))
    request = EraseRequest(
        what=EraseIds(lineages=(gone,)), space=SPACE, session="evening", author="tester"
    )
    await build_services(world.settings, world.parts).erase.erase(request)
    await world.forget(kept)
    found = await measured(world)

    assert (found.closed, found.closed_as) == (some(1, 1), (("forgotten", 1),))
    assert found.fragmentation.lone_entities == some(0, 0)


async def test_facts_with_the_same_words_are_nearly_the_same_unless_a_number_differs(
    world: World,
) -> None:
    await world.state("Ana keeps seven bees in her garden near Oslo")
    await world.state("Ana near Oslo keeps seven bees in her garden")
    await world.state("The parcel for Ana from the shop weighs 11 kilos")
    await world.state("The parcel for Ana from the shop weighs 12 kilos")
    found = (await measured(world)).near_duplicates

    assert (found.alike, found.repeated, found.facts) == (some(2, 4), some(0, 4), 4)
    assert not found.is_sampled


async def test_a_fact_that_was_added_twice_is_a_repeat(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        for words in ("Ana rows", "I hear that Ana rows", "Bo keeps bees"):
            decider.will_answer(add(words[-13:] if "bees" in words else "Ana rows"))
            await world.say(words)
        found = (await measured(world)).near_duplicates

    assert (found.alike, found.repeated) == (some(2, 3), some(2, 3))


async def test_of_many_facts_a_sample_is_compared_with_all(world: World) -> None:
    await world.state("Ana keeps seven bees near Oslo")
    await world.state("Ana near Oslo keeps seven bees")
    await world.state("Cy paints")
    found = await measure_signatures(world.records, (SPACE,), compared_max=2)

    # The first and the third of the three; the second is found beside the first.
    assert (found.near_duplicates.alike, found.near_duplicates.facts) == (some(1, 2), 3)
    assert found.near_duplicates.is_sampled


async def test_without_names_all_spaces_are_counted_together(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")
    await world.relate("Ana", "lives_in", "Oslo", ask=replace(ASK, space="work"))
    await world.relate("Bo", "lives_in", "Oslo", ask=replace(ASK, space="work"))
    found = await build_services(world.settings, world.parts).browse.read_signatures(())

    assert (found.fragmentation.relations, found.fragmentation.components) == (3, 2)
    assert found.fragmentation.largest == some(3, 5)
    assert found.unkept_episodes == some(0, 3)


async def test_an_empty_store_has_no_signs(world: World) -> None:
    found = await measure_signatures(world.records)

    assert found.unkept_episodes.share is None
    assert (found.closed, found.near_duplicates.facts) == (some(0, 0), 0)
