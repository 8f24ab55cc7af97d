"""The graph of a space."""

from collections.abc import Sequence
from typing import Protocol

from mcp_mem0.domain.graph.model import (
    AsOf,
    Connections,
    GraphQuestion,
    LinkedFact,
    Neighbourhood,
    SimilarName,
)


class GraphView(Protocol):
    """The graph of each space, derived from its facts and relations and never saved.

    Each call sees every change that any process committed before it. Every method may raise
    StoreError.
    """

    async def find_neighbourhood(
        self, space: str, name: str, *, hops: int, limit: int, as_of: AsOf
    ) -> Neighbourhood | None:
        """Return what surrounds an entity, or None if there is no entity of that name."""
        ...

    async def find_paths(
        self, space: str, names: Sequence[str], *, limit: int, as_of: AsOf
    ) -> Connections:
        """Return the shortest paths between each two of some entities."""
        ...

    async def find_linked_facts(
        self, space: str, question: GraphQuestion, *, limit: int, as_of: AsOf
    ) -> list[LinkedFact]:
        """Return the facts that answer a question alone or together, best first."""
        ...

    async def find_similar_names(self, space: str, name: str, *, limit: int) -> list[SimilarName]:
        """Return the entities with similar names, most similar first."""
        ...
