"""The only doubles: an embedder whose vectors are readable, a fixed clock, and a
decider with scripted answers. Everything else in a test is the real thing."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.changes import Decision, Effort
from mcp_mem0.domain.model.operations import Operation
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector, normalise_vector
from mcp_mem0.domain.text.normalise import split_words
from mcp_mem0.ports import DecisionInput, Neighbours

DIMENSIONS = 64
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class ReadableEmbedder:
    """Counts words: two texts are as near as the words that they share.

    Each word adds one to the number that its hash chooses, so texts without a common word are
    at a right angle unless two words happen to choose the same of the 64.
    """

    broken: bool = False
    reads: frozenset[str] | None = None

    @property
    def identity(self) -> EmbedderIdentity:
        return EmbedderIdentity(name="readable", revision="1", dimensions=DIMENSIONS)

    @property
    def languages(self) -> frozenset[str] | None:
        return self.reads

    async def preload(self) -> None:
        pass

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self.broken:
            raise ModelError("the embedding model is broken: mend it")
        return [bag_of_words(text) for text in texts]


def bag_of_words(text: str) -> Vector:
    counts = [0.0] * DIMENSIONS
    for word in split_words(text) or (text,):
        counts[hashlib.sha256(word.encode()).digest()[0] % DIMENSIONS] += 1.0
    return normalise_vector(counts)


@dataclass
class FixedClock:
    """Blocks until it is released."""

    moment: datetime = NOON

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        """Go on by days, hours, minutes or seconds, as `timedelta` names them."""
        self.moment += timedelta(**by)


Answer = Callable[[DecisionInput], Awaitable[Sequence[Operation]]]


@dataclass
class ScriptedDecider:
    """Gives its scripted answers in turn, and records the cases that it was shown."""

    cases: list[DecisionInput] = field(default_factory=list[DecisionInput])
    _answers: list[Answer] = field(default_factory=list[Answer])

    @property
    def reads_conversation(self) -> bool:
        return True

    def will_answer(self, *operations: Operation) -> None:
        """Answer the next case with these operations."""

        async def answer(_: DecisionInput) -> Sequence[Operation]:
            return operations

        self._answers.append(answer)

    def will_answer_with(self, answer: Answer) -> None:
        """Answer the next case with the result of a function."""
        self._answers.append(answer)

    def will_fail(self) -> None:
        """Fail the next case, as a model that cannot be reached does."""

        async def fail(_: DecisionInput) -> Sequence[Operation]:
            raise ModelError("the model cannot be reached: try again later")

        self._answers.append(fail)

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:  # noqa: ARG002 - the port's
        if not self._answers:
            # No exception: services count what a decider raises as a failed attempt.
            pytest.fail("the decider was asked once more than the test foresaw")
        self.cases.append(case)
        operations = await self._answers.pop(0)(case)
        effort = Effort(decided_by="a script", model="scripted", calls=1)
        return Decision(operations=tuple(operations), effort=effort)
