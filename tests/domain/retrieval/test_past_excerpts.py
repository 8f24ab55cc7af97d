"""What an excerpt says held when its facts held."""

from dataclasses import replace
from datetime import timedelta

from mcp_mem0.domain.retrieval.past_excerpts import is_held_at, is_void_at
from tests.support.row_builders import NOON, fact

DAY = timedelta(days=1)
FACT = fact(1, text="Ana works at Acme")
DATED = replace(FACT, valid_from=NOON, start_precision="time")
ENDED = replace(DATED, retired_at=NOON + 9 * DAY, retired_as="ended", ended_at=NOON + 5 * DAY)


def test_a_fact_holds_from_its_start_to_its_end() -> None:
    held = [is_held_at(ENDED, NOON + days * DAY) for days in (-1, 0, 4, 5)]

    assert held == [False, True, True, False]


def test_a_fact_without_a_start_may_have_held_before() -> None:
    assert is_held_at(FACT, NOON - 999 * DAY)


def test_an_excerpt_is_void_where_none_of_its_facts_held() -> None:
    before = NOON - DAY

    assert is_void_at([DATED, ENDED], before)
    assert not is_void_at([DATED, FACT], before)
    assert not is_void_at([], before)


def test_facts_that_never_held_say_nothing_about_an_excerpt() -> None:
    wrong = replace(DATED, retired_at=NOON, retired_as="corrected")

    assert not is_void_at([wrong], NOON - DAY)
