"""An order must not depend on chance, nor on a source that has nothing to say."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.fusion import (
    UNSEEN_SHARE,
    FusedScore,
    Place,
    Source,
    boost_neighbours,
    count_matches,
    fuse_scores,
    sort_by_score,
)

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def source(
    name: str, scores: Mapping[str, float], *, weight: float = 0.5, complete: bool = True
) -> Source:
    return Source(name=name, weight=weight, scores=scores, complete=complete)


def scores_of(fused_scores: Mapping[str, FusedScore]) -> dict[str, float]:
    return {row_id: fused.score for row_id, fused in fused_scores.items()}


def test_a_row_that_both_sources_find_beats_one_that_leads_in_one() -> None:
    fused_scores = fuse_scores(
        [
            source("meaning", {"both": 0.8, "one": 1.0}),
            source("words", {"both": 8.0, "other": 10.0}),
        ]
    )

    assert scores_of(fused_scores) == pytest.approx({"both": 0.8, "one": 0.5, "other": 0.5})
    assert fused_scores["both"].found_by == ("meaning", "words")
    assert fused_scores["other"].found_by == ("words",)


def test_a_source_that_found_nothing_does_not_vote() -> None:
    alone = fuse_scores([source("words", {"a": 4.0, "b": 1.0})])

    assert fuse_scores([source("words", {"a": 4.0, "b": 1.0}), source("meaning", {})]) == alone
    assert scores_of(alone) == {"a": 1.0, "b": 0.25}


def test_a_weight_of_nothing_is_no_vote() -> None:
    fused_scores = fuse_scores(
        [source("words", {"a": 1.0}), source("meaning", {"b": 1.0}, weight=0.0)]
    )

    assert fused_scores.keys() == {"a"}


def test_a_row_beyond_the_end_of_a_full_list_does_not_score_zero() -> None:
    fused_scores = fuse_scores(
        [
            source("meaning", {"a": 1.0, "b": 0.5}, complete=False),
            source("words", {"c": 2.0}),
        ]
    )

    assert fused_scores["c"].score == pytest.approx(0.5 * (1.0 + 0.5 * UNSEEN_SHARE))
    assert fused_scores["a"].score == pytest.approx(0.5)


def test_equal_scores_and_scores_below_zero_are_scaled_too() -> None:
    assert scores_of(fuse_scores([source("words", {"a": 0.0, "b": 0.0})])) == {"a": 1.0, "b": 1.0}
    assert scores_of(fuse_scores([source("meaning", {"a": 1.0, "b": -1.0})])) == {
        "a": 1.0,
        "b": 0.0,
    }


def test_a_message_is_raised_by_its_neighbour() -> None:
    fused_scores = {row_id: FusedScore(score=score) for row_id, score in (("q", 1.0), ("a", 0.4))}
    fused_scores |= {"far": FusedScore(score=0.4), "fact": FusedScore(score=0.4)}
    places = {"q": Place("e", 3), "a": Place("e", 4), "far": Place("e", 9)}

    raised = scores_of(boost_neighbours(fused_scores, places, 0.5))

    assert raised["q"] == pytest.approx(1.2 / 1.5)
    assert raised["a"] == pytest.approx(0.9 / 1.5)
    assert raised["far"] == raised["fact"] == pytest.approx(0.4 / 1.5)


def test_messages_of_other_episodes_are_no_neighbours() -> None:
    fused_scores = {"a": FusedScore(score=1.0), "b": FusedScore(score=0.5)}

    raised = boost_neighbours(fused_scores, {"a": Place("e", 3), "b": Place("f", 4)}, 0.0)

    assert raised == fused_scores


def test_of_equals_the_later_said_comes_first_and_then_the_smaller_id() -> None:
    fused_scores = {row_id: FusedScore(score=0.5) for row_id in ("c", "b", "a")}
    fused_scores["best"] = FusedScore(score=0.6)
    said_at = {"a": NOON, "b": NOON, "c": NOON + timedelta(days=1), "best": NOON}

    assert sort_by_score(fused_scores, said_at) == ["best", "c", "a", "b"]


def test_what_scores_far_below_the_best_is_no_match() -> None:
    fused_scores = {str(score): FusedScore(score=score) for score in (0.9, 0.5, 0.4)}

    assert count_matches(fused_scores) == 2
    assert count_matches({}) == 0


lists = st.dictionaries(
    st.sampled_from("abcdef"), st.floats(-1, 30, allow_nan=False, allow_subnormal=False)
)


@given(meaning=lists, words=lists, complete=st.booleans(), share=st.floats(0, 1))
def test_scores_stay_between_nothing_and_one_and_the_order_is_one_order(
    *, meaning: dict[str, float], words: dict[str, float], complete: bool, share: float
) -> None:
    sources = [source("meaning", meaning, complete=complete), source("words", words)]
    places = {row_id: Place("e", ord(row_id)) for row_id in meaning}
    said_at = dict.fromkeys("abcdef", NOON)

    fused_scores = boost_neighbours(fuse_scores(sources), places, share)

    assert fused_scores.keys() == meaning.keys() | words.keys()
    assert all(0 <= fused.score <= 1 + 1e-9 for fused in fused_scores.values())
    turned = dict(reversed(fused_scores.items()))
    assert sort_by_score(turned, said_at) == sort_by_score(fused_scores, said_at)
