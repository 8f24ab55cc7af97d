"""Whether anything answers rests on each row's own measures, whatever the ranking."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.certainty import (
    RIGHT_SHARES,
    calibrate_certainty,
    compute_certainties,
    is_answered,
)
from mcp_mem0.domain.retrieval.pool import Pool
from tests.support.pools import candidate, message, pool


def measured(*measures: tuple[float, float], asked: str = "Where is the boat?") -> Pool:
    """Return a pool of rows with a cosine and a share of the question's words each."""
    return pool(
        asked,
        *(
            candidate(message(n, "So."))._replace(similarity=similarity, coverage=coverage)
            for n, (similarity, coverage) in enumerate(measures)
        ),
    )


@pytest.mark.parametrize(
    ("similarity", "coverage", "is_known"),
    [(0.7, 0.6, True), (0.75, 0.0, True), (0.0, 0.9, True), (0.2, 0.1, False), (0.0, 0.0, False)],
)
def test_meaning_and_words_both_speak_for_an_answer(
    similarity: float, coverage: float, *, is_known: bool
) -> None:
    assert is_answered(measured((similarity, coverage))) is is_known


def test_a_question_for_many_things_is_answered_by_what_is_less_like_it() -> None:
    members = measured((0.34, 0.0), asked="Which cities have I visited?")
    one = measured((0.34, 0.0), asked="Where is the boat?")

    assert (is_answered(members), is_answered(one)) == (True, False)


def test_nothing_is_answered_by_nothing() -> None:
    assert not is_answered(measured())


def test_without_a_model_words_alone_decide_and_without_words_meaning() -> None:
    assert is_answered(replace(measured((0.0, 0.4)), has_meaning=False))
    assert is_answered(replace(measured((0.4, 0.0)), has_words=False))


def test_who_is_asked_for_by_name_alone_is_known_if_anything_mentions_them() -> None:
    named = pool("Olga?", candidate(message(1, "Yes.", by="Olga")))

    assert is_answered(replace(named, has_words=False))


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_score_that_is_told_rises_with_certainty_and_stays_a_share(
    one: float, other: float
) -> None:
    low, high = sorted((one, other))

    assert 0 <= calibrate_certainty(low) <= calibrate_certainty(high) <= 1


def test_each_certainty_that_was_counted_is_told_as_its_share() -> None:
    told = [calibrate_certainty(certainty) for certainty, _ in RIGHT_SHARES]

    assert told == pytest.approx([share for _, share in RIGHT_SHARES])
    assert calibrate_certainty(1.5) == RIGHT_SHARES[-1][1]


@given(shift=st.floats(0, 0.6))
def test_a_model_whose_unrelated_texts_are_alike_makes_nothing_certain(shift: float) -> None:
    # Other embedding models have other cosines of unrelated texts.
    low = [(0.05 * (n % 3), 0.0) for n in range(30)]
    shifted = measured(*((shift + (1 - shift) * value, words) for value, words in low))

    assert not is_answered(shifted)
    assert max(compute_certainties(shifted).values()) == pytest.approx(
        max(compute_certainties(measured(*low)).values()), abs=1e-6
    )
