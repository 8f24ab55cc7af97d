"""Without a query, recall returns what matters, briefly, and the same until something changes."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.operations import Delete
from mcp_mem0.domain.model.rows import Intake, Message
from mcp_mem0.domain.rendering import render_recollection
from mcp_mem0.domain.rendering.answer_size import count_answer_tokens
from mcp_mem0.domain.results.recall_result import Recollection
from tests.support.doubles import ScriptedDecider
from tests.support.recall_questions import ASKED, recalled, texts, the_one
from tests.support.wired_services import ASK, World, fact_id


def sections(recollection: Recollection) -> list[tuple[str | None, str]]:
    return [(memory.section, memory.text) for memory in recollection.memories]


async def test_an_empty_memory_has_an_empty_brief(world: World) -> None:
    brief = await recalled(world)

    assert (brief.memories, brief.left_out, brief.notes) == ((), 0, ())


async def test_the_brief_tells_of_the_user_of_doubts_of_what_is_new_and_of_the_rest(
    world: World,
) -> None:
    for text in (
        "Ana sails",
        "The user is allergic to celery",
        "Ana lives in Rome",
        *(f"Ben read book {number}" for number in range(4)),
        "Ana lives in Oslo",
        "Call me Robin",
        "tea is hot",
    ):
        await world.state(text)
        world.clock.advance(days=1)

    brief = await recalled(world)

    assert sections(brief) == [
        ("user", "Call me Robin"),
        ("user", "The user is allergic to celery"),
        ("doubtful", "Ana lives in Rome"),
        ("recent", "tea is hot"),
        ("recent", "Ana lives in Oslo"),
        *(("recent", f"Ben read book {number}") for number in (3, 2, 1, 0)),
        ("around", "Ana sails"),
    ]
    doubtful = brief.memories[2].outdated_by
    assert doubtful is not None
    assert doubtful.text == "Ana lives in Oslo"


async def test_a_recent_fact_is_shown_with_what_it_replaced(world: World) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    world.clock.advance(days=1)
    await world.state("Ana lives in Oslo", home)

    brief = await recalled(world)

    assert the_one(brief, "Ana lives in Oslo").replaces == "Ana lives in Rome"


async def test_a_fact_that_ended_recently_is_shown_with_its_end(world: World) -> None:
    await world.state("Ana works at Acme")
    (fact,) = await world.facts()
    decider = ScriptedDecider()
    remembering = world.services_by(decider).remember
    world.clock.advance(days=1)
    decider.will_answer(Delete(target=fact, reason="left", position=0, quote="Ana left Acme"))
    message = Message(role="user", content="Ana left Acme")
    await remembering.remember(replace(ASK, intake=Intake(messages=(message,))))

    ended = (await recalled(world)).memories[0]

    assert (ended.text, ended.section, ended.retired) == ("Ana works at Acme", "recent", "ended")
    assert ended.until == StatedMoment(world.clock(), "time")


async def test_with_few_facts_the_last_messages_are_shown(world: World) -> None:
    await world.state("Ana lives in Oslo")
    await world.say("I had soup", "It was hot")

    brief = await recalled(world)

    assert sections(brief) == [
        ("recent", "Ana lives in Oslo"),
        ("recent", "It was hot"),
        ("recent", "I had soup"),
    ]


async def test_what_the_user_said_of_themselves_is_told_without_any_fact(world: World) -> None:
    await world.say("I'm allergic to celery", "It was hot", "What is for lunch?", "ok")

    assert sections(await recalled(world)) == [
        ("user", "I'm allergic to celery"),
        ("recent", "It was hot"),
    ]


async def test_nothing_redacted_is_told(world: World) -> None:
    await world.state("The API key is sk-proj-9aF3kLm2Qx7VbN4pRt8sWz1cYd6eHj5uGi0o")
    await world.state("Ana sails")

    brief = await recalled(world)

    assert (texts(brief), brief.left_out) == (["Ana sails"], 0)


async def test_pending_episodes_are_counted(world: World) -> None:
    await world.leave_pending("Ana lives in Oslo")

    assert (await recalled(world)).pending == 1


async def test_the_brief_fills_its_budget_and_says_how_much_more_there_is(world: World) -> None:
    for number in range(12):
        await world.state(f"Ana wrote chapter {number} of a book about the sea and the wind " * 3)

    brief = await recalled(world, asked=replace(ASKED, max_tokens=700, form="text"))
    more = await recalled(world, asked=replace(ASKED, max_tokens=5_000))
    few = await recalled(world, asked=replace(ASKED, limit=2))

    assert 600 < count_answer_tokens(brief, "brief", "text") <= 700
    assert len(brief.memories) + brief.left_out == 12
    assert len(more.memories) == 12
    assert (len(few.memories), few.left_out) == (2, 10)


async def test_the_brief_stays_the_same_while_nothing_changes(world: World) -> None:
    for text in ("Ana lives in Rome", "Ben sails", "tea is hot"):
        await world.state(text)
    first = await recalled(world)

    world.clock.advance(days=400)

    again = await recalled(world)

    assert again.memories == first.memories
    assert render_recollection(again, "brief") == render_recollection(first, "brief")


async def test_a_brief_at_an_earlier_time_contains_what_was_believed(world: World) -> None:
    home = fact_id(await world.state("Ana lives in Rome"))
    then = world.clock()
    world.clock.advance(days=1)
    await world.state("Ana lives in Oslo", home)

    brief = await recalled(world, asked=replace(ASKED, known_at=then))

    assert texts(brief) == ["Ana lives in Rome"]


@pytest.mark.parametrize("question", ["What do you know about me?", "Was weißt du über mich?"])
async def test_who_asks_what_is_known_about_them_gets_the_brief(
    world: World, question: str
) -> None:
    await world.state("I keep bees")
    await world.state("Olaf plays chess")

    found = await recalled(world, question)

    assert found.is_known
    assert "I keep bees" in texts(found)
    assert found.memories[0].found_by == ("brief",)
