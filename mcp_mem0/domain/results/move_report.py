"""What a move of a store to another embedding model would do, or did."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from mcp_mem0.domain.model.vectors import EmbedderIdentity

MoveOutcome: TypeAlias = Literal["moved", "finished", "there already"]
"""`finished`: the store was of the model already, and something was left to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePlan:
    """What a move would do.

    Attributes:
        stored: The model of the store.
        target: The model that it would be moved to.
        texts: How many different texts would be embedded.
        embedded: How many have their vectors already, from a run that did not end.
        chars: How many characters the texts have together.
        seconds: How long embedding them takes, by a sample.
    """

    stored: EmbedderIdentity
    target: EmbedderIdentity
    texts: int
    embedded: int
    chars: int
    seconds: float

    @property
    def is_needed(self) -> bool:
        """Whether the store has another model."""
        return self.stored != self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveReport:
    """What a move did.

    Attributes:
        outcome: How it ended.
        former: The model of the store before.
        target: The model of the store now.
        rows: How many rows got a vector.
        embedded: How many different texts were embedded for that, in this run.
        skipped: How many texts the model could not read: their rows are found by their words.
    """

    outcome: MoveOutcome
    former: EmbedderIdentity
    target: EmbedderIdentity
    rows: int
    embedded: int
    skipped: int
