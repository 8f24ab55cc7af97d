"""`GrowthCurve`: how well memories are searched while they grow, over all conversations."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from statistics import fmean

from pydantic import BaseModel, ConfigDict

from mcp_mem0.evals.experiments.growing.growth_records import AskedQuestion, GrowthRecord
from mcp_mem0.evals.experiments.latency import Latency, measure_latency
from mcp_mem0.evals.scoring.averages import compute_mean


class GrowthPoint(BaseModel):
    """One step of one system; shares are from 0 to 1, and None where there is nothing to count.

    Attributes:
        step: The checkpoint, from 1; those amid small talk belong to the last one.
        chat: How many messages of small talk stand beside, in each conversation.
        conversations: How many were asked.
        sessions: The mean number of sessions that are remembered.
        days: The mean number of days since the first of them.
        asked: How many questions were asked.
        evidence_recall: The mean share of the evidence shown, of the questions that have some.
        asked_again: How many of these were asked at the step before, too.
        recall_before: The mean share for those at the step before.
        recall_again: The same at this step.
        stale_possible: How many questions are about something that an earlier turn says otherwise.
        stale_shown: For how many that earlier turn stood above the one that ended it.
        forgotten_turns: How many turns were forgotten until then.
        forgotten_shown: How many answers showed forgotten words, also when they were asked for.
        search_ms: How long the search for a question took.
        bytes, facts, relations, messages: The mean size of a store, and what is open in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    system: str
    step: int
    chat: int
    conversations: int
    sessions: float
    days: float
    asked: int
    evidence_recall: float | None
    asked_again: int
    recall_before: float | None
    recall_again: float | None
    stale_possible: int
    stale_shown: int
    forgotten_turns: int
    forgotten_shown: int
    search_ms: Latency | None
    bytes: float
    facts: float
    relations: float
    messages: float


class GrowthCurve(BaseModel):
    """The steps of each system, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    points: tuple[GrowthPoint, ...]


def build_growth_curve(records: Iterable[GrowthRecord]) -> GrowthCurve:
    """Return the steps of each system over all conversations that reached them."""
    last = {(each.conversation, each.system, each.step, each.chat): each for each in records}
    ordered = sorted(last.values(), key=_read_step)
    return GrowthCurve(
        points=tuple(
            _build_point(list(group), last) for _, group in groupby(ordered, key=_read_step)
        )
    )


def _read_step(record: GrowthRecord) -> tuple[str, int, int]:
    return record.system, record.step, record.chat


def _build_point(
    records: Sequence[GrowthRecord], known: Mapping[tuple[str, str, int, int], GrowthRecord]
) -> GrowthPoint:
    asked = [question for record in records for question in record.questions]
    again = [pair for record in records for pair in _list_pairs(record, known.values())]
    stale = [each.is_stale for each in asked if each.is_stale is not None]
    first = records[0]
    return GrowthPoint(
        system=first.system,
        step=first.step,
        chat=first.chat,
        conversations=len(records),
        sessions=fmean(each.session for each in records),
        days=fmean(each.days for each in records),
        asked=len(asked),
        evidence_recall=compute_mean(
            each.evidence_share for each in asked if each.evidence_share is not None
        ),
        asked_again=len(again),
        recall_before=compute_mean(before for before, _ in again),
        recall_again=compute_mean(now for _, now in again),
        stale_possible=len(stale),
        stale_shown=sum(stale),
        forgotten_turns=sum(each.forgotten_turns for each in records),
        forgotten_shown=sum(each.is_forgotten_shown for each in asked)
        + sum(each.forgotten_found for each in records),
        search_ms=measure_latency([each.milliseconds for each in asked]),
        bytes=fmean(each.bytes for each in records),
        facts=fmean(each.facts for each in records),
        relations=fmean(each.relations for each in records),
        messages=fmean(each.messages for each in records),
    )


def _list_pairs(record: GrowthRecord, known: Iterable[GrowthRecord]) -> list[tuple[float, float]]:
    """Return the evidence shares of the questions asked at their last step, too: then, and now."""
    earlier = [
        each
        for each in known
        if (each.conversation, each.system) == (record.conversation, record.system)
        and _read_step(each) < _read_step(record)
    ]
    before = max(earlier, key=_read_step, default=None)
    former = {} if before is None else _list_shares(before.questions)
    shares = _list_shares(record.questions)
    return [(former[question], share) for question, share in shares.items() if question in former]


def _list_shares(asked: Iterable[AskedQuestion]) -> dict[str, float]:
    return {each.question: each.evidence_share for each in asked if each.evidence_share is not None}
