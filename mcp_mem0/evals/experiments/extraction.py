"""Extraction accuracy: a memory built from a conversation beside what is known at its end.

A stored fact is a known one if the checker of decisions takes it for that: about the same, as true,
dated alike, and saying no more than was said. Relations are not compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

import anyio.to_thread

from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.evals.checking.conversation_material import ConversationMaterial
from mcp_mem0.evals.checking.statement_faults import find_wording_problem
from mcp_mem0.evals.checking.statement_match import StatementMatch
from mcp_mem0.evals.datasets.dataset import LongConversation, StatedFact
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.experiments.extraction_report import (
    ConversationExtraction,
    ExtractedFact,
    KnownFactResult,
    KnownState,
    measure_accuracy,
)
from mcp_mem0.ports import RecordReader

Turns: TypeAlias = Mapping[Place, str]
"""The turn of each message that was remembered."""

_Standing: TypeAlias = Literal["open", "closed", "forgotten"]

_TAKEN_BACK: Final[frozenset[Closing]] = frozenset({"forgotten", "undone"})
"""Closings that no decision made."""


async def measure_extraction(
    records: RecordReader, space: str, conversation: LongConversation, turns: Turns
) -> ConversationExtraction:
    """Return how well the facts of a space are those that are known of a conversation.

    Args:
        records: The store in which the conversation was remembered.
        space: The space.
        conversation: A conversation of a data set that says what is known.
        turns: The turn of each message that was remembered.

    Raises:
        RequestError: A message is of a turn that the conversation does not have.
        StoreError: The store cannot be read.
    """
    where = Filter(spaces=(space,), state="any", hides="erased")
    facts = await records.find(Fact, where)
    # It compares each of hundreds of texts with each known fact.
    return await anyio.to_thread.run_sync(compare_facts, conversation, facts, turns)


def compare_facts(
    conversation: LongConversation, facts: Sequence[Fact], turns: Turns
) -> ConversationExtraction:
    """Return how well some facts are those that are known of a conversation.

    A fact that rests on no turn of the conversation counts as one that nobody knows.
    """
    material = ConversationMaterial(conversation)
    stored = [_StoredFact(fact, material, turns.get(_get_place(fact))) for fact in facts]
    compared = _KnownComparison(conversation, stored)
    known = tuple(map(compared.describe_known, conversation.facts))
    extracted = tuple(each.describe() for each in stored if each.standing == "open")
    return ConversationExtraction(
        conversation=conversation.name,
        language=conversation.language,
        accuracy=measure_accuracy(known, extracted),
        known=known,
        unmatched=tuple(each for each in extracted if not each.known),
    )


def _get_place(fact: Fact) -> Place:
    return Place(fact.source, fact.position)


@dataclass(frozen=True)
class _StoredFact:
    """A fact of the store, beside all that are known."""

    fact: Fact
    material: ConversationMaterial
    turn: str | None

    @property
    def standing(self) -> _Standing:
        if self.fact.is_open:
            return "open"
        return "forgotten" if self.fact.retired_as in _TAKEN_BACK else "closed"

    @cached_property
    def matches(self) -> tuple[str, ...]:
        """The ids of the known facts that it is."""
        return tuple(known for known, problem in self._problems.items() if problem is None)

    def describe(self) -> ExtractedFact:
        """Return which known facts it is, or which one it would be, and what is wrong."""
        about, problem = next(iter(self._problems.items()), (None, None))
        is_right = bool(self.matches)
        return ExtractedFact(
            id=self.fact.id,
            text=self.fact.text,
            known=self.matches,
            about=None if is_right else about,
            problem=None if is_right else problem,
        )

    @cached_property
    def _problems(self) -> dict[str, str | None]:
        """What is wrong with it, by the ids of the known facts that it is about."""
        return {} if self.turn is None else dict(self._list_problems(self.turn))

    def _list_problems(self, turn: str) -> Iterator[tuple[str, str | None]]:
        near = self.material.find_material(turn)
        operation = _build_operation(self.fact, near.position)
        for known, expected in self.material.list_expected(turn):
            match = StatementMatch(near.material, expected, operation)
            if match.is_about_it:
                wording = find_wording_problem(near.material, operation)
                yield known, match.find_problem() or wording


@dataclass(frozen=True)
class _KnownComparison:
    """The known facts of a conversation beside those of a store."""

    conversation: LongConversation
    stored: Sequence[_StoredFact]

    @cached_property
    def _held(self) -> frozenset[str]:
        return frozenset(each.id for each in self.conversation.facts if each.end is None)

    def describe_known(self, known: StatedFact) -> KnownFactResult:
        """Return what became of a known fact in the store."""
        found = [each for each in self.stored if known.id in each.matches]
        return KnownFactResult(
            id=known.id,
            is_held=known.end is None,
            state=self._find_state(known, found),
            stored=tuple(each.fact.id for each in found),
        )

    def _find_state(self, known: StatedFact, found: Sequence[_StoredFact]) -> KnownState:
        standings = {each.standing for each in found}
        if known.end is None and "open" in standings:
            return "found"
        if known.end is not None and self._is_still_open(found):
            return "still open"
        # What was told more fully since stands in the fuller fact.
        grown = known.end is not None and known.end.kind == "addition" and "open" in standings
        if known.end is None and self._is_closed_wrongly(found):
            return "wrongly closed"
        if known.end is not None and ("closed" in standings or grown):
            return "found"
        return "forgotten" if "forgotten" in standings else "missed"

    def _is_still_open(self, found: Sequence[_StoredFact]) -> bool:
        """Whether an open fact is one that has ended, and none that still holds."""
        return any(
            each.standing == "open" and self._held.isdisjoint(each.matches) for each in found
        )

    def _is_closed_wrongly(self, found: Sequence[_StoredFact]) -> bool:
        """Whether a closed fact is one that still holds, and none that has ended."""
        return any(each.standing == "closed" and self._held >= {*each.matches} for each in found)


def _build_operation(fact: Fact, position: int) -> CaseOperation:
    """Return a stored fact as the checker reads it.

    A start at the moment of the message is what a change is given if nobody says when it was, so it
    is none that was extracted.
    """
    is_given = fact.valid_from is not None and fact.valid_from != fact.said_at
    return CaseOperation(
        action="ADD",
        text=fact.text,
        quote=fact.quote,
        position=position,
        valid_from=fact.valid_from if is_given else None,
        valid_to=fact.valid_to,
        precisions=(fact.start_precision if is_given else None, fact.end_precision),
    )
