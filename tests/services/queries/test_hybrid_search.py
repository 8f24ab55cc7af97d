"""The pool of a question is the same, in the same order, whichever of its searches ends first."""

from collections.abc import Sequence
from dataclasses import replace

import anyio.lowlevel

from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.ports import Embedder
from mcp_mem0.services.queries.hybrid_search import Search
from tests.support.doubles import ReadableEmbedder
from tests.support.wired_services import SPACE, World

TURNS = 1_000
"""So often all other tasks get their turn before a late embedder answers."""


class LateEmbedder(ReadableEmbedder):
    """Lets everything else end first."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        for _ in range(TURNS):
            await anyio.lowlevel.checkpoint()
        return await super().embed(texts)


async def list_pool(world: World, query: str, embedder: Embedder) -> list[str]:
    """Return the ids of the pool of a question, in its order."""
    recall = build_services(world.settings, replace(world.parts, embedder=embedder)).recall
    search = Search(
        records=recall.records, embedder=embedder, view=recall.view, policy=recall.policy
    )
    found = await search.search(query, Filter(spaces=(SPACE,)))
    return [*found.pool.candidates]


async def test_a_pool_has_one_order_whichever_search_ends_first(world: World) -> None:
    for text in ("sea and sand and sun and salt", "sea sand", "soup is cold", "sea boat"):
        await world.state(text)
    query = "sea boat sand?"

    early = await list_pool(world, query, ReadableEmbedder())
    late = await list_pool(world, query, LateEmbedder())

    assert early == late
