"""What only the graph answers, and recall without it."""

from dataclasses import replace

import pytest

from mcp_mem0.services.queries.hybrid_search import RecallPolicy
from tests.support.recall_questions import ASKED, recalled, texts, the_one
from tests.support.wired_services import World

PLAIN = RecallPolicy(has_graph=False)
HOPS = "Where does the boss of whoever repairs the furnace live?"

pytestmark = pytest.mark.anyio


@pytest.fixture
async def foundry(world: World) -> None:
    """Nine people who live somewhere, of whom one is asked for."""
    await world.relate("Marko", "repairs", "furnace")
    await world.relate("Petra", "supervises", "Marko")
    for name, place in (("Ana", "Oslo"), ("Ben", "Rome"), ("Petra", "Bergen"), ("Ivo", "Turin")):
        await world.relate(name, "resides_in", place)
    for name in ("Ida", "Jan", "Kim", "Lea"):
        await world.state(f"{name} said where the boss of the furnace shop may live")


@pytest.mark.usefixtures("foundry")
async def test_only_the_graph_answers_what_no_word_and_no_meaning_leads_to(world: World) -> None:
    with_graph = texts(await recalled(world, HOPS))
    without = texts(await recalled(world, HOPS, policy=PLAIN))

    answer = "Petra resides in Bergen"
    assert answer in with_graph[:3]
    assert answer not in without[:3]


@pytest.mark.usefixtures("foundry")
async def test_a_memory_says_why_it_was_found(world: World) -> None:
    found = await recalled(world, HOPS, asked=replace(ASKED, detail="full"))

    assert "from furnace through Marko" in the_one(found, "Petra supervises Marko").why
    assert the_one(await recalled(world, HOPS), "Petra supervises Marko").why == ""


async def test_without_a_graph_relations_are_told_as_facts(world: World) -> None:
    await world.relate("Ana", "works_at", "Acme")

    found = await recalled(world, "Who works at Acme?", policy=PLAIN)

    assert "graph" not in the_one(found, "Ana works at Acme").found_by


async def test_without_a_graph_a_name_alone_is_answered_with_what_mentions_it(
    world: World,
) -> None:
    await world.relate("Ana", "works_at", "Acme")

    found = await recalled(world, asked=replace(ASKED, about=("Ana",)), policy=PLAIN)

    assert found.about is None
    assert texts(found) == ["Ana works at Acme"]


@pytest.mark.parametrize(
    ("question", "bond", "answer"),
    [
        ("Where does Piet's wife work?", "Piet is married to Ina", "Ina works at the harbour"),
        ("Where does Olaf's boss live?", "Olaf reports to Ina", "Ina lives at the harbour"),
        ("Where does Olaf's mum live?", "Ina is Olaf's mother", "Ina lives at the harbour"),
        ("Where does Olaf's roommate work?", "Olaf shares a flat with Ina", "Ina works in Ghent"),
        ("Where does Olaf's girlfriend work?", "Olaf is dating Ina", "Ina works in Ghent"),
        ("Wo arbeitet Utes Mann?", "Ute ist mit Ingo verheiratet", "Ingo arbeitet im Hafen"),
    ],
)
async def test_a_bond_named_by_another_word_leads_to_whoever_is_meant(
    world: World, question: str, bond: str, answer: str
) -> None:
    for name, place in (("Ana", "Oslo"), ("Ben", "Rome"), ("Petra", "Bergen"), ("Ivo", "Turin")):
        await world.state(f"{name} works in {place}")
        await world.state(f"{name} lives in {place}")
    await world.state(bond)
    await world.state(answer)

    assert answer in texts(await recalled(world, question))[:2]
