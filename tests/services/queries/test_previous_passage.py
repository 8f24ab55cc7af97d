"""A message is indexed with what was said before it in its session, whichever process heard it,
and never with what was forgotten."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Intake, Message
from mcp_mem0.domain.requests.model import ForgetSession
from mcp_mem0.domain.text.search_text import PASSAGE_CHARS_MAX
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world

QUESTION = "Which port is the heron server on?"
ANSWER = "It is 6433."
AFTER_QUESTION = f"{QUESTION}\nuser: {ANSWER}"


async def say(world: World, *words: str, session: str = "morning", space: str = SPACE) -> None:
    """Say something a second later than what was said before."""
    world.clock.advance(seconds=1)
    await world.say(*words, ask=replace(ASK, session=session, space=space))


async def read_indexed(world: World, text: str, *, space: str = SPACE) -> str:
    """What a message is indexed with, without its day."""
    found = await world.records.find(Excerpt, Filter(spaces=(space,)))
    [indexed] = [excerpt.index_text for excerpt in found if excerpt.text == text]
    return indexed.partition("\n")[2]


async def find(world: World, words: str) -> list[str]:
    hits = await world.records.search_text([Excerpt], words, Filter(spaces=(SPACE,)), limit=10)
    return [hit.row.text for hit in hits]


async def test_an_answer_is_found_by_the_words_of_its_question(world: World) -> None:
    await say(world, QUESTION)
    await say(world, ANSWER)
    await say(world, "Thanks!")

    assert sorted(await find(world, "heron")) == sorted([QUESTION, ANSWER])
    assert await read_indexed(world, "Thanks!") == f"{ANSWER}\nuser: Thanks!"


async def test_message_by_message_is_indexed_like_a_whole_conversation(world: World) -> None:
    words = [QUESTION, "long " * PASSAGE_CHARS_MAX, ANSWER, "v1.7 it was", "Well, then"]
    await say(world, *words, session="whole", space="whole")
    for each in words:
        await say(world, each)

    indexed = [
        sorted(
            each.index_text for each in await world.records.find(Excerpt, Filter(spaces=(name,)))
        )
        for name in ("whole", SPACE)
    ]
    assert indexed[0] == indexed[1]
    assert len(indexed[0]) > len(words)


@pytest.mark.parametrize(
    "elsewhere", [{"session": "evening"}, {"space": "work"}], ids=["session", "space"]
)
async def test_what_was_said_elsewhere_is_not_said_before(
    world: World, elsewhere: dict[str, str]
) -> None:
    await say(world, QUESTION, **elsewhere)
    await say(world, ANSWER)

    assert await read_indexed(world, ANSWER) == f"user: {ANSWER}"


async def test_what_was_said_later_is_not_said_before(world: World) -> None:
    await say(world, QUESTION)
    earlier = replace(ASK, said_at=world.clock() - timedelta(minutes=1))
    await world.say(ANSWER, ask=earlier)

    assert await read_indexed(world, ANSWER) == f"user: {ANSWER}"


async def test_a_statement_and_a_dry_run_leave_no_trace(world: World) -> None:
    await say(world, QUESTION)
    world.clock.advance(seconds=1)
    await world.state("Ana lives in Rome")
    assert await read_indexed(world, "Ana lives in Rome") == "user: Ana lives in Rome"

    await world.say("Never mind", ask=replace(ASK, session="other", dry_run=True))
    await say(world, ANSWER, session="other")
    assert await read_indexed(world, ANSWER) == f"user: {ANSWER}"


async def test_a_secret_is_not_indexed_with_the_next_message_either(world: World) -> None:
    await say(world, "My password is hunter2-Zebra!")
    await say(world, ANSWER)

    indexed = await read_indexed(world, ANSWER)
    assert "Zebra" not in indexed
    assert indexed.startswith("My password is ")


async def test_another_process_goes_on_with_the_conversation(tmp_path: Path) -> None:
    async with opened_world(tmp_path) as one, opened_world(tmp_path) as other:
        await say(one, "Good morning")
        await say(one, "How are you?")
        other.clock.advance(seconds=5)
        await say(other, QUESTION)
        one.clock.advance(seconds=10)
        await say(one, ANSWER)

        assert await read_indexed(one, QUESTION) == f"How are you?\nuser: {QUESTION}"
        assert await read_indexed(one, ANSWER) == AFTER_QUESTION


async def test_the_words_are_the_same_after_a_restart(tmp_path: Path) -> None:
    long = f"{'early ' * PASSAGE_CHARS_MAX}{QUESTION}"
    async with opened_world(tmp_path) as world:
        await say(world, long)
        await say(world, ANSWER)
        expected = await read_indexed(world, ANSWER)
        await say(world, long, session="evening")
    async with opened_world(tmp_path) as world:
        world.clock.advance(seconds=10)
        await say(world, "It is 6434.", session="evening")

        assert AFTER_QUESTION in expected
        assert await read_indexed(world, "It is 6434.") == expected.replace("6433", "6434")


@pytest.mark.parametrize("is_forgotten_here", [True, False])
async def test_what_was_forgotten_is_said_before_nothing(
    tmp_path: Path,
    is_forgotten_here: bool,  # noqa: FBT001 - a case
) -> None:
    async with opened_world(tmp_path) as one, opened_world(tmp_path) as other:
        await say(one, "Good morning")
        one.clock.advance(seconds=1)
        stated = Intake(content=QUESTION, messages=(Message(role="user", content="Well?"),))
        receipt = await one.remembering.remember(replace(ASK, intake=stated))
        await say(one, QUESTION)

        forgetting = one if is_forgotten_here else other
        forgetting.clock.advance(minutes=1)
        await forgetting.forget(fact_id(receipt))
        one.clock.advance(minutes=2)
        await say(one, ANSWER)

        assert "heron" not in await read_indexed(one, ANSWER)
        assert await find(one, "heron") == []
        assert "Well?" in await one.excerpts()


async def test_a_forgotten_session_begins_anew_and_an_undo_brings_it_back(world: World) -> None:
    await say(world, QUESTION)
    forgotten = await world.ask_forget(ForgetSession(session="morning"))
    await say(world, ANSWER)
    assert await read_indexed(world, ANSWER) == f"user: {ANSWER}"

    await world.ask_forget(ForgetSession(session="morning"))
    await world.undo(forgotten.change)
    await say(world, "It is 6434.")

    assert await read_indexed(world, "It is 6434.") == f"{QUESTION}\nuser: It is 6434."
