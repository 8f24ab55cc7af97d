"""After corrections the current value comes first, with what it was, and never below it."""

from dataclasses import replace
from itertools import pairwise

import pytest

from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.rows import Intake
from tests.support.recall_questions import recalled, texts
from tests.support.wired_services import ASK, World, fact_id, target

HOMES = (
    "I live in Gothenburg",
    "I moved to Stockholm",
    "My home is in Uppsala now",
    "I have moved to Lund",
    "I now live in Kiruna",
    "We relocated to Visby",
    "I live in Ystad these days",
    "I moved to Falun last week",
    "Since May I live in Luleå",
    "I have relocated to Kalmar",
    "I am based in Borås now",
    "I moved to Mora",
    "I live in Sigtuna now",
)


async def test_the_current_value_is_first_after_each_of_twelve_replacements(world: World) -> None:
    home = fact_id(await world.state(HOMES[0]))
    for before, current in pairwise(HOMES):
        world.clock.advance(days=1)
        await world.state(current, home)

        (memory,) = (await recalled(world, "where do I live?")).memories

        assert (memory.text, memory.replaces) == (current, before)


@pytest.mark.heavy
@pytest.mark.parametrize("kind", ["correction", "addition", "change"])
async def test_after_many_corrections_the_current_fact_stands_alone(
    world: World, kind: ChangeKind
) -> None:
    asked = ("where do I live?", HOMES[0], "Ana", HOMES[-1])
    home = fact_id(await world.state(HOMES[0]))
    for number, current in enumerate(HOMES[1:], start=1):
        world.clock.advance(days=1)
        named = Intake(content=current, replaces=(target(home),), replaces_as=kind)
        await world.remembering.remember(replace(ASK, intake=named))
        if number in {8, 12}:
            for question in asked:
                found = await recalled(world, question)

                assert texts(found) == [current]
                assert found.memories[0].kind == "fact"
                assert (found.memories[0].replaces is None) == (kind != "change")


async def test_the_current_value_is_first_after_each_of_twelve_statements(world: World) -> None:
    await world.state(HOMES[0])
    for current in HOMES[1:]:
        world.clock.advance(days=1)
        await world.state(current)

        found = await recalled(world, "where do I live?")

        assert found.memories[0].text == current
        assert found.memories[0].outdated_by is None


async def test_an_older_value_that_matches_the_question_stands_below_the_newer(
    world: World,
) -> None:
    await world.state("Jonas is my manager")
    world.clock.advance(days=1)
    await world.state("My manager is Petra now")

    found = await recalled(world, "is Jonas my manager?")

    assert texts(found) == ["My manager is Petra now", "Jonas is my manager"]
    outdated = found.memories[1].outdated_by
    assert outdated is not None
    assert outdated.text == "My manager is Petra now"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Jonas is my manager", "My manager is Petra now"),
        ("I live in Gothenburg", "I moved to Stockholm"),
        ("We use tabs", "We switched to spaces"),
        ("I smoke", "I stopped smoking in May"),
        ("I am engaged to Per", "I got married last week"),
        ("Nina leads the book club", "Nina handed the book club over to Paul"),
        ("Sofia is pregnant", "Sofia gave birth to a girl"),
        ("Elin is moving to Oslo", "Elin stays in Bergen instead"),
        ("I work at Acme", "I quit Acme last month"),
    ],
)
async def test_the_receipt_names_what_a_statement_may_outdate(
    world: World, older: str, newer: str
) -> None:
    known = fact_id(await world.state(older))
    world.clock.advance(days=1)

    receipt = await world.state(newer)

    (hint,) = receipt.near
    assert (hint.id, hint.text) == (known, older)
    assert hint.settle is not None
    assert hint.settle.tool == "remember"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("I am allergic to mushrooms", "I am allergic to hazelnuts"),
        ("I take ibuprofen", "I take metformin"),
        ("My daughter is called Nora", "My daughter is called Elsa"),
    ],
)
async def test_the_receipt_names_nothing_that_may_be_true_beside_a_statement(
    world: World, older: str, newer: str
) -> None:
    await world.state(older)
    world.clock.advance(days=1)

    assert (await world.state(newer)).near == ()


async def test_a_relation_does_not_offer_to_replace_the_decision_that_it_states(
    world: World,
) -> None:
    await world.state("We decided to use Postgres 17 instead of MySQL for the billing service")
    world.clock.advance(days=1)

    receipt = await world.relate("Billing service", "uses", "Postgres 17")

    assert receipt.near == ()


async def test_two_messages_of_the_user_stand_in_the_order_of_what_is_so_now(world: World) -> None:
    await world.say("I live in Gothenburg")
    world.clock.advance(days=1)
    await world.say("I moved to Stockholm")

    found = await recalled(world, "do I live in Gothenburg?")

    assert texts(found) == ["I moved to Stockholm", "I live in Gothenburg"]


async def test_an_announced_change_stands_below_what_holds_until_it_begins(world: World) -> None:
    await world.state("The standup is in room 204")
    world.clock.advance(days=1)
    receipt = await world.state("From January the standup will be in room 310")
    assert [hint.text for hint in receipt.near] == ["The standup is in room 204"]

    before = await recalled(world, "which room is the standup in?")
    world.clock.advance(days=400)
    after = await recalled(world, "which room is the standup in?")

    told = ["The standup is in room 204", "From January the standup will be in room 310"]
    assert texts(before) == told
    assert texts(after) == told[::-1]
    begun = after.memories[0].fact
    assert begun is not None
    assert begun.stated_start is not None
    assert begun.stated_start.period == "2027-01-01"


async def test_an_announced_message_stands_below_what_holds_until_it_begins(world: World) -> None:
    await world.say("The standup is in room 204")
    world.clock.advance(days=1)
    await world.say("From January the standup will be in room 310")

    before = await recalled(world, "which room is the standup in?")
    world.clock.advance(days=400)
    after = await recalled(world, "which room is the standup in?")

    assert texts(before)[0].endswith("The standup is in room 204")
    assert texts(after)[0].endswith("From January the standup will be in room 310")
