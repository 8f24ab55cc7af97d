"""`ConversationMaterial`, what a long conversation accounts for in a fact that rests on one turn.

To the checker each turn is a case of its own: what was said around it explains names, numbers and
days, and all that was said up to the end of its session explains words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.checking.case_material import CaseMaterial
from mcp_mem0.evals.datasets.dataset import LongConversation, Session
from mcp_mem0.evals.deciding.decision_cases import DecisionCase, ExpectedFact

TURNS_BEFORE: Final = 3
TURNS_AFTER: Final = 1
"""So many turns around one explain the days and the doubts in a fact that rests on it."""


@dataclass(frozen=True, slots=True)
class TurnMaterial:
    """What accounts for a fact that rests on a turn, and the turn's position in it."""

    material: CaseMaterial
    position: int


@dataclass(frozen=True)
class ConversationMaterial:
    """The material of each turn of a conversation, made when it is first asked for."""

    conversation: LongConversation
    _made: dict[str, TurnMaterial] = field(default_factory=dict[str, TurnMaterial])

    def find_material(self, turn: str) -> TurnMaterial:
        """Return what accounts for a fact that rests on a turn.

        Raises:
            RequestError: The conversation has no such turn.
        """
        made = self._made.get(turn)
        if made is None:
            made = self._made[turn] = self._build(*self._find_place(turn))
        return made

    def list_expected(self, turn: str) -> Iterator[tuple[str, ExpectedFact]]:
        """Yield what was known by the end of the session of a turn: ids, and what facts must be.

        Raises:
            RequestError: The conversation has no such turn.
        """
        session, _ = self._find_place(turn)
        for fact in self.conversation.facts:
            if self._find_place(fact.turns[0])[0] <= session:
                yield fact.id, self._expected[fact.id]

    @cached_property
    def _expected(self) -> dict[str, ExpectedFact]:
        return {
            fact.id: replace(fact.expected, updates=(), messages=())
            for fact in self.conversation.facts
        }

    def _find_place(self, turn: str) -> tuple[int, int]:
        place = self._places.get(turn)
        if place is None:
            raise RequestError(
                f"{self.conversation.name} has no turn {quote_value(turn)}: its store must be one"
                " that was built from it"
            )
        return place

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        return {
            turn.id: (number, place)
            for number, session in enumerate(self.conversation.sessions)
            for place, turn in enumerate(session.turns)
        }

    def _build(self, number: int, place: int) -> TurnMaterial:
        sessions = [list(_date_messages(each)) for each in self.conversation.sessions[: number + 1]]
        *former, session = sessions
        first, last = max(0, place - TURNS_BEFORE), place + 1 + TURNS_AFTER
        # The checker takes the last one for what was said just before.
        earlier = [*session[last:], *(each for said in former for each in said), *session[:first]]
        case = DecisionCase(
            name=self.conversation.name,
            category="conversation",
            why="",
            now=session[place].at or self.conversation.sessions[number].said_at,
            language=self.conversation.language,
            earlier=tuple(earlier),
            said=tuple(session[first:last]),
            facts=tuple(self._expected.values()),
        )
        return TurnMaterial(CaseMaterial(case), place - first)


def _date_messages(session: Session) -> Iterator[Message]:
    for turn in session.turns:
        yield replace(turn.message, at=turn.message.at or session.said_at)
