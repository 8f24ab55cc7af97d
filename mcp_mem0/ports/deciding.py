"""What decides, and how it finds more of what is near."""

from collections.abc import Sequence
from typing import Protocol

from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.model.changes import Decision, Neighbour
from mcp_mem0.ports.record_reader import Scores


class Neighbours(Protocol):
    """Finds the open facts of a space that are near some texts."""

    async def find_neighbours(self, texts: Sequence[str]) -> list[tuple[Neighbour, ...]]:
        """Return, for each text, the s nearest facts and those that share the most words."""
        ...

    async def score_neighbours(self, texts: Sequence[str]) -> list[Scores]:
        """Return, for each text, only the row ids and scores of the s nearest facts.

        No row is read.
        """
        ...


class Decider(Protocol):
    """Decides what an episode does to the memory."""

    @property
    def reads_conversation(self) -> bool:
        """Whether it reads messages, earlier ones too; if not, it reads statements only."""
        ...

    async def decide(self, case: DecisionInput, neighbours: Neighbours) -> Decision:
        """Return the operations for one episode.

        Raises:
            ModelError: The model failed; the episode stays pending.
        """
        ...
