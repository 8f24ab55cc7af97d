"""Telling whether an answer shows what was ended above what holds, or what was forgotten."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mcp_mem0.domain.results.recall_result import Memory, Recollection
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.domain.text.normalise import normalise_statement
from mcp_mem0.evals.checking.case_material import CaseMaterial
from mcp_mem0.evals.checking.statement_match import StatementMatch
from mcp_mem0.evals.datasets.dataset import (
    DatasetQuestion,
    LongConversation,
    StatedFact,
)
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.decision_cases import DecisionCase

WORDS_CHARS_MIN: Final = 16
"""A shorter message, such as "Yes, please", counts as shown only where nothing else is said."""


def find_ended_facts(
    conversation: LongConversation, question: DatasetQuestion
) -> tuple[StatedFact, ...]:
    """Return the facts that the evidence of a question ended, and that do not answer it.

    What a fuller fact replaced still holds, and is none of them.
    """
    evidence = {*question.evidence}
    return tuple(
        fact
        for fact in conversation.facts
        if fact.end is not None
        and fact.end.kind != "addition"
        and fact.end.turn in evidence
        and not evidence & {*fact.turns}
    )


def is_stale(
    recollection: Recollection, turns: Mapping[Place, str], ended: Iterable[StatedFact]
) -> bool:
    """Whether what some turn said before stands above the turn that ended it.

    What is told as past, replaced or perhaps outdated does not count.

    Args:
        recollection: The answer.
        turns: The turn of each message.
        ended: The facts that must not stand above.
    """
    told = [(turns.get(get_place(each.row)), each) for each in recollection.memories]
    return any(_stands_above(told, fact) for fact in ended)


def _stands_above(told: Sequence[tuple[str | None, Memory]], fact: StatedFact) -> bool:
    for turn, memory in told:
        if fact.end is not None and turn == fact.end.turn:
            return False
        if turn in fact.turns and _is_told_as_current(memory):
            return True
    return False


def _is_told_as_current(memory: Memory) -> bool:
    marks = (memory.retired, memory.until, memory.replaced_by, memory.outdated_by)
    return all(mark is None for mark in marks)


@dataclass(frozen=True)
class ForgottenTurns:
    """What was forgotten in a conversation so far.

    Args:
        conversation: The conversation.
        turns: The ids of the turns that were forgotten.
    """

    conversation: LongConversation
    turns: frozenset[str]

    def are_shown(self, recollection: Recollection, turns: Mapping[Place, str]) -> bool:
        """Whether an answer shows one of the messages, their words, or a fact that only they state.

        Args:
            recollection: The answer.
            turns: The turn of each message.
        """
        return any(
            turns.get(get_place(memory.row)) in self.turns
            or any(map(self._has_words, _list_texts(memory)))
            for memory in recollection.memories
        )

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """The forgotten messages, word for word."""
        return tuple(
            turn.message.content
            for session in self.conversation.sessions
            for turn in session.turns
            if turn.id in self.turns
        )

    @cached_property
    def _normal_messages(self) -> tuple[str, ...]:
        return tuple(filter(None, map(normalise_statement, self.messages)))

    @cached_property
    def _facts(self) -> tuple[StatedFact, ...]:
        return tuple(each for each in self.conversation.facts if {*each.turns} <= self.turns)

    @cached_property
    def _material(self) -> CaseMaterial:
        return CaseMaterial(
            DecisionCase(
                name=self.conversation.name,
                category="forgotten",
                why="Nobody may be told.",
                now=self.conversation.sessions[-1].said_at,
                language=self.conversation.language,
            )
        )

    def _has_words(self, text: str) -> bool:
        normal = normalise_statement(text)
        return any(_repeats(normal, message) for message in self._normal_messages) or any(
            self._states(text, fact) for fact in self._facts
        )

    def _states(self, text: str, fact: StatedFact) -> bool:
        stated = CaseOperation(action="ADD", text=text)
        return StatementMatch(self._material, fact.expected, stated).is_about_it


def _repeats(text: str, message: str) -> bool:
    return message in text if len(message) >= WORDS_CHARS_MIN else message == text


def _list_texts(memory: Memory) -> Iterator[str]:
    """Yield all texts that are told of a memory, its own also after who said it."""
    yield memory.text
    if memory.speaker:
        yield f"{memory.speaker}: {memory.text}"
    yield from filter(None, (memory.replaces, memory.replaced_before))
    for pointer in (memory.replaced_by, memory.outdated_by):
        if pointer is not None:
            yield pointer.text
