"""Each question of a run, with what every system answered and how it was judged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mcp_mem0.evals.reports.run_material import RunMaterial
from mcp_mem0.evals.reports.system_report import SystemRecords
from mcp_mem0.evals.runs.records import GivenAnswer, GivenVerdict

Reasons: TypeAlias = Mapping[tuple[str, str, str, str], str]
"""Of verdicts, by conversation, question, answer and strictness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReport:
    """What one system answered to a question; None where it lacks.

    Attributes:
        lenient: Whether it is right by the lenient rules.
        strict: Likewise, by the strict rules.
        reason: What the judge gave for the stricter verdict that there is; "" if rules decided.
        evidence: The share of the turns that answer that were shown, from 0 to 1.
        tokens: The size of what was shown.
    """

    system: str
    answer: str | None
    lenient: bool | None
    strict: bool | None
    reason: str
    f1: float | None
    evidence: float | None
    tokens: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReport:
    """A question, and what came of it.

    Attributes:
        key: "conversation/question".
        right_answers: () of a question that has none.
        is_left_out: Whether its label is known to be wrong.
    """

    key: str
    conversation: str
    category: str
    text: str
    right_answers: tuple[str, ...]
    is_left_out: bool
    answers: tuple[AnswerReport, ...]


def report_questions(
    material: RunMaterial, systems: Sequence[SystemRecords]
) -> tuple[QuestionReport, ...]:
    """Return the questions that some system was asked, in the order of the data set."""
    reasons = _index_reasons(material.verdicts)
    return tuple(
        QuestionReport(
            key=key,
            conversation=key.removesuffix(f"/{question.id}"),
            category=question.category,
            text=question.text,
            right_answers=(question.answer, *question.also_right) if question.answer else (),
            is_left_out=key in material.dataset.left_out,
            answers=answers,
        )
        for key, question in material.questions.items()
        if (answers := tuple(_report_answers(key, systems, reasons)))
    )


def _index_reasons(verdicts: Sequence[GivenVerdict]) -> Reasons:
    return {
        (each.conversation, each.question, each.answer, each.strictness): each.reason
        for each in verdicts
    }


def _report_answers(
    key: str, systems: Sequence[SystemRecords], reasons: Reasons
) -> Iterator[AnswerReport]:
    for records in systems:
        context, given = records.contexts.get(key), records.answers.get(key)
        if context is None and given is None:
            continue
        scored = records.scored.get(key)
        yield AnswerReport(
            system=records.system,
            answer=given.answer if given else None,
            lenient=scored.lenient if scored else None,
            strict=scored.strict if scored else None,
            reason=_find_reason(given, reasons) if given else "",
            f1=scored.f1 if scored else None,
            evidence=records.evidence.get(key),
            tokens=context.tokens if context else None,
        )


def _find_reason(given: GivenAnswer, reasons: Reasons) -> str:
    place = given.conversation, given.question, given.answer
    return reasons.get((*place, "strict")) or reasons.get((*place, "lenient"), "")
