"""An order must not depend on chance, and a match not on the scale of scores."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.ranking import RowScore, count_matches, sort_by_score

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_of_equals_the_later_said_comes_first_and_then_the_smaller_id() -> None:
    scores = {row_id: RowScore(score=0.5) for row_id in ("c", "b", "a")}
    scores["best"] = RowScore(score=0.6)
    said_at = {"a": NOON, "b": NOON, "c": NOON + timedelta(days=1), "best": NOON}

    assert sort_by_score(scores, said_at) == ["best", "c", "a", "b"]


def test_what_matches_far_less_than_the_best_is_no_match_whatever_its_score() -> None:
    scores = {
        str(evidence): RowScore(score=0.9 + evidence / 100, evidence=evidence)
        for evidence in (0.9, 0.5, 0.4)
    }

    assert count_matches(scores) == 2
    assert count_matches({}) == 0


@given(
    values=st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1, allow_nan=False)),
    low=st.floats(0, 10),
    scale=st.floats(0.001, 1_000),
)
def test_matches_do_not_depend_on_the_scale_of_scores(
    *, values: dict[str, float], low: float, scale: float
) -> None:
    scores = {row: RowScore(score=value, evidence=value) for row, value in values.items()}
    scaled = {row: RowScore(score=low + scale * v, evidence=v) for row, v in values.items()}

    assert count_matches(scaled) == count_matches(scores)


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1, allow_nan=False)))
def test_the_order_is_one_order(values: dict[str, float]) -> None:
    scores = {row_id: RowScore(score=value) for row_id, value in values.items()}
    said_at = dict.fromkeys("abcdef", NOON)

    turned = dict(reversed(scores.items()))

    assert sort_by_score(turned, said_at) == sort_by_score(scores, said_at)
