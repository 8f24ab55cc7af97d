"""The graph of one space: entities and facts are its vertices.

A fact has an edge to each entity that it names, and each relation that it states is an edge
between two entities; parallel edges are kept. So a stated relation is one step long and a
shared mention two, and a walk from an entity arrives at facts.

The dictionary of facts is canonical, and the igraph graph is derived from it. A change edits both;
only if it merges entities ("also known as") or separates them is the graph rebuilt. A vertex that
lost its last edge stays, unreachable, until then.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, Protocol, TypeAlias, cast

from mcp_mem0.domain.graph.model import Edge, Entity, KnownFact, Tie
from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.domain.text.entity_matching import is_alias, merge_aliases
from mcp_mem0.domain.text.normalise import normalise_name

EDITED_FACTS_MAX: Final = 1_000
"""Facts edited in place before a rebuild, which drops unreachable vertices."""

_Pair: TypeAlias = tuple[int, int]


class _Graph(Protocol):
    """The part of `igraph.Graph` that is used; its own types are incomplete."""

    def vcount(self) -> int: ...
    def degree(self, vertex: int, /) -> int: ...
    def neighbors(self, vertex: int, /) -> list[int]: ...
    def incident(self, vertex: int, /) -> list[int]: ...
    def distances(self, source: int, /) -> list[list[float]]: ...
    def add_vertices(self, count: int, /) -> None: ...
    def add_edges(self, edges: Sequence[_Pair], /) -> None: ...
    def delete_edges(self, edges: Collection[int], /) -> None: ...
    def induced_subgraph(
        self, vertices: Collection[int], /, *, implementation: str
    ) -> "_Graph": ...
    def personalized_pagerank(
        self, *, directed: bool, damping: float, reset: Sequence[float]
    ) -> list[float]: ...


@dataclass(slots=True, eq=False)
class EntityVertex:
    """An entity: its number in igraph, and how many facts use each of its names.

    `shown_entity` is cached until a fact that names it is added or removed: building it reads all.
    """

    number: int
    # A plain dict: a Counter takes many times longer to create, and most have one entry.
    spellings: dict[str, int] = field(default_factory=dict[str, int])
    shown_entity: Entity | None = None

    @property
    def name(self) -> str:
        """The name that is shown: the one used most."""
        return _find_most_common(self.spellings)

    @property
    def also(self) -> tuple[str, ...]:
        """Its other names, each in its most common spelling, in alphabetical order."""
        by_key: dict[str, dict[str, int]] = {}
        for spelling, count in self.spellings.items():
            by_key.setdefault(normalise_name(spelling), {})[spelling] = count
        by_key.pop(normalise_name(self.name), None)
        return tuple(sorted(map(_find_most_common, by_key.values())))


@dataclass(frozen=True, slots=True, eq=False)
class FactVertex:
    """A fact, its number in igraph (a newer fact has a higher one), and the entities it names."""

    number: int
    content: KnownFact
    entities: tuple[EntityVertex, ...]


class SpaceGraph:
    """The graph of one space, to be used by one thread at a time.

    Args:
        space: Its name.
        facts: Its facts, oldest first.
        facts_max: Most facts that it holds: the newest.
        is_partial: Whether older facts were left out already.
    """

    def __init__(
        self,
        space: str,
        facts: Iterable[KnownFact],
        *,
        facts_max: int,
        is_partial: bool = False,
    ) -> None:
        self.space: Final = space
        self._facts_max = facts_max
        self._is_partial = is_partial
        self._facts = {fact.fact.id: fact for fact in facts}
        self._keys: dict[str, str] = {}
        self._rebuild()

    @property
    def is_partial(self) -> bool:
        """Whether it lacks older facts."""
        return self._is_partial

    @property
    def fact_count(self) -> int:
        """How many facts it holds."""
        return len(self._facts)

    @property
    def entities(self) -> Iterable[EntityVertex]:
        """All entities, without duplicates."""
        return {vertex.number: vertex for vertex in self._entities.values()}.values()

    @property
    def known_keys(self) -> Container[str]:
        """The keys of all names that entities are known by."""
        return self._entities

    def find_entity(self, name: str) -> EntityVertex | None:
        """Return the entity known by a name, in any spelling."""
        return self._entities.get(normalise_name(name))

    def list_facts(self, entity: EntityVertex) -> list[FactVertex]:
        """Return the facts that name an entity, in no order."""
        neighbours = map(self._vertices.__getitem__, self._graph.neighbors(entity.number))
        return [vertex for vertex in neighbours if isinstance(vertex, FactVertex)]

    def list_neighbours(self, entity: EntityVertex) -> list[EntityVertex | FactVertex]:
        """Return the facts that name an entity and the entities related to it, in no order."""
        return [self._vertices[number] for number in {*self._graph.neighbors(entity.number)}]

    def find_stating_facts(self, one: EntityVertex, other: EntityVertex) -> list[FactVertex]:
        """Return the facts that state a relation between two entities, in no order."""
        fewer, more = sorted((one, other), key=lambda end: self._graph.degree(end.number))
        return [
            fact
            for fact in self.list_facts(fewer)
            if more in fact.entities
            and any(
                {*self._resolve_ends(relation)} == {one, other}
                for relation in fact.content.relations
            )
        ]

    def compute_distances(self, source: EntityVertex) -> list[float]:
        """Return how far each vertex is from an entity, infinite if out of reach."""
        return self._graph.distances(source.number)[0]

    def walk(self, part: Collection[int], restart: dict[int, float], damping: float) -> list[float]:
        """Return the PageRank of each vertex in part of the graph, by ascending number.

        Args:
            part: The numbers of the vertices that the walk may visit.
            restart: The weight of each vertex where the walk restarts.
            damping: The probability of going on at each vertex.
        """
        subgraph = self._graph.induced_subgraph(part, implementation="create_from_scratch")
        reset = [restart.get(number, 0.0) for number in sorted(part)]
        return subgraph.personalized_pagerank(directed=False, damping=damping, reset=reset)

    def get_entity(self, vertex: EntityVertex) -> Entity:
        """Return an entity as it is shown."""
        if vertex.shown_entity is None:
            vertex.shown_entity = self._build_entity(vertex)
        return vertex.shown_entity

    def _build_entity(self, vertex: EntityVertex) -> Entity:
        facts = self.list_facts(vertex)
        types = Counter(
            kind
            for fact in facts
            for name, kind in _list_typed_ends(fact.content)
            if self._entities[self._get_key(name)] is vertex
        )
        return Entity(
            name=vertex.name,
            type=_find_most_common(types) if types else None,
            also=vertex.also,
            first_met=min(fact.content.fact.recorded_at for fact in facts),
        )

    def build_tie(self, vertex: FactVertex) -> Tie:
        """Return a fact as a tie between the entities that it names."""
        return Tie(
            fact=vertex.content.fact,
            names=tuple(entity.name for entity in vertex.entities),
            edges=tuple(map(self._build_edge, vertex.content.relations)),
        )

    def edit(self, changes: Sequence[KnownFact]) -> None:
        """Remove facts that are closed by now and add those that are open, oldest first.

        An open fact that is present already is replaced, with its relations.
        """
        fresh = [fact for fact in changes if fact.fact.is_open]
        ids = [fact.fact.id for fact in changes]
        removed = [self._facts.pop(fact_id) for fact_id in ids if fact_id in self._facts]
        removed += self._make_room(len(fresh))
        self._facts.update((fact.fact.id, fact) for fact in fresh)
        self._edit_count += len(removed) + len(fresh)
        if self._edit_count > EDITED_FACTS_MAX or any(map(_has_alias, chain(removed, fresh))):
            self._rebuild()
            return
        # Each igraph call has a cost, even one that removes nothing.
        if removed:
            self._remove(removed)
        self._add(fresh)

    def _make_room(self, count: int) -> list[KnownFact]:
        """Remove the oldest facts from the dictionary, so that new ones fit, and return them."""
        excess = max(0, len(self._facts) + count - self._facts_max)
        self._is_partial = self._is_partial or excess > 0
        return [self._facts.pop(fact_id) for fact_id in list(islice(self._facts, excess))]

    def _rebuild(self) -> None:
        # Imported in the worker thread, not at start-up.
        from mcp_mem0.adapters.igraph_view.engine import Graph  # noqa: PLC0415

        self._edit_count = 0
        self._graph = cast("_Graph", Graph())
        self._vertices: list[EntityVertex | FactVertex] = []
        self._entities: dict[str, EntityVertex] = {}
        self._fact_vertices: dict[str, FactVertex] = {}
        self._merged = merge_aliases(
            (self._get_key(relation.subject), self._get_key(relation.object))
            for fact in self._facts.values()
            for relation in fact.relations
            if is_alias(relation.predicate)
        )
        self._add(self._facts.values())

    def _add(self, facts: Iterable[KnownFact]) -> None:
        # One call for all edges: each igraph call has a cost, however little it adds.
        edges: list[_Pair] = []
        for fact in facts:
            vertex = self._add_fact_vertex(fact)
            edges += [(vertex.number, entity.number) for entity in vertex.entities]
            edges += self._list_relation_pairs(fact)
        self._graph.add_vertices(len(self._vertices) - self._graph.vcount())
        self._graph.add_edges(edges)

    def _add_fact_vertex(self, fact: KnownFact) -> FactVertex:
        entities: dict[EntityVertex, None] = {}
        for name in fact.names:
            entity = self._ensure_entity_vertex(self._get_key(name))
            entity.spellings[name] = entity.spellings.get(name, 0) + 1
            entity.shown_entity = None
            entities[entity] = None
        vertex = FactVertex(len(self._vertices), fact, tuple(entities))
        self._vertices.append(vertex)
        self._fact_vertices[fact.fact.id] = vertex
        return vertex

    def _ensure_entity_vertex(self, key: str) -> EntityVertex:
        vertex = self._entities.get(key)
        if vertex is None:
            main = self._merged.get(key, key)
            vertex = self._entities.get(main)
            if vertex is None:
                vertex = EntityVertex(len(self._vertices))
                self._vertices.append(vertex)
                self._entities[main] = vertex
            self._entities[key] = vertex
        return vertex

    def _remove(self, facts: Iterable[KnownFact]) -> None:
        edges: set[int] = set()
        pairs: Counter[_Pair] = Counter()
        vertices = [self._fact_vertices.pop(fact.fact.id) for fact in facts]
        for vertex in vertices:
            edges.update(self._graph.incident(vertex.number))
            pairs.update(self._list_relation_pairs(vertex.content))
        for (one, other), count in pairs.items():
            parallel_edges = {*self._graph.incident(one)} & {*self._graph.incident(other)}
            # Parallel edges are interchangeable, so any of them may be deleted.
            edges.update(sorted(parallel_edges)[:count])
        self._graph.delete_edges(edges)
        for vertex in vertices:
            self._forget_names(vertex.content)

    def _forget_names(self, fact: KnownFact) -> None:
        for name in fact.names:
            key = self._get_key(name)
            entity = self._entities[key]
            entity.spellings[name] -= 1
            entity.shown_entity = None
            if entity.spellings[name] == 0:
                del entity.spellings[name]
        for key in {*map(self._get_key, fact.names)}:
            if not self._entities[key].spellings:
                del self._entities[key]

    def _list_relation_pairs(self, fact: KnownFact) -> list[_Pair]:
        """Return the edges of a fact's relations, the lower number first; none is a loop."""
        pairs: list[_Pair] = []
        for relation in fact.relations:
            one, other = self._resolve_ends(relation)
            if one.number < other.number:
                pairs.append((one.number, other.number))
            elif other.number < one.number:
                pairs.append((other.number, one.number))
        return pairs

    def _resolve_ends(self, relation: StatedRelation) -> tuple[EntityVertex, EntityVertex]:
        return (
            self._entities[self._get_key(relation.subject)],
            self._entities[self._get_key(relation.object)],
        )

    def _build_edge(self, relation: StatedRelation) -> Edge:
        subject, object_ = self._resolve_ends(relation)
        return Edge(subject=subject.name, predicate=relation.predicate, object=object_.name)

    def _get_key(self, name: str) -> str:
        # Names repeat, and normalising one costs more than a lookup.
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = normalise_name(name)
        return key


def _has_alias(fact: KnownFact) -> bool:
    return any(is_alias(relation.predicate) for relation in fact.relations)


def _list_typed_ends(fact: KnownFact) -> Iterator[tuple[str, str]]:
    for relation in fact.relations:
        if relation.subject_type is not None:
            yield relation.subject, relation.subject_type
        if relation.object_type is not None:
            yield relation.object, relation.object_type


def _find_most_common(counts: Mapping[str, int]) -> str:
    """Return the value with the highest count, ties in alphabetical order."""
    return min(counts, key=lambda value: (-counts[value], value))
