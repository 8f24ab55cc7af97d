"""A score weighs what speaks for a row, and a feature with nothing to say does not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.linear_score import WeighedFeature, add_parts, score_pool
from mcp_mem0.domain.retrieval.pool import Pool, scale_to_best
from tests.support.pools import candidate, message, pool
from tests.support.row_builders import fact

FIRST, SECOND = message(1, "One."), message(2, "Two.", session="evening")


def constant(value: float) -> WeighedFeature:
    return WeighedFeature(
        name="same", compute=lambda found: dict.fromkeys(found.candidates, value), weight=2
    )


def silent(_: Pool) -> dict[str, float]:
    return {}


def test_a_feature_without_anything_to_say_does_not_vote() -> None:
    found = pool("who?", candidate(FIRST))
    mute = WeighedFeature(name="mute", compute=silent, weight=100)

    features = [constant(0.5), mute]
    (score,) = add_parts(score_pool(found, {}, features), found, {}, features).values()

    assert score.score == 0.5
    assert score.parts == {"same": 0.5}


def test_a_source_of_no_weight_does_not_count() -> None:
    by_meaning, by_words = candidate(FIRST, meaning=1.0), candidate(SECOND, words=1.0)
    found = pool("who?", by_meaning, by_words)

    words_only = score_pool(found, {"meaning": 0, "neighbour": 0})
    meaning_only = score_pool(found, {"words": 0, "neighbour": 0})

    assert words_only[SECOND.id].score > words_only[FIRST.id].score
    assert meaning_only[FIRST.id].score > meaning_only[SECOND.id].score
    assert words_only[FIRST.id].evidence == 0
    assert words_only[SECOND.id].evidence == 1


def test_of_equal_matches_a_fact_stands_above_a_message() -> None:
    stated = fact(1, text="Two.")
    found = pool("who?", candidate(FIRST, words=1.0), candidate(stated, words=1.0))

    scores = score_pool(found, {})

    assert scores[stated.id].score > scores[FIRST.id].score


@given(
    st.lists(st.tuples(*[st.floats(0, 1, allow_nan=False)] * 3), min_size=1, max_size=8),
    st.sampled_from(["Who is it?", "What did Olga say?", "When did I say so?"]),
)
def test_scores_stay_between_nothing_and_one(
    values: list[tuple[float, float, float]], asked: str
) -> None:
    candidates = [
        candidate(message(n, "So.", by=("Olga", "user")[n % 2]), meaning=m, words=w, graph=g)
        for n, (m, w, g) in enumerate(values)
    ]

    found = pool(asked, *candidates)
    scores = add_parts(score_pool(found, {}), found, {})

    assert len(scores) == len(values)
    for score in scores.values():
        assert -1e-9 <= score.score <= 1 + 1e-9
        assert score.score == pytest.approx(sum(score.parts.values()))


@given(st.dictionaries(st.text(max_size=2), st.floats(-5, 30, allow_nan=False)))
def test_the_best_is_one_and_nothing_is_below_zero(scores: dict[str, float]) -> None:
    scaled = scale_to_best(scores)

    assert scaled.keys() == scores.keys()
    assert all(0 <= value <= 1 for value in scaled.values())
    if any(score > 0 for score in scores.values()):
        assert max(scaled.values()) == 1
