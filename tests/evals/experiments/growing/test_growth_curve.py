"""Each figure of a step, worked out by hand from two conversations."""

import pytest

from mcp_mem0.evals.experiments.growing.growth_curve import build_growth_curve
from mcp_mem0.evals.experiments.growing.growth_records import AskedQuestion, GrowthRecord
from mcp_mem0.evals.experiments.latency import Latency


def asked(
    question: str,
    share: float | None = None,
    *,
    ms: float = 1.0,
    is_stale: bool | None = None,
    is_shown: bool = False,
) -> AskedQuestion:
    return AskedQuestion(
        question=question,
        milliseconds=ms,
        evidence_share=share,
        is_stale=is_stale,
        is_forgotten_shown=is_shown,
    )


def record(step: int, *questions: AskedQuestion, of: str = "a", **changed: object) -> GrowthRecord:
    given: dict[str, object] = {
        "conversation": of,
        "system": "rules",
        "step": step,
        "session": 2 * step,
        "chat": 0,
        "days": 10 * step,
        "questions": questions,
        "forgotten_turns": 0,
        "forgotten_found": 0,
        "bytes": 1_000,
        "facts": 0,
        "relations": 0,
        "messages": 5 * step,
    }
    return GrowthRecord.model_validate(given | changed)


def test_a_step_is_taken_over_the_questions_of_all_conversations() -> None:
    (point,) = build_growth_curve(
        [
            record(1, asked("1", 1.0, ms=4.0), asked("2", 0.5, ms=1.0), asked("3", ms=2.0)),
            record(1, asked("1", 0.0, ms=3.0), of="b", session=3, days=30, bytes=3_000, facts=3),
        ]
    ).points

    assert (point.system, point.step, point.conversations, point.asked) == ("rules", 1, 2, 4)
    assert (point.sessions, point.days) == (2.5, 20.0)
    assert point.evidence_recall == pytest.approx((1.0 + 0.5 + 0.0) / 3)
    assert point.search_ms == Latency(p50=2.0, p95=4.0)
    assert (point.bytes, point.facts, point.messages) == (2_000.0, 1.5, 5.0)


def test_what_was_asked_before_is_compared_with_its_last_step() -> None:
    first, second = build_growth_curve(
        [
            record(1, asked("1", 1.0), asked("2", 1.0)),
            record(3, asked("2", 0.5), asked("3", 1.0)),
            # The same question of another conversation is another question.
            record(3, asked("1", 1.0), of="b"),
        ]
    ).points

    assert (first.asked_again, first.recall_before, first.recall_again) == (0, None, None)
    assert (second.asked_again, second.recall_before, second.recall_again) == (1, 1.0, 0.5)
    assert second.evidence_recall == pytest.approx((0.5 + 1.0 + 1.0) / 3)


def test_what_is_asked_amid_small_talk_is_compared_with_the_step_before() -> None:
    *_, beside = build_growth_curve(
        [
            record(1, asked("1", 1.0)),
            record(2, asked("1", 0.5)),
            record(2, asked("1", 0.25), chat=150),
        ]
    ).points

    assert (beside.recall_before, beside.recall_again) == (0.5, 0.25)


def test_faults_are_counted_among_what_could_have_them() -> None:
    (point,) = build_growth_curve(
        [
            record(1, asked("1", is_stale=True), asked("2", is_stale=False), asked("3")),
            record(1, asked("1", is_shown=True), of="b", forgotten_turns=2, forgotten_found=1),
        ]
    ).points

    assert (point.stale_shown, point.stale_possible) == (1, 2)
    assert (point.forgotten_shown, point.forgotten_turns) == (2, 2)
    assert point.evidence_recall is None


def test_steps_are_in_order_and_a_repeated_one_counts_once() -> None:
    points = build_growth_curve(
        [
            record(2, chat=150),
            record(2),
            record(1, asked("1", 0.0)),
            record(1, asked("1", 1.0)),
            record(1, system="mem0-single"),
        ]
    ).points

    assert [(each.system, each.step, each.chat) for each in points] == [
        ("mem0-single", 1, 0),
        ("rules", 1, 0),
        ("rules", 2, 0),
        ("rules", 2, 150),
    ]
    assert points[1].evidence_recall == 1.0
