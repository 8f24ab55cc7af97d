"""`ClientRound`: what many clients found at the same time, beside what one found alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from mcp_mem0.evals.experiments.latency import Latency, measure_latency
from mcp_mem0.evals.runs.records import RunRecord

RoundName: TypeAlias = Literal["alone", "together", "others write beside", "others write here"]
"""One client; eight; eight while others write into other spaces; while they write into the same."""

ERROR_CHARS_MAX: Final = 500


class ClientRound(RunRecord):
    """A round of questions; shares are from 0 to 1, and None where there is nothing to count.

    Attributes:
        construction: Whose memory was asked.
        readers: How many clients asked; each asked all questions.
        writers: How many wrote meanwhile.
        asked: How many questions were asked, in all.
        errors: How many calls failed, of readers and writers.
        first_error: What the first of these said.
        evidence_recall: The mean share of the evidence that was told.
        equal: The share of answers that name the same memories, in the same order, as one client
            was told alone.
        kept: The mean share of the memories that one client was told alone, in any order.
        recall_ms: How long a recall took.
        recalls_per_s: How many were answered in a second.
        written: How many messages were stored meanwhile.
        remember_ms: How long a call took that stores some.
    """

    construction: str
    name: RoundName
    readers: int
    writers: int
    asked: int
    errors: int
    first_error: str
    evidence_recall: float | None
    equal: float | None
    kept: float | None
    recall_ms: Latency | None
    recalls_per_s: float
    written: int
    remember_ms: Latency | None


class ClientsResult(BaseModel):
    """All rounds, of each memory in turn."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rounds: tuple[ClientRound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAnswer:
    """What one client was told for one question.

    Attributes:
        question: Its id.
        ids: Of the memories, best first.
        evidence_share: None if nobody knows where the answer is.
        milliseconds: How long it took.
    """

    question: str
    ids: tuple[str, ...]
    evidence_share: float | None
    milliseconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEvents:
    """What happened in a round.

    Attributes:
        answers: Of all readers.
        errors: What the calls said that failed.
        write_ms: How long each call took that stored something.
        written: How many messages these stored.
        seconds: How long the readers took.
    """

    answers: Sequence[ToldAnswer]
    errors: Sequence[str]
    write_ms: Sequence[float]
    written: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """A round to come: who reads and writes, and whether into the space that is asked."""

    name: RoundName
    readers: int
    writers: int = 0
    is_same_space: bool = False


def build_round(
    plan: RoundPlan,
    events: RoundEvents,
    alone: Sequence[ToldAnswer],
    *,
    construction: str,
    conversation: str,
) -> ClientRound:
    """Return the figures of a round, beside what one client was told alone."""
    known = {each.question: each.ids for each in alone}
    answers = events.answers
    shares = [each.evidence_share for each in answers if each.evidence_share is not None]
    pairs = [(known[each.question], each.ids) for each in answers if each.question in known]
    kept = [len({*before} & {*now}) / len({*before}) for before, now in pairs if before]
    return ClientRound(
        construction=construction,
        conversation=conversation,
        name=plan.name,
        readers=plan.readers,
        writers=plan.writers,
        asked=len(answers),
        errors=len(events.errors),
        first_error=next(iter(events.errors), "")[:ERROR_CHARS_MAX],
        evidence_recall=fmean(shares) if shares else None,
        equal=fmean(before == now for before, now in pairs) if pairs else None,
        kept=fmean(kept) if kept else None,
        recall_ms=measure_latency([each.milliseconds for each in answers]),
        recalls_per_s=len(answers) / events.seconds if events.seconds else 0.0,
        written=events.written,
        remember_ms=measure_latency(events.write_ms),
    )
