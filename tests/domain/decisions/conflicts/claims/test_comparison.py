"""A correction is recognised in other words, and what has many values is never doubted."""

from collections.abc import Iterable
from itertools import permutations

import pytest

from mcp_mem0.domain.decisions.conflicts.claims.comparison import list_matters
from mcp_mem0.domain.decisions.contradiction import (
    contradicts,
    list_conflict_keys,
    tells_next_change,
)
from tests.support.correction_pairs import CORRECTIONS, NEAR_PAIRS, WordedPair
from tests.support.event_correction_pairs import (
    ANNOUNCED_CHANGES,
    EVENT_CORRECTIONS,
    EVENT_NEAR_PAIRS,
)
from tests.support.held_out_correction_pairs import HELD_OUT_CORRECTIONS, HELD_OUT_NEAR_PAIRS

LANGUAGES = {
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh", "ja", "ko", "ar", "hi", "tr"
}  # fmt: skip
HITS_MIN = 0.95
FALSE_DOUBTS_MAX = 0.03


def list_found(pairs: Iterable[WordedPair]) -> list[WordedPair]:
    return [pair for pair in pairs if contradicts(pair[1], pair[2])]


def list_doubted(pairs: Iterable[WordedPair]) -> list[WordedPair]:
    """Return the pairs of which one statement would outdate the other in either order."""
    return [
        pair for pair in pairs if contradicts(pair[1], pair[2]) or contradicts(pair[2], pair[1])
    ]


def test_nearly_all_corrections_in_other_words_are_found_in_each_language() -> None:
    pairs = (*CORRECTIONS, *HELD_OUT_CORRECTIONS)
    found = list_found(pairs)

    assert len(found) / len(pairs) >= HITS_MIN
    assert {language for language, _, _ in found} == LANGUAGES


def test_nearly_all_that_became_of_plans_roles_and_lives_is_found_in_each_language() -> None:
    found = list_found(EVENT_CORRECTIONS)

    assert len(found) / len(EVENT_CORRECTIONS) >= HITS_MIN
    assert {language for language, _, _ in found} == LANGUAGES


def test_nearly_all_announced_changes_are_found_before_they_begin() -> None:
    assert len(list_found(ANNOUNCED_CHANGES)) >= len(ANNOUNCED_CHANGES) - 1


def test_no_other_persons_event_is_taken_for_a_change() -> None:
    assert list_doubted(EVENT_NEAR_PAIRS) == []


def test_what_is_announced_is_not_outdated_by_what_holds_until_then() -> None:
    announced = "From Monday the standup will be in room 310"

    assert not contradicts(announced, "The standup is in room 204")
    assert contradicts(announced, "From Tuesday the standup will be in room 400")


def test_hardly_any_near_pair_is_doubted() -> None:
    pairs = (*NEAR_PAIRS, *HELD_OUT_NEAR_PAIRS)

    assert len(pairs) >= 60
    assert len(list_doubted(pairs)) / len(pairs) <= FALSE_DOUBTS_MAX


def test_statements_of_different_matters_are_never_doubted() -> None:
    statements = [older for language, older, _ in CORRECTIONS if language == "en"]
    doubted = [
        pair
        for pair in permutations(statements, 2)
        if contradicts(*pair) and not {"I drive a Volvo"} & set(pair)
    ]

    assert doubted == [pair for pair in doubted if list_matters(pair[0]) & list_matters(pair[1])]


def test_statements_that_contradict_each_other_share_a_key() -> None:
    found = list_found((*CORRECTIONS, *HELD_OUT_CORRECTIONS))
    without = [
        pair
        for pair in found
        if list_conflict_keys(pair[1]).known.isdisjoint(list_conflict_keys(pair[2]).sought)
    ]

    assert without == []


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param("Jonas is my manager", "My manager is Petra now", id="a manager"),
        pytest.param("I live in Gothenburg", "I moved to Stockholm", id="a home"),
        pytest.param("We use tabs", "We switched to spaces", id="a choice"),
        pytest.param("I smoke", "I stopped smoking in May", id="a habit"),
        pytest.param("I work at Acme", "I quit Acme last month", id="a job"),
        pytest.param("The staging DB listens on 6433", "Staging database port: 7000", id="a port"),
        pytest.param("Call me at 555-0100", "My new number is 555-0199", id="a phone number"),
        pytest.param("The standup is at 9", "We moved the standup to 10", id="a meeting"),
    ],
)
def test_what_changed_is_recognised_in_other_words(older: str, newer: str) -> None:
    assert contradicts(older, newer)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param("I am allergic to mushrooms", "I am allergic to hazelnuts", id="allergies"),
        pytest.param("I take ibuprofen", "I take metformin", id="medicines"),
        pytest.param("My daughter is Nora", "My daughter is Elsa", id="children"),
        pytest.param("My piano teacher is Ida", "My maths teacher is Leo", id="two teachers"),
        pytest.param("Ben takes ibuprofen", "Ben will take aspirin from Monday", id="a medicine"),
        pytest.param(
            "Kim speaks Dutch", "From June Kim will speak Polish", id="a language to come"
        ),
        pytest.param("Kim has a dog", "Kim will have a cat from May", id="a pet to come"),
        pytest.param("Kim has a son, Leo", "Kim gave birth to a daughter, Mia", id="a child"),
        pytest.param("Kim studies law", "Kim studies music", id="two subjects"),
        pytest.param("My work number is 555-0100", "My home number is 555-0199", id="two numbers"),
        pytest.param(
            "We decided to use Postgres 17 instead of MySQL",
            "Billing service uses Postgres 17",
            id="a decision and its reason",
        ),
    ],
)
def test_what_has_many_values_is_not_doubted(older: str, newer: str) -> None:
    assert not contradicts(older, newer)
    assert not contradicts(newer, older)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param("I moved to Rome", "I moved to Oslo", id="two moves"),
        pytest.param(
            "They raised the cable car to 14 euros",
            "The cable car costs 15 euros now",
            id="a price",
        ),
        pytest.param(
            "Yevgenia coaches the chess juniors", "Hamid took over the chess juniors", id="a coach"
        ),
    ],
)
def test_only_the_newer_tells_how_it_is_now_though_both_may_be_true(older: str, newer: str) -> None:
    assert tells_next_change(older, newer)
    assert not contradicts(older, newer)


def test_what_is_added_does_not_tell_how_it_is_now() -> None:
    assert not tells_next_change(
        "The chess juniors meet in Riga now", "The chess juniors also meet in Tartu now"
    )


@pytest.mark.parametrize("part", ["my ", "now ", "is ", "9 ", "我的", "Ana's ", "to Oslo "])
def test_no_statement_takes_long(part: str) -> None:
    long = part * 5_000

    assert not contradicts(f"My manager is {long}", f"My manager {long} now")


def test_a_move_says_nothing_of_what_else_the_same_person_does() -> None:
    move = "Olaf moved to Bergen"

    assert contradicts("Olaf lives in Hamar", move)
    for other in ("Olaf visited Malta", "Olaf began to work at Nordlys", "Olaf ran in Hamar"):
        assert not tells_next_change(other, move)
