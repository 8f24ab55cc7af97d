"""The second call of pipeline `single`: new facts with neighbours that were not shown yet."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.grounding.same_matter import is_about_same
from mcp_mem0.domain.model.attempts import describe_error
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.closings import choose_change_kind, choose_end_kind
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Update
from mcp_mem0.domain.model.rows import Fact, Statement
from mcp_mem0.ports import Neighbours
from mcp_mem0.prompts.parts import LabelledFact
from mcp_mem0.prompts.second_look import SYSTEM, DoubtfulFact, VerdictAnswer, build_request
from mcp_mem0.services.deciding.pipelines.draft import Draft
from mcp_mem0.services.deciding.pipelines.fact_text import clean_fact_text
from mcp_mem0.services.deciding.pipelines.parse_answer import AnswerReader, clean_reason
from mcp_mem0.services.deciding.pipelines.revise_drafted import StatingOperation
from mcp_mem0.services.deciding.pipelines.usage_meter import UsageMeter

_log = logging.getLogger(__name__)

DOUBTS_MAX: Final = 4
"""Most known facts below one new fact, the nearest."""

UNCOMPARED: Final = (
    "some new facts could not be compared with all known facts:"
    " check whether they repeat or contradict any"
)


async def look_again(
    draft: Draft, neighbours: Neighbours, meter: UsageMeter, *, near_score: float
) -> None:
    """Compare what is stated with near facts that were not shown yet, if they may be about it."""
    stated = draft.stating_operations
    if not stated:
        return
    texts = [each.statement.text for _, each in stated]
    seen = draft.shown.keys() | draft.closed_ids
    likeness = await neighbours.score_neighbours(texts)
    if not any(
        score >= near_score and row_id not in seen
        for scores in likeness
        for row_id, score in scores.items()
    ):
        return
    found = await neighbours.find_neighbours(texts)
    unseen = [
        _select_doubtful(each.statement, nears, seen, near_score)
        for (_, each), nears in zip(stated, found, strict=True)
    ]
    doubts, facts = _build_doubtful_facts(draft, unseen)
    if not doubts:
        return
    try:
        answer = await meter.ask(build_request(doubts))
    except DecisionError as error:
        # The first answer stands; what it missed stays beside it and can be settled later.
        _log.warning("the second look gave nothing: %s", describe_error(error))
        draft.notes.append(UNCOMPARED)
        return
    draft.dropped += [f"the second look: {slip}" for slip in answer.slips]
    for verdict in answer.verdicts:
        _Verdict(verdict, draft, facts).apply()


def _select_doubtful(
    statement: Statement, nears: Sequence[Neighbour], seen: Collection[str], near_score: float
) -> list[Neighbour]:
    """Return the neighbours of a new fact that nobody was shown and that may be about the same."""
    return [
        near
        for near in nears
        if near.fact.id not in seen
        and near.score >= near_score
        and is_about_same(
            statement.text, near.fact.text, (*statement.entities, *near.fact.entities)
        )
    ][:DOUBTS_MAX]


def _build_doubtful_facts(
    draft: Draft, unseen: Sequence[Sequence[Neighbour]]
) -> tuple[list[DoubtfulFact], list[Fact]]:
    """Return what to ask about, and the facts under their labels.

    A known fact has one label, and stands below each new fact that it may be about.
    """
    labels: dict[str, int] = {}
    facts: list[Fact] = []
    doubts: list[DoubtfulFact] = []
    for (number, stating), nears in zip(draft.stating_operations, unseen, strict=True):
        if not nears:
            continue
        for near in nears:
            if near.fact.id not in labels:
                facts.append(near.fact)
                labels[near.fact.id] = len(facts)
        known = [
            LabelledFact(label=labels[near.fact.id], fact=near.fact, relations=near.relations)
            for near in nears
        ]
        text = stating.statement.text
        doubts.append(DoubtfulFact(number=number + 1, text=text, known=known))
        draft.mark_shown(nears)
    return doubts, facts


@dataclass(frozen=True)
class _Verdict:
    """The second call's verdict on one new fact."""

    answer: VerdictAnswer
    draft: Draft
    facts: Sequence[Fact]

    def apply(self) -> None:
        """Change the draft if the verdict is valid; otherwise the fact is added as it was."""
        number = self.answer.fact - 1
        operations = self.draft.operations
        stating = operations[number] if 0 <= number < len(operations) else None
        if not isinstance(stating, StatingOperation):
            return self._drop("there is no such new fact")
        if self.answer.action == "ADD":
            return None
        if not 1 <= self.answer.target <= len(self.facts):
            return self._drop("it names a label that was not shown")
        target = self.facts[self.answer.target - 1]
        if target.id in self.draft.closed_ids:
            return self._drop("it names a fact that is closed already")
        return self._settle(number, stating, target)

    def _settle(self, number: int, stating: StatingOperation, target: Fact) -> None:
        statement, reason = stating.statement, clean_reason(self.answer.reason)
        match self.answer.action:
            case "UPDATE":
                self.draft.operations[number] = self._replace(stating, target, reason)
            case "DELETE":
                place, quote = statement.position, statement.quote
                kind = choose_end_kind(self.answer.kind)
                self.draft.operations.append(
                    Delete(target=target, reason=reason, position=place, quote=quote, kind=kind)
                )
            case _ if isinstance(stating, Add):
                place = statement.position
                self.draft.operations[number] = Noop(target=target, reason=reason, position=place)
            case _:
                # It corrects another fact, so it is stated although this one says it, too.
                return

    def _replace(self, stating: StatingOperation, target: Fact, reason: str) -> Update:
        statement = self._restate(stating.statement)
        if isinstance(stating, Update):
            closed = (*stating.also_closed, target)
            return replace(stating, statement=statement, also_closed=closed)
        return Update(
            target=target,
            statement=statement,
            reason=reason,
            kind=choose_change_kind(self.answer.kind),
        )

    def _restate(self, before: Statement) -> Statement:
        """Return the statement as the answer words it, with what that relates."""
        text = self._clean_text(before) or before.text
        case = self.draft.case
        reader = AnswerReader(case.episode, (before.position,), case.entity_names, SYSTEM)
        of = f"the second look on new fact {self.answer.fact}"
        entities, relations = reader.parse_graph(self.answer, f"{text}\n{before.text}", of=of)
        self.draft.dropped += reader.dropped
        return replace(
            before,
            text=text,
            entities=tuple(dict.fromkeys([*before.entities, *entities])),
            relations=tuple(dict.fromkeys([*before.relations, *relations])),
        )

    def _clean_text(self, before: Statement) -> str | None:
        said = self.draft.case.episode.intake.all_messages[before.position].content
        return clean_fact_text(self.answer.text, prompt=SYSTEM, said=said)

    def _drop(self, why: str) -> None:
        self.draft.dropped.append(f"the second call on new fact {self.answer.fact}: {why}")
