"""Choosing the members of a list from many sessions."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.retrieval.ranking import RowScore, sort_by_score
from mcp_mem0.domain.retrieval.shapes.list_selection import (
    AGAIN_SHARE,
    CHOSEN_MAX,
    spread_over_sessions,
)
from tests.support.pools import message


def choose(*told: tuple[str, float]) -> list[int]:
    """Return the numbers of messages in the order chosen, each given by its session and score."""
    told_rows = [replace(message(n, "So."), session=session) for n, (session, _) in enumerate(told)]
    rows = {row.id: row for row in told_rows}
    scores = {
        row.id: RowScore(score=score) for row, (_, score) in zip(told_rows, told, strict=True)
    }
    order = sort_by_score(scores, {row_id: row.said_at for row_id, row in rows.items()})
    ids = [*rows]
    return [ids.index(row_id) for row_id in spread_over_sessions(order, scores, rows)]


def test_another_session_comes_before_a_little_more_of_the_same() -> None:
    assert choose(("may", 1.0), ("may", 0.9), ("june", 0.89)) == [0, 2, 1]


def test_what_is_much_better_stays_before_another_session() -> None:
    assert choose(("may", 1.0), ("may", 0.9), ("june", 0.9 * AGAIN_SHARE - 0.01)) == [0, 1, 2]


def test_one_session_keeps_its_order() -> None:
    assert choose(("may", 0.3), ("may", 0.9), ("may", 0.5)) == [1, 2, 0]


def test_what_no_answer_can_hold_stays_where_it_was() -> None:
    told = [("may", 1 - number / 1_000) for number in range(CHOSEN_MAX + 5)]

    assert choose(*told) == [*range(len(told))]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1)), max_size=60))
def test_every_row_is_kept_once_and_sessions_keep_their_order(
    told: list[tuple[str, float]],
) -> None:
    chosen = choose(*told)

    assert sorted(chosen) == [*range(len(told))]
    for session in "abc":
        scores = [told[number][1] for number in chosen if told[number][0] == session]
        assert scores == sorted(scores, reverse=True)
