"""The graph of each space, cached in memory and updated from the store before each answer.

An update applies the facts that were opened or closed since the last head. Belief time makes that
exact: it comes from the head and grows with each change (docs/design.md, section 4). A new graph
is read with its head, as a snapshot. If a space is too large, only its newest facts are loaded;
they are read after the head and may be newer, and the next update then applies them once more.

A question about another time loads a graph of its own and caches nothing.
"""

import logging
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeVar

import anyio
import anyio.to_thread

from mcp_mem0.adapters.igraph_view.chains import find_linked_facts
from mcp_mem0.adapters.igraph_view.name_vectors import NameVectors
from mcp_mem0.adapters.igraph_view.neighbourhood import find_neighbourhood
from mcp_mem0.adapters.igraph_view.paths import find_connections
from mcp_mem0.adapters.igraph_view.similar import find_candidates, rank_similar_names
from mcp_mem0.adapters.igraph_view.space_graph import SpaceGraph
from mcp_mem0.domain.graph.model import (
    AsOf,
    Connections,
    GraphQuestion,
    KnownFact,
    LinkedFact,
    Neighbourhood,
    SimilarName,
    build_known_fact,
)
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Head, Readable, Relation
from mcp_mem0.ports import Embedder, RecordReader

log = logging.getLogger(__name__)

RELATIONS_PER_FACT: Final = 4
"""Relations loaded for each fact of a space that has more facts than fit, on average."""

AnswerT = TypeVar("AnswerT")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphLimits:
    """Bounds of the cache.

    Attributes:
        graphs_max: Most graphs, one for each space.
        facts_max: Most facts of all graphs together, each 1 to 2 KB; and of one graph, which
            holds the newest of a larger space.
        idle_s: How long an unused graph stays, in seconds.
    """

    graphs_max: int = 128
    facts_max: int = 100_000
    idle_s: float = 900.0


@dataclass(slots=True, eq=False)
class _GraphSlot:
    """The cache slot of one space's graph, its head, and the lock of its current user."""

    space: str
    used_at_s: float
    graph: SpaceGraph | None = None
    head: Head | None = None
    turn: anyio.Lock = field(default_factory=partial(anyio.Lock, fast_acquire=True))

    @property
    def fact_count(self) -> int:
        return 0 if self.graph is None else self.graph.fact_count


class IgraphView:
    """Answers from one igraph graph per space.

    Args:
        records: Where facts, relations and changes are read from.
        embedder: Compares names by meaning.
        limits: Bounds of the cache.
        now_s: A monotonic clock, in seconds.
    """

    def __init__(
        self,
        records: RecordReader,
        embedder: Embedder,
        *,
        limits: GraphLimits = GraphLimits(),
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._records = records
        self._vectors = NameVectors(embedder)
        self._limits = limits
        self._now_s = now_s
        self._slots: OrderedDict[str, _GraphSlot] = OrderedDict()
        self._thread = anyio.CapacityLimiter(1)

    async def load(self, space: str) -> None:
        """Build the graph of a space of which much will be asked."""
        async with self._open_graph(space, AsOf()):
            pass

    async def find_neighbourhood(
        self, space: str, name: str, *, hops: int, limit: int, as_of: AsOf
    ) -> Neighbourhood | None:
        """Return what surrounds an entity, or None if nothing is known by that name."""
        async with self._open_graph(space, as_of) as graph:
            return await self._run(partial(find_neighbourhood, graph, name, hops=hops, limit=limit))

    async def find_paths(
        self, space: str, names: Sequence[str], *, limit: int, as_of: AsOf
    ) -> Connections:
        """Return the shortest paths between each two of some entities."""
        async with self._open_graph(space, as_of) as graph:
            return await self._run(partial(find_connections, graph, names, limit=limit))

    async def find_linked_facts(
        self, space: str, question: GraphQuestion, *, limit: int, as_of: AsOf
    ) -> list[LinkedFact]:
        """Return the facts that answer a question alone or together, best first."""
        async with self._open_graph(space, as_of) as graph:
            # Not in a thread: it looks at few facts, and each question would wait for the hop.
            return find_linked_facts(graph, question, limit=limit)

    async def find_similar_names(self, space: str, name: str, *, limit: int) -> list[SimilarName]:
        """Return the entities whose names are like a name, most alike first."""
        async with self._open_graph(space, AsOf()) as graph:
            candidates = await self._run(partial(find_candidates, graph, name))
        vectors = await self._vectors.embed_names(
            [name, *(candidate.name for candidate in candidates)]
        )
        return rank_similar_names(name, candidates, vectors, limit=limit)

    def drop_all(self) -> None:
        """Drop all graphs, and the names that were embedded; a running use goes on with its own."""
        self._slots.clear()
        self._vectors.drop_all()

    def drop_idle(self) -> None:
        """Drop graphs that were not used for `idle_s`."""
        oldest_s = self._now_s() - self._limits.idle_s
        for slot in list(self._slots.values()):
            if slot.used_at_s < oldest_s:
                del self._slots[slot.space]

    @asynccontextmanager
    async def _open_graph(self, space: str, as_of: AsOf) -> AsyncGenerator[SpaceGraph]:
        if not as_of.is_now:
            yield await self._load_graph(
                space,
                Filter(spaces=(space,), valid_at=as_of.valid_at, known_at=as_of.known_at),
            )
            return
        slot = self._get_slot(space)
        async with slot.turn:
            graph = await self._update_graph(slot)
            self._make_room(slot)
            yield graph

    def _get_slot(self, space: str) -> _GraphSlot:
        slot = self._slots.setdefault(space, _GraphSlot(space, self._now_s()))
        slot.used_at_s = self._now_s()
        self._slots.move_to_end(space)
        return slot

    def _make_room(self, current: _GraphSlot) -> None:
        """Evict the least recently used graphs until the rest fit."""
        total = sum(slot.fact_count for slot in self._slots.values())
        for slot in list(self._slots.values()):
            if len(self._slots) <= self._limits.graphs_max and total <= self._limits.facts_max:
                return
            # A graph in use stays alive until its user is done.
            if slot is not current:
                total -= slot.fact_count
                del self._slots[slot.space]

    async def _update_graph(self, slot: _GraphSlot) -> SpaceGraph:
        graph, head = slot.graph, slot.head
        if graph is None or head is None:
            return await self._fill_slot(slot)
        changes = await self._records.changes_since(head)
        if changes.head is None or not changes.head.is_same_or_later(head):
            return await self._fill_slot(slot)
        if changes.head != head:
            # If the edit fails half way, the graph must not be used again.
            slot.graph = None
            await self._run(partial(graph.edit, _build_known_facts(*_split_rows(changes.rows))))
        slot.graph, slot.head = graph, changes.head
        return graph

    async def _fill_slot(self, slot: _GraphSlot) -> SpaceGraph:
        snapshot = await self._records.snapshot(slot.space, rows_max=self._limits.facts_max)
        if snapshot is None:
            head = await self._records.read_head(slot.space)
            graph = await self._load_graph(slot.space, Filter(spaces=(slot.space,)))
        else:
            head = snapshot.head
            graph = await self._build_graph(slot.space, *_split_rows(snapshot.rows))
        slot.graph, slot.head = graph, head
        return graph

    async def _find_facts_and_relations(self, where: Filter) -> tuple[list[Fact], list[Relation]]:
        return _split_rows(await self._records.find_readable([Fact, Relation], where))

    async def _load_graph(self, space: str, where: Filter) -> SpaceGraph:
        facts_max = self._limits.facts_max
        is_partial = await self._records.count(Fact, where) > facts_max
        if is_partial:
            log.warning("space %s has over %d facts: its graph holds the newest", space, facts_max)
            facts = await self._records.find(Fact, where, order="newest", limit=facts_max)
            facts.reverse()
            relations = await self._records.find(
                Relation, where, order="newest", limit=facts_max * RELATIONS_PER_FACT
            )
        else:
            facts, relations = await self._find_facts_and_relations(where)

        return await self._build_graph(space, facts, relations, is_partial=is_partial)

    async def _build_graph(
        self,
        space: str,
        facts: Sequence[Fact],
        relations: Sequence[Relation],
        *,
        is_partial: bool = False,
    ) -> SpaceGraph:
        def build() -> SpaceGraph:
            graph_facts = _build_known_facts(facts, relations)
            return SpaceGraph(
                space, graph_facts, facts_max=self._limits.facts_max, is_partial=is_partial
            )

        return await self._run(build)

    async def _run(self, act: Callable[[], AnswerT]) -> AnswerT:
        return await anyio.to_thread.run_sync(act, limiter=self._thread)


def _split_rows(rows: Sequence[Readable]) -> tuple[list[Fact], list[Relation]]:
    facts = [row for row in rows if isinstance(row, Fact)]
    return facts, [row for row in rows if isinstance(row, Relation)]


def _build_known_facts(facts: Sequence[Fact], relations: Sequence[Relation]) -> list[KnownFact]:
    """Attach each relation to the fact that states it, which is open exactly as long."""
    by_fact: dict[str, list[Relation]] = {}
    for relation in relations:
        by_fact.setdefault(relation.source, []).append(relation)
    return [build_known_fact(fact, by_fact.get(fact.id, ())) for fact in facts]
