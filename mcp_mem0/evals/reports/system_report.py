"""`SystemReport`: what one system found, answered and took, over all questions and by kind."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from mcp_mem0.evals.evidence.retrieval_measure import compute_evidence_share
from mcp_mem0.evals.reports.figures import Rate, Spread, build_rate, compute_spread
from mcp_mem0.evals.reports.run_material import RunMaterial
from mcp_mem0.evals.runs.records import FoundContext, GivenAnswer
from mcp_mem0.evals.scoring.answer_tally import (
    ANSWERABLE,
    UNANSWERABLE,
    AnswerTally,
    tally_groups,
)
from mcp_mem0.evals.scoring.averages import compute_mean
from mcp_mem0.evals.scoring.scored_answers import ScoredAnswer, score_answers
from mcp_mem0.evals.systems.system import VagueControl

CONTROL: Final = VagueControl().name

UNJUDGED_MAX: Final = 0.1
"""Which share of the answers of a system may lack a verdict before verdicts are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport:
    """The figures of one kind of question; None where there is nothing to count.

    Attributes:
        group: The kind, `ANSWERABLE` or `UNANSWERABLE`.
        questions: How many were searched for or answered.
        evidence: The mean share of the turns that answer a question that were shown.
        answers: How many were answered.
        tokens: The mean size of what was shown.

    The others are those of `AnswerTally`.
    """

    group: str
    questions: int
    evidence: float | None
    tokens: float | None
    answers: int
    lenient: Rate | None
    strict: Rate | None
    control_lenient: Rate | None
    control_strict: Rate | None
    abstained: Rate | None
    f1: float | None
    bleu_1: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacks:
    """What a run still lacks of a system; none of it counts as wrong.

    Attributes:
        contexts: Questions that were not searched for.
        answers: Questions without an answer.
        verdicts: Answers without a lenient or a strict verdict.
    """

    contexts: int
    answers: int
    verdicts: int


def sum_lacks(lacks: Sequence[Lacks]) -> Lacks:
    """Return what lacks in all."""
    return Lacks(
        contexts=sum(each.contexts for each in lacks),
        answers=sum(each.answers for each in lacks),
        verdicts=sum(each.verdicts for each in lacks),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemReport:
    """The figures of one system.

    Attributes:
        whole: Over all questions, by kind.
        without_wrong_labels: Likewise, without those whose label is known to be wrong; () if no
            label is known to be.
        tokens: Shown for a question.
        search_ms: The search alone.
        total_ms: Search and answer, of the answers that a model gave.
    """

    system: str
    whole: tuple[GroupReport, ...]
    without_wrong_labels: tuple[GroupReport, ...]
    lacks: Lacks
    tokens: Spread | None
    search_ms: Spread | None
    total_ms: Spread | None

    @property
    def answerable(self) -> GroupReport | None:
        """The figures of all questions that have an answer."""
        return find_group(self.whole, ANSWERABLE)


def find_group(groups: Sequence[GroupReport], name: str) -> GroupReport | None:
    """Return the figures of a kind of question, or None if there are none."""
    return next((each for each in groups if each.group == name), None)


@dataclass(frozen=True, kw_only=True)
class SystemRecords:
    """What a run has of one system, by question; of two records of a question the last counts."""

    material: RunMaterial
    system: str

    @cached_property
    def contexts(self) -> Mapping[str, FoundContext]:
        """What it showed."""
        return {
            key: each
            for each in self.material.contexts
            if each.system == self.system
            and (key := f"{each.conversation}/{each.question}") in self.material.questions
        }

    @cached_property
    def answers(self) -> Mapping[str, GivenAnswer]:
        """What was answered."""
        return {
            key: each
            for each in self.material.answers
            if each.system == self.system
            and (key := f"{each.conversation}/{each.question}") in self.material.questions
        }

    @cached_property
    def scored(self) -> Mapping[str, ScoredAnswer]:
        """What the answers are worth, without verdicts while more than a tenth of them lack.

        Rules settle at once what says nothing, as wrong, so those alone would be no fair sample.
        """
        found = self._all_scored
        has_lenient = _is_mostly_known([each.lenient for each in found if each.is_answerable])
        has_strict = _is_mostly_known([each.strict for each in found if each.is_answerable])
        return {
            each.key: replace(
                each,
                lenient=each.lenient if has_lenient or not each.is_answerable else None,
                strict=each.strict if has_strict or not each.is_answerable else None,
            )
            for each in found
        }

    @cached_property
    def unjudged(self) -> int:
        """How many answers lack a verdict."""
        return sum(None in (each.lenient, each.strict) for each in self._all_scored)

    @cached_property
    def _all_scored(self) -> tuple[ScoredAnswer, ...]:
        return score_answers(self.material.dataset, self.answers.values(), self.material.verdicts)

    @cached_property
    def evidence(self) -> Mapping[str, float]:
        """Which share of the turns that answer was shown, of the questions that name some."""
        return {
            key: compute_evidence_share(question.evidence, context.turns)
            for key, context in self.contexts.items()
            if (question := self.material.questions[key]).evidence and question.is_answerable
        }


def _is_mostly_known(verdicts: Sequence[bool | None]) -> bool:
    return verdicts.count(None) <= UNJUDGED_MAX * len(verdicts)


def report_system(records: SystemRecords, control: SystemRecords) -> SystemReport:
    """Return the figures of a system, beside those of the control."""
    material = records.material
    left_out = material.dataset.left_out
    return SystemReport(
        system=records.system,
        whole=tuple(_report_groups(records, control, frozenset())),
        without_wrong_labels=tuple(_report_groups(records, control, left_out) if left_out else ()),
        lacks=_count_lacks(records),
        tokens=compute_spread(each.tokens for each in records.contexts.values()),
        search_ms=compute_spread(each.milliseconds for each in records.contexts.values()),
        total_ms=compute_spread(_list_totals(records)),
    )


def _count_lacks(records: SystemRecords) -> Lacks:
    # A checkpoint asks only the questions whose answers hold there.
    planned = records.system in records.material.systems
    asked = records.material.asked if planned else frozenset(records.contexts)
    return Lacks(
        contexts=len(asked - {*records.contexts}),
        answers=len(asked - {*records.answers}),
        verdicts=records.unjudged,
    )


def _list_totals(records: SystemRecords) -> Iterator[float]:
    for key, answer in records.answers.items():
        context = records.contexts.get(key)
        if context is not None and answer.milliseconds is not None:
            yield context.milliseconds + answer.milliseconds


def _report_groups(
    records: SystemRecords, control: SystemRecords, left_out: Collection[str]
) -> Iterator[GroupReport]:
    kept = [each for key, each in records.scored.items() if key not in left_out]
    tallies = {each.group: each for each in tally_groups(kept, list(control.scored.values()))}
    for group, keys in _group_keys(records, left_out).items():
        yield _report_group(records, group, keys, tallies.get(group))


def _group_keys(records: SystemRecords, left_out: Collection[str]) -> dict[str, list[str]]:
    """Return the questions by kind, then all that have an answer, then the others."""
    kinds: dict[str, list[str]] = {}
    totals: dict[str, list[str]] = {ANSWERABLE: [], UNANSWERABLE: []}
    for key, question in records.material.questions.items():
        if key in left_out or not (key in records.contexts or key in records.answers):
            continue
        if question.is_answerable:
            kinds.setdefault(question.category, []).append(key)
        totals[ANSWERABLE if question.is_answerable else UNANSWERABLE].append(key)
    return kinds | {group: keys for group, keys in totals.items() if keys}


def _report_group(
    records: SystemRecords, group: str, keys: Collection[str], tally: AnswerTally | None
) -> GroupReport:
    shown = (records.contexts[key].tokens for key in keys if key in records.contexts)
    return GroupReport(
        group=group,
        questions=len(keys),
        evidence=compute_mean(records.evidence[key] for key in keys if key in records.evidence),
        tokens=compute_mean(shown),
        answers=tally.answers if tally else 0,
        lenient=build_rate(tally.lenient) if tally else None,
        strict=build_rate(tally.strict) if tally else None,
        control_lenient=build_rate(tally.control_lenient) if tally else None,
        control_strict=build_rate(tally.control_strict) if tally else None,
        abstained=build_rate(tally.abstained) if tally else None,
        f1=tally.f1 if tally else None,
        bleu_1=tally.bleu_1 if tally else None,
    )
