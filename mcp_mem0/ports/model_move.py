"""The move of a store to another embedding model."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveState:
    """What a store has, and how far it was moved to which model.

    Attributes:
        stored: The model of its vectors.
        ongoing: The model that it is being moved to, or was until the move was interrupted.
        has_remains: A move is done and did not clear all that it leaves.
        lacking: How many rows, of all but the newest, have no vector.
    """

    stored: EmbedderIdentity
    ongoing: EmbedderIdentity | None
    has_remains: bool
    lacking: int


class ModelMove(Protocol):
    """The steps of a move, each of which can be killed and done again.

    Every method may raise StoreError.
    """

    async def read_state(self) -> MoveState:
        """Return what the store has, and how far it was moved to which model."""
        ...

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Keep other moves of the store out during a block.

        Raises:
            BusyError: One goes on.
        """
        ...

    def find_texts(self, number: int) -> AsyncGenerator[Sequence[str]]:
        """Return the texts of rows, of all spaces, that have no vector of the model yet.

        Each text comes once, `number` in a batch, and rows that were seen in an earlier call are
        not looked at again.
        """
        ...

    async def add_vectors(self, vectors: Mapping[str, Vector]) -> None:
        """Keep the vectors of texts, so that no later run asks for them again."""
        ...

    def skip_text(self, text: str) -> None:
        """Leave the rows of a text, which the model cannot read, without a vector."""
        ...

    async def count_embedded(self) -> int:
        """Return how many texts have a vector of the model already."""
        ...

    async def fill(self) -> int:
        """Write the vectors that there are beside those of the rows; return how many got one."""
        ...

    async def fill_lacking(self) -> int:
        """Give vectors to rows that have none in a store of the model; return how many got one."""
        ...

    async def switch(self) -> bool:
        """Make the model that of the store, in one commit; False if rows lack its vectors still.

        From then on, processes that embed with the former model are refused.
        """
        ...

    async def clear(self) -> None:
        """Remove the former vectors from the disk, and what the move kept beside the rows."""
        ...

    async def abandon(self) -> None:
        """Drop all that was made for a move that did not end; the store stays as it is."""
        ...
