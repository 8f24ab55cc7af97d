"""The summary of a session follows what is said, and never contains what was forgotten."""

from pathlib import Path

import anyio
import pytest

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.requests.model import ForgetSession
from mcp_mem0.domain.usage import Usage
from mcp_mem0.prompts.summary import SummaryAnswer
from mcp_mem0.services.deciding.summary import find_summary
from tests.support.doubles import ScriptedDecider
from tests.support.scripted_model import ONE_CALL, ScriptedModel
from tests.support.wired_services import SPACE, World, opened_world

pytestmark = pytest.mark.anyio


async def say(world: World, decider: ScriptedDecider, *words: str) -> None:
    decider.will_answer()
    await world.say(*words)
    # The summary is refreshed behind it.
    await anyio.wait_all_tasks_blocked()
    await world.parts.background.start(("summary", SPACE, "morning"), nothing).wait_for_result()
    world.clock.advance(minutes=1)


async def talk(world: World, decider: ScriptedDecider, *words: str) -> None:
    """Say all but the last words in one call and those in another."""
    await say(world, decider, *words[:-1])
    await say(world, decider, words[-1])


async def nothing() -> None:
    pass


async def read_summary(world: World) -> str | None:
    summary = await find_summary(world.records, SPACE, "morning")
    return None if summary is None else summary.text


async def test_a_summary_is_refreshed_after_a_number_of_messages(
    tmp_path: Path,
) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(tmp_path / "store", decider=decider, model=model) as world:
        await say(world, decider, "I live in Rome", "It is warm", "I am Ana")
        assert await read_summary(world) is None
        model.will_answer(SummaryAnswer(summary="Ana lives in Rome."))
        await say(world, decider, "I keep bees")
        assert await read_summary(world) == "Ana lives in Rome."
        assert "I live in Rome" in model.asked[0].user

        model.will_answer(SummaryAnswer(summary="Ana keeps bees in Rome."))
        await say(world, decider, "one", "two", "three", "four")
        assert "Ana lives in Rome." in model.asked[1].user
        assert "I live in Rome" not in model.asked[1].user
        await say(world, decider, "What do I keep?")
        assert decider.cases[-1].summary == "Ana keeps bees in Rome."


async def test_what_is_forgotten_is_in_no_summary_any_more(tmp_path: Path) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(tmp_path / "store", decider=decider, model=model) as world:
        model.will_answer(SummaryAnswer(summary="Ana lives in Rome."))
        await talk(world, decider, "I live in Rome", "It is warm", "I am Ana", "I keep bees")
        assert await read_summary(world) == "Ana lives in Rome."

        await world.ask_forget(ForgetSession(session="morning"))

        assert await read_summary(world) is None
        (row,) = await world.records.find(Summary, Filter(spaces=(SPACE,), state="any"))
        assert row.retired_as == "forgotten"
        model.will_answer(SummaryAnswer(summary="Nothing much."))
        await talk(world, decider, "one", "two", "three", "four")
        assert "Rome" not in model.asked[1].user
        assert await read_summary(world) == "Nothing much."


async def test_a_summary_that_was_being_written_when_something_was_forgotten_does_not_count(
    tmp_path: Path,
) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(tmp_path / "store", decider=decider, model=model) as world:
        model.will_answer(SummaryAnswer(summary="Ana lives in Rome."))
        await talk(world, decider, "I live in Rome", "It is warm", "I am Ana", "I keep bees")
        (row,) = await world.records.find(Summary, Filter(spaces=(SPACE,)))
        await world.ask_forget(ForgetSession(session="morning"))
        # As a writer does that read the messages before and comes back now.
        late = Summary(
            **{name: getattr(row, name) for name in ("space", "session", "author", "said_at")},
            id="s_late",
            recorded_at=world.clock(),
            text=row.text,
            source=row.source,
            seen_at=row.seen_at,
            effort=row.effort,
        )
        await world.records.insert(late)

        assert await read_summary(world) is None


async def test_a_model_that_fails_is_asked_again_only_after_as_many_messages_more(
    tmp_path: Path,
) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(
        tmp_path / "store", decider=decider, model=model, tokens_a_day=1_000
    ) as world:
        model.will_answer(ModelError("it is busy", usage=Usage(calls=1, tokens_in=300)))
        await talk(world, decider, "one", "two", "three", "four")
        # Asked once more, the model would fail the test.
        await say(world, decider, "five", "six", "seven")
        model.will_answer(SummaryAnswer(summary="Eight things."))
        await say(world, decider, "eight")

        assert await read_summary(world) == "Eight things."


async def test_what_a_summary_costs_counts_against_the_budget_and_so_does_one_that_failed(
    tmp_path: Path,
) -> None:
    for number, answer in enumerate(
        (SummaryAnswer(summary="Four things."), ModelError("it is busy", usage=ONE_CALL))
    ):
        decider, model = ScriptedDecider(), ScriptedModel()
        async with opened_world(
            tmp_path / str(number), decider=decider, model=model, tokens_a_day=100
        ) as world:
            model.will_answer(answer)
            await talk(world, decider, "one", "two", "three", "four")
            # So soon that what others spent is not read again.
            world.clock.advance(minutes=-1)

            receipt = await world.say("five")

            assert "today's budget of 100 tokens is used up" in receipt.notes[0]


async def test_no_summary_is_written_over_budget(tmp_path: Path) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(
        tmp_path / "store", decider=decider, model=model, tokens_a_day=100
    ) as world:
        model.will_answer(SummaryAnswer(summary="Four things."))
        await talk(world, decider, "one", "two", "three", "four")

        # Asked once more, the model would fail the test.
        await say(world, decider, "five", "six", "seven", "eight")

        assert await read_summary(world) == "Four things."


LONG = ["I live in Rome", *(f"line {n}" for n in range(11))]


async def test_a_conversation_that_comes_in_one_call_has_no_summary(tmp_path: Path) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(tmp_path / "store", decider=decider, model=model) as world:
        await say(world, decider, *LONG)

        assert await read_summary(world) is None
        assert model.asked == []


async def test_a_conversation_that_goes_on_is_summed_up_before_the_next_decision(
    tmp_path: Path,
) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(tmp_path / "store", decider=decider, model=model) as world:
        await say(world, decider, *LONG)
        model.will_answer(SummaryAnswer(summary="Ana lives in Rome."))
        await say(world, decider, "And I like it")

        assert "I live in Rome" in model.asked[0].user
        assert decider.cases[-1].summary == "Ana lives in Rome."


async def test_no_message_of_a_long_session_is_missing_in_its_summary(tmp_path: Path) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(tmp_path / "store", decider=decider, model=model) as world:
        lines = [f"line {n}." for n in range(90)]
        await say(world, decider, *lines)
        model.will_answer(*(SummaryAnswer(summary=f"part {n}") for n in range(3)))
        await say(world, decider, "And on")

        asked = "\n".join(request.user for request in model.asked)
        assert [line for line in lines if line not in asked] == []
        assert "part 0" in model.asked[1].user
        assert decider.cases[-1].summary == "part 2"


async def test_a_model_that_cannot_sum_up_holds_no_decision_up_twice(tmp_path: Path) -> None:
    decider, model = ScriptedDecider(), ScriptedModel()
    async with opened_world(tmp_path / "store", decider=decider, model=model) as world:
        await say(world, decider, *LONG)
        model.will_answer(ModelError("the model is away"))
        await say(world, decider, "And on")
        asked = len(model.asked)
        await say(world, decider, "And on")

        assert len(model.asked) == asked
        assert decider.cases[-1].summary == ""
