"""Words of a correction that was refused are told below the fact that they were to replace."""

from dataclasses import replace

import pytest

from mcp_mem0.domain.rendering import build_recollection_model, render_recollection
from mcp_mem0.domain.results.recall_result import Recollection
from tests.support.recall_questions import ASKED, recalled
from tests.support.wired_services import ASK, World, fact_id

WINNER = "The user lives in Bergen."
LOSERS = ("The user lives in Rome.", "The user lives in Turku.")


async def race(world: World) -> None:
    """Let three corrections of one revision come at once, of which nobody waits for the answer."""
    stated = fact_id(await world.state("The user lives in Oslo."))
    hasty = replace(ASK, wait_s=0)
    for text in (WINNER, *LOSERS):
        world.clock.advance(seconds=5)
        await world.state(text, f"{stated}.1", ask=hasty)
    # Comes after them in the queue, and has its turn after them.
    await world.state("My cat is called Mia.")
    assert (await world.pending(), await world.texts()) == ([], ["My cat is called Mia.", WINNER])


def place(told: Recollection, text: str) -> int:
    return [memory.text for memory in told.memories].index(text)


@pytest.mark.parametrize("query", ["Where do I live?", "the user lives in Rome", None])
async def test_refused_words_stand_below_the_fact_and_say_so(
    world: World, query: str | None
) -> None:
    await race(world)

    told = await recalled(world, query)

    lines = render_recollection(told, "brief").splitlines()
    for text in LOSERS:
        assert place(told, WINNER) < place(told, text)
        line = next(each for each in lines if text in each)
        assert "refused" in line
    models = build_recollection_model(told, "brief").memories
    assert {each.text for each in models if each.refused} == {*LOSERS}


async def test_refused_words_say_so_in_the_order_of_time(world: World) -> None:
    await race(world)

    told = await recalled(world, asked=replace(ASKED, order="time"))

    assert {memory.text for memory in told.memories if memory.is_refused} == {*LOSERS}


async def test_words_that_only_became_no_fact_are_not_called_refused(world: World) -> None:
    await world.say("I live in Oslo")

    told = await recalled(world, "Where do I live?")

    assert [(memory.text, memory.is_refused) for memory in told.memories] == [
        ("I live in Oslo", False)
    ]
