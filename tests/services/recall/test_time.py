"""What a question says about time decides what answers it, and a time that is not asked for is not
told as one: by when something was said, and by when it holds."""

from typing import Any

import pytest

from mcp_mem0.domain.rendering.recollections import build_recollection_model, render_recollection
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.parsing import (
    parse_recall_request,
    parse_relate_request,
    parse_remember_request,
)
from mcp_mem0.domain.results.recall_result import Recollection
from tests.support.recall_questions import recalled, texts
from tests.support.wired_services import SPACE, World, fact_id

pytestmark = pytest.mark.anyio

CALLER = Caller(author="tester", session="morning", space=SPACE, read_spaces=(SPACE,))
DISHES = ("leek soup", "trout", "dumplings", "lentil stew", "pancakes", "risotto", "goulash")


async def ask(world: World, query: str | None, **bounds: Any) -> Recollection:  # noqa: ANN401 - the door's own
    asked = parse_recall_request(
        caller=CALLER, limits=Limits(), query=query, now=world.clock(), **bounds
    )
    return await recalled(world, query, asked=asked)


async def state(world: World, text: str, *replaces: str, **dates: str) -> str:
    request = parse_remember_request(
        caller=CALLER,
        limits=Limits(),
        content=text,
        replaces=list(replaces),
        wait_s=60.0,
        **dates,  # pyright: ignore[reportArgumentType]
    )
    return fact_id(await world.remembering.remember(request))


async def eat_daily(world: World) -> None:
    """Tell of a dish each day; the clock stands on the day after the last."""
    for dish in DISHES:
        await world.say(f"For dinner I had {dish}")
        world.clock.advance(days=1)


@pytest.mark.parametrize(
    ("question", "dish"),
    [
        ("What did I have for dinner yesterday?", DISHES[-1]),
        ("What did I have for dinner three days ago?", DISHES[-3]),
        ("Was hatte ich vorgestern zum Abendessen?", DISHES[-2]),
        ("When did I last tell you about my dinner?", DISHES[-1]),
        ("What was the first dinner that I had?", DISHES[0]),
    ],
)
async def test_only_time_can_tell_which_of_several_like_memories_answers(
    world: World, question: str, dish: str
) -> None:
    await eat_daily(world)

    found = await ask(world, question)

    assert texts(found)[0] == f"For dinner I had {dish}"


async def test_what_was_said_before_an_event_answers_a_question_for_it(world: World) -> None:
    await world.say("I take the ferry to work")
    world.clock.advance(days=10)
    await world.say("Today I moved to the harbour")
    world.clock.advance(days=10)
    await world.say("I take the tram to work")

    before = await ask(world, "How did I get to work before I moved to the harbour?")
    after = await ask(world, "How did I get to work after I moved to the harbour?")

    rides = ("I take the ferry to work", "I take the tram to work")
    assert next(text for text in texts(before) if text in rides) == rides[0]
    assert next(text for text in texts(after) if text in rides) == rides[1]


async def test_a_fact_that_held_in_the_period_asked_for_comes_first(world: World) -> None:
    for place, start, end in (
        ("Payments", "2025-01-01", "2025-03-31"),
        ("Billing", "2025-04-01", "2025-06-30"),
        ("Search", "2025-07-01", "2025-12-31"),
    ):
        await world.remembering.remember(
            parse_relate_request(
                caller=CALLER,
                limits=Limits(),
                subject="Ana Ruiz",
                predicate="assigned_to",
                object=place,
                valid_from=start,
                valid_to=end,
                wait_s=60.0,
            )
        )

    found = await ask(world, "What was Ana Ruiz assigned to in May 2025?")

    assert texts(found)[0] == "Ana Ruiz assigned to Billing"


@pytest.mark.parametrize("moment", ["2025-05-01", "2024-12-31"])
async def test_words_whose_fact_did_not_hold_then_do_not_answer(world: World, moment: str) -> None:
    await state(world, "Ana works on Payments", valid_from="2025-01-01", valid_to="2025-03-31")
    await world.say("Ana works on Payments, she says")

    asked = "What does Ana work on?"
    then = await ask(world, asked, valid_at=moment)
    held = await ask(world, asked, valid_at="2025-02-01")

    # Nobody decided what the message says, so it stays, with its day.
    assert texts(then) == ["Ana works on Payments, she says"]
    assert "user, 2026-03-01: " in render_recollection(then, "brief")
    assert texts(held)[0] == "Ana works on Payments"


async def test_an_announced_change_is_told_as_what_is_to_come(world: World) -> None:
    office = await state(world, "The office is in Paris")
    await state(world, "The office is in Lyon", office, valid_from="2027-03-01")

    found = await ask(world, "Where is the office?")

    text = render_recollection(found, "brief")
    assert 'from 2027-03-01: "The office is in Lyon" [until then "The office is in Paris"]' in text
    first = build_recollection_model(found, "brief").memories[0]
    assert (first.since, first.holds_from) == (None, "2027-03-01")
    assert first.until_then == "The office is in Paris"


async def test_what_holds_now_comes_before_what_was_announced_of_the_same_matter(
    world: World,
) -> None:
    await state(world, "The office is in Paris")
    world.clock.advance(days=1)
    await state(world, "The office is in Lyon", valid_from="2027-03-01")

    now = await ask(world, "Where is the office?")
    then = await ask(world, "Where is the office?", valid_at="2027-04-01")

    assert texts(now) == ["The office is in Paris", "The office is in Lyon"]
    assert texts(then)[0] == "The office is in Lyon"
    assert 'from 2027-03-01: "The office is in Lyon"' in render_recollection(now, "brief")


async def test_the_day_on_which_something_was_said_is_no_start(world: World) -> None:
    await state(world, "Ana lives in Gothenburg")
    await state(world, "Ana works in Oslo", valid_from="2019")

    memories = build_recollection_model(await ask(world, "Where is Ana?"), "brief").memories

    dates = {memory.text: (memory.since, memory.said) for memory in memories}
    assert dates["Ana lives in Gothenburg"] == (None, "2026-03-01")
    assert dates["Ana works in Oslo"] == ("2019", None)


async def test_memories_chosen_by_relevance_are_told_in_the_order_of_time(world: World) -> None:
    await eat_daily(world)

    found = await ask(world, "What did I have for dinner?", order="time")

    assert texts(found) == [f"For dinner I had {dish}" for dish in DISHES]
    assert "oldest first" in render_recollection(found, "brief")


async def test_without_a_question_the_newest_memories_are_told_in_the_order_of_time(
    world: World,
) -> None:
    await eat_daily(world)
    await state(world, "Ana likes trout")

    found = await ask(world, None, order="time", limit=3)

    assert texts(found) == [
        *(f"For dinner I had {dish}" for dish in DISHES[-2:]),
        "Ana likes trout",
    ]
    assert found.left_out == len(DISHES) + 1 - 3


async def test_the_oldest_memories_leave_first_where_the_newest_do_not_all_fit(
    world: World,
) -> None:
    await eat_daily(world)

    found = await ask(world, None, order="time", max_tokens=100)

    assert texts(found)[-1] == f"For dinner I had {DISHES[-1]}"
    assert 0 < len(texts(found)) < len(DISHES)


@pytest.mark.parametrize(
    ("bounds", "count"),
    [
        ({"since": "3d"}, 3),
        ({"since": "yesterday"}, 1),
        ({"since": "2 days ago", "until": "yesterday"}, 2),
        ({"until": "4d"}, 4),
        ({"since": "1w"}, 7),
        ({"since": "heute"}, 0),
    ],
)
async def test_bounds_may_be_told_from_now(
    world: World, bounds: dict[str, str], count: int
) -> None:
    await eat_daily(world)

    found = await ask(world, None, order="time", **bounds)

    assert len(texts(found)) == count


@pytest.mark.parametrize(
    "question",
    [
        "What did I do on Wednesday?",
        "What happened two days ago?",
        "Was habe ich vorgestern gemacht?",
    ],
)
async def test_what_was_said_on_the_days_asked_for_answers_whatever_its_words(
    world: World, question: str
) -> None:
    world.clock.advance(days=(2 - world.clock().weekday()) % 7)
    await world.say("I patched the roof")
    world.clock.advance(days=2)
    await world.say("I planted two plum trees")

    found = await ask(world, question)

    assert found.is_known
    assert "I patched the roof" in texts(found)


async def test_a_day_on_which_nothing_was_said_answers_nothing(world: World) -> None:
    await world.say("I patched the roof")
    world.clock.advance(days=40)

    assert not (await ask(world, "What did I do yesterday?")).is_known


async def test_what_was_said_later_does_not_stand_above_what_is_of_the_days_asked_for(
    world: World,
) -> None:
    await world.say("Olaf's band changed to the hall in Hamar")
    world.clock.advance(days=200)
    await world.say("Olaf's band changed to the hall in Bergen")
    world.clock.advance(days=5)

    now = await ask(world, "Which hall is Olaf's band in?")
    then = await ask(world, "Which hall was Olaf's band in 205 days ago?")

    assert "Bergen" in texts(now)[0]
    assert "Hamar" in texts(then)[0]
