"""The move of a store to another embedding model."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias

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


EmbedTexts: TypeAlias = Callable[[Sequence[str]], Awaitable[Mapping[str, Vector]]]


class ModelMove(Protocol):
    """The steps of a move, each of which can be killed and done again.

    Every method may raise StoreError.
    """

    async def read_state(self) -> MoveState:
        """Return what the store has, and how far it was moved to which model."""
        ...

    def hold_off_others(self) -> AbstractAsyncContextManager[None]:
        """Keep other moves of the store out during a block.

        Raises:
            BusyError: One goes on.
        """
        ...

    def find_texts(self, number: int) -> AsyncGenerator[Sequence[str]]:
        """Return the texts of rows, of all spaces, that have no vector of the model yet.

        Each text comes once, `number` in a batch. Rows that an earlier call returned are not looked
        at again.
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

    async def switch(self, embed: EmbedTexts | None = None) -> bool:
        """Make the model that of the store, in one commit.

        From then on, processes that embed with the former model are refused.

        Args:
            embed: Embeds the few texts that others wrote since the last round, while they wait, and
                leaves out what the model cannot read. In a bucket nobody waits, and rows that come
                now get their vectors afterwards.

        Returns:
            Whether it was done; False if rows lack vectors of the model and may not be embedded
            now.
        """
        ...

    async def clear(self) -> None:
        """Remove the former vectors from the disk, and what the move kept beside the rows."""
        ...

    async def abandon(self) -> None:
        """Drop all that was made for a move that did not end; the store stays as it is."""
        ...
