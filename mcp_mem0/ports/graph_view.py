"""The graph of a space."""

from collections.abc import Sequence
from typing import Protocol

from mcp_mem0.domain.graph.model import (
    AsOf,
    Connections,
    LinkedFact,
    NearFact,
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

    async def find_near_facts(
        self, space: str, query: str, *, names: Sequence[str] = (), limit: int, as_of: AsOf
    ) -> list[NearFact]:
        """Return the facts near the entities that a query or `names` mentions, nearest first."""
        ...

    async def find_linked_facts(
        self,
        space: str,
        query: str,
        *,
        names: Sequence[str] = (),
        starts: Sequence[str] = (),
        limit: int,
        as_of: AsOf,
    ) -> list[LinkedFact]:
        """Return the facts that answer a question alone or together, best first.

        Args:
            space: The space.
            query: The question.
            names: Names that the question is about, beyond those that it holds.
            starts: Row ids of facts that fit the question; they lead on if it names nothing known.
            limit: Most facts.
            as_of: When.
        """
        ...

    async def find_similar_names(self, space: str, name: str, *, limit: int) -> list[SimilarName]:
        """Return the entities with similar names, most similar first."""
        ...
