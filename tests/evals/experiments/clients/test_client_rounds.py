"""Each figure of a round, worked out by hand from what its clients were told."""

import pytest

from mcp_mem0.evals.experiments.clients.client_rounds import (
    ERROR_CHARS_MAX,
    ClientRound,
    RoundEvents,
    RoundPlan,
    ToldAnswer,
    build_round,
)
from mcp_mem0.evals.experiments.latency import Latency

PLAN = RoundPlan(name="together", readers=2, writers=1)


def told(question: str, *ids: str, share: float | None = 1.0, ms: float = 1.0) -> ToldAnswer:
    return ToldAnswer(question=question, ids=ids, evidence_share=share, milliseconds=ms)


def built(
    *answers: ToldAnswer, alone: tuple[ToldAnswer, ...] = (), **changed: object
) -> ClientRound:
    given: dict[str, object] = {"errors": (), "write_ms": (), "written": 0, "seconds": 2.0}
    events = RoundEvents(answers=answers, **(given | changed))  # pyright: ignore[reportArgumentType]
    return build_round(PLAN, events, alone, construction="rules", conversation="own")


def test_evidence_and_times_are_taken_over_all_answers() -> None:
    made = built(
        told("1", share=1.0, ms=3.0), told("1", share=0.5, ms=1.0), told("2", share=None, ms=2.0)
    )

    assert (made.construction, made.conversation, made.name) == ("rules", "own", "together")
    assert (made.readers, made.writers, made.asked) == (2, 1, 3)
    assert made.evidence_recall == 0.75
    assert made.recall_ms == Latency(p50=2.0, p95=3.0)
    assert made.recalls_per_s == 1.5


def test_an_answer_is_equal_only_with_the_same_memories_in_the_same_order() -> None:
    alone = (told("1", "m_1", "m_2"), told("2", "m_3"))
    made = built(
        told("1", "m_1", "m_2"),
        told("1", "m_2", "m_1"),
        told("2", "m_4"),
        told("2", "m_3", "m_4"),
        alone=alone,
    )

    assert made.equal == 0.25
    assert made.kept == pytest.approx((1.0 + 1.0 + 0.0 + 1.0) / 4)


def test_nothing_is_told_and_equal_where_nothing_was_told_alone() -> None:
    made = built(told("1"), alone=(told("1"),))

    assert (made.equal, made.kept) == (1.0, None)


def test_errors_are_counted_and_the_first_is_told_in_part() -> None:
    made = built(errors=("x" * 2_000, "later"))

    assert (made.errors, made.first_error) == (2, "x" * ERROR_CHARS_MAX)
    assert (made.asked, made.evidence_recall, made.recall_ms) == (0, None, None)


def test_what_was_written_meanwhile_is_told() -> None:
    made = built(told("1"), write_ms=(5.0, 7.0), written=30)

    assert made.written == 30
    assert made.remember_ms == Latency(p50=5.0, p95=7.0)
