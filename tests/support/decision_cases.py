"""Cases to decide, and short ways to write what a model answers about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.model.rows import Episode, Fact, Intake, Message
from mcp_mem0.ports import Scores
from mcp_mem0.prompts.decide import OperationAnswer, OperationsAnswer
from mcp_mem0.prompts.parts import Action
from tests.support.row_builders import episode, fact

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)


def known(number: int, text: str) -> Fact:
    """A fact that was said long before."""
    return replace(fact(number, text=text), said_at=datetime(2025, 1, 1, tzinfo=UTC))


def near(*facts: Fact, score: float = 0.8) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(fact=each, score=score) for each in facts)


def user(content: str, name: str | None = "Ana") -> Message:
    return Message(role="user", name=name, content=content)


def assistant(content: str) -> Message:
    return Message(role="assistant", content=content)


def case(
    *messages: Message,
    shown: Sequence[Fact] = (),
    replaced: Sequence[Fact] = (),
    names: Sequence[str] = (),
    intake: Intake | None = None,
    nearest: int = 0,
) -> DecisionInput:
    """A case of new messages, or of what a caller stated."""
    came_in = intake or Intake(messages=messages)
    return DecisionInput(
        episode=_episode(came_in),
        recent=(),
        summary="",
        shown=near(*shown),
        nearest_count=nearest,
        replaced=near(*replaced),
        entity_names=tuple(names),
        reference_time=MONDAY,
    )


def _episode(intake: Intake) -> Episode:
    return replace(episode(1), said_at=MONDAY, intake=intake)


@dataclass
class Shelf:
    """Other known facts: answers a pipeline that searches for the neighbours of a text."""

    facts: dict[str, tuple[Neighbour, ...]] = field(
        default_factory=dict[str, tuple[Neighbour, ...]]
    )
    sought: list[str] = field(default_factory=list[str])
    compared: list[str] = field(default_factory=list[str])

    async def find_neighbours(self, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        self.sought += texts
        return [self.facts.get(text, ()) for text in texts]

    async def score_neighbours(self, texts: Sequence[str]) -> list[Scores]:
        self.compared += texts
        return [{near.fact.id: near.score for near in self.facts.get(text, ())} for text in texts]


def operation(action: Action, text: str = "", **fields: object) -> OperationAnswer:
    """An operation as a model names it; it quotes its own text by default."""
    given = {"reason": "so it was said", "action": action, "text": text, "quote": text, **fields}
    return OperationAnswer.model_validate(given)


def operations(*given: OperationAnswer) -> OperationsAnswer:
    return OperationsAnswer(operations=given)
