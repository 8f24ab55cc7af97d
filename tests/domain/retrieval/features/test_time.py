"""Rows are raised by the time that a question asks for: by the day on which they were said, by when
they hold, by their words of time, by their place in time, and by their side of an event."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from mcp_mem0.domain.retrieval.features.asked_date import (
    BESIDE,
    SAME_MONTH,
    STILL_HOLDS,
    compute_asked_date,
)
from mcp_mem0.domain.retrieval.features.time_order import compute_asked_order, compute_event_side
from mcp_mem0.domain.retrieval.features.time_words import compute_time_words
from mcp_mem0.domain.retrieval.pool import Candidate, Pool
from mcp_mem0.domain.text.times.asked_time import read_asked_time
from mcp_mem0.domain.text.times.spelling import spell_asked_days
from tests.support.pools import candidate, message, pool
from tests.support.row_builders import NOON, fact

TODAY = date(2026, 11, 29)


def ask(question: str, *candidates: Candidate) -> Pool:
    """Return the pool of a question, read on one day."""
    asked = pool(question, *candidates)
    time = read_asked_time(question, TODAY)
    return replace(asked, question=replace(asked.question, time=time))


def say(number: int, text: str, said_at: datetime, *, match: float = 1.0) -> Candidate:
    return candidate(replace(message(number, text), said_at=said_at), meaning=match, words=match)


def test_a_row_counts_by_the_day_on_which_it_was_said() -> None:
    days = (0, 1, 9, 60)
    rows = [say(number, "tea", NOON + timedelta(days=number)) for number in days]

    values = compute_asked_date(ask(f"What did she say on {NOON.date()}?", *rows))

    assert list(values.values()) == [1.0, BESIDE, SAME_MONTH, 0.0]


def test_a_question_without_a_date_has_no_say() -> None:
    rows = [say(1, "tea", NOON), say(2, "yesterday", NOON)]

    for compute in (compute_asked_date, compute_asked_order, compute_event_side):
        assert compute(ask("What does she drink?", *rows)) == {}
    assert compute_time_words(ask("What does she drink?", *rows)) == {}


def test_a_row_with_a_word_of_time_may_say_when() -> None:
    rows = [say(1, "I moved", NOON), say(2, "I moved last week", NOON)]

    assert list(compute_time_words(ask("When did you move?", *rows)).values()) == [0.0, 1.0]


def test_the_first_of_the_rows_that_match_stands_out() -> None:
    rows = [
        say(1, "I swam", NOON + timedelta(days=1)),
        say(2, "I swam", NOON),
        say(3, "tea", NOON - timedelta(days=1), match=0.1),
    ]

    assert list(compute_asked_order(ask("When did I first swim?", *rows)).values()) == [0.5, 1, 0]
    assert list(compute_asked_order(ask("When did I last swim?", *rows)).values()) == [1, 0.5, 0]


def test_rows_before_an_event_are_on_its_side() -> None:
    rows = [
        say(1, "I took the ferry", NOON),
        say(2, "We moved to the harbour", NOON + timedelta(days=1)),
        say(3, "I took the tram", NOON + timedelta(days=2)),
    ]

    before = compute_event_side(ask("What did I take before we moved to the harbour?", *rows))
    unknown = compute_event_side(ask("What did I take before the coronation?", *rows))

    assert (list(before.values()), unknown) == ([1.0, 0.0, 0.0], {})


def test_no_row_is_on_the_side_of_an_event_where_nothing_was_found() -> None:
    assert compute_event_side(ask("What did I take before we moved to the harbour?")) == {}


def test_the_days_asked_for_are_spelled_as_rows_are_indexed() -> None:
    def spell(question: str) -> tuple[str, ...]:
        return spell_asked_days(read_asked_time(question, TODAY))

    assert spell("What was on 7 May 2023?") == ("7 May 2023",)
    assert spell("What was last week?") == ("16 17 18 19 20 21 22 November 2026",)
    assert spell("What was in spring 2023?") == ("March April May 2023",)
    assert spell("What was in 2023?") == ()


def test_a_fact_counts_by_when_it_holds() -> None:
    held = fact(1, text="Ana works at Acme")
    since_2019 = replace(
        held, valid_from=NOON.replace(year=2019, month=1, day=1), start_precision="year"
    )
    until_2021 = replace(
        since_2019, valid_to=NOON.replace(year=2021, month=12, day=31), end_precision="year"
    )
    rows = [
        candidate(replace(each, id=f"f_00000000{number}.1"))
        for number, each in enumerate((held, since_2019, until_2021), start=1)
    ]

    in_march = compute_asked_date(ask("Where did Ana work in March 2020?", *rows))
    in_2024 = compute_asked_date(ask("Where did Ana work in March 2024?", *rows))

    assert list(in_march.values()) == [0.0, STILL_HOLDS, 1.0]
    assert list(in_2024.values()) == [0.0, STILL_HOLDS, 0.0]
