"""The second call of pipeline `single`: new facts with neighbours that were not shown yet."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.model.attempts import describe_error
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Update
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.ports import Neighbours
from mcp_mem0.prompts.parts import LabelledFact
from mcp_mem0.prompts.second_look import SYSTEM, DoubtfulFact, VerdictAnswer, build_request
from mcp_mem0.services.deciding.pipelines.draft import Draft
from mcp_mem0.services.deciding.pipelines.parse_answer import clean_fact_text, clean_reason
from mcp_mem0.services.deciding.pipelines.usage_meter import UsageMeter

_log = logging.getLogger(__name__)

UNCOMPARED = (
    "some new facts could not be compared with all known facts:"
    " check whether they repeat or contradict any"
)


async def look_again(
    draft: Draft, neighbours: Neighbours, meter: UsageMeter, *, near_score: float
) -> None:
    """Compare the added facts with near facts that were not shown yet, if there are any."""
    added = draft.additions
    if not added:
        return
    texts = [add.statement.text for _, add in added]
    seen = draft.shown.keys() | draft.closed_ids
    likeness = await neighbours.score_neighbours(texts)
    if not any(
        score >= near_score and row_id not in seen
        for scores in likeness
        for row_id, score in scores.items()
    ):
        return
    doubts, facts = _build_doubtful_facts(
        draft, _select_unseen(draft, await neighbours.find_neighbours(texts))
    )
    try:
        answer = await meter.ask(build_request(doubts))
    except DecisionError as error:
        # The first answer counts; duplicates and conflicts that it missed can be resolved later.
        _log.warning("the second call failed: %s", describe_error(error))
        draft.notes.append(UNCOMPARED)
        return
    for verdict in answer.verdicts:
        _Verdict(verdict, draft, facts).apply()


def _select_unseen(draft: Draft, found: Sequence[Sequence[Neighbour]]) -> list[list[Neighbour]]:
    """Return, for each new fact, the neighbours not shown yet, each for one fact only."""
    seen = draft.shown.keys() | draft.closed_ids
    unseen: list[list[Neighbour]] = []
    for nears in found:
        unseen.append([near for near in nears if near.fact.id not in seen])
        seen |= {near.fact.id for near in nears}
    return unseen


def _build_doubtful_facts(
    draft: Draft, found: Sequence[Sequence[Neighbour]]
) -> tuple[list[DoubtfulFact], list[Fact]]:
    """Return the new facts to ask about, and the known facts in the order of their labels.

    As the call is made anyway, less similar facts are shown, too.
    """
    facts: list[Fact] = []
    doubts: list[DoubtfulFact] = []
    for (number, add), nears in zip(draft.additions, found, strict=True):
        if not nears:
            continue
        known = [
            LabelledFact(label=label, fact=near.fact)
            for label, near in enumerate(nears, start=len(facts) + 1)
        ]
        doubts.append(DoubtfulFact(number=number + 1, text=add.statement.text, known=known))
        facts += [near.fact for near in nears]
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
        add = operations[number] if 0 <= number < len(operations) else None
        if not isinstance(add, Add):
            return self._drop("there is no such new fact")
        if self.answer.action == "ADD":
            return None
        if not 1 <= self.answer.target <= len(self.facts):
            return self._drop("it names a label that was not shown")
        target = self.facts[self.answer.target - 1]
        if target.id in self.draft.closed_ids:
            return self._drop("it names a fact that is closed already")
        return self._settle(number, add, target)

    def _settle(self, number: int, add: Add, target: Fact) -> None:
        statement, reason = add.statement, clean_reason(self.answer.reason)
        match self.answer.action:
            case "UPDATE":
                text = self._clean_text(add) or statement.text
                self.draft.operations[number] = Update(
                    target=target, statement=replace(statement, text=text), reason=reason
                )
            case "DELETE":
                place, quote = statement.position, statement.quote
                self.draft.operations.append(
                    Delete(target=target, reason=reason, position=place, quote=quote)
                )
            case _:
                place = statement.position
                self.draft.operations[number] = Noop(target=target, reason=reason, position=place)

    def _clean_text(self, add: Add) -> str | None:
        said = self.draft.case.episode.intake.all_messages[add.statement.position].content
        return clean_fact_text(self.answer.text, prompt=SYSTEM, said=said)

    def _drop(self, why: str) -> None:
        self.draft.dropped.append(f"the second call on new fact {self.answer.fact}: {why}")
