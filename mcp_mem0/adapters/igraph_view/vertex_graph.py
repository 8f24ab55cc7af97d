"""The igraph graph of some facts, and what each of its vertices stands for.

A fact has an edge to each entity that it names, and each relation that it states is an edge
between two entities; parallel edges are kept. So a stated relation is one step long and a
shared mention two, and the facts of an entity are its neighbours.

A vertex that lost its last edge stays, unreachable, as long as the graph.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Final, Protocol, TypeAlias, cast

from mcp_mem0.adapters.igraph_view.fact_words import FactWords, split_fact
from mcp_mem0.domain.graph.model import Entity, KnownFact
from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.domain.text.entity_matching import is_alias, merge_aliases
from mcp_mem0.domain.text.normalise import normalise_name

_Pair: TypeAlias = tuple[int, int]

NEWEST_FACTS_MAX: Final = 120
"""The newest facts that are read around one name."""


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


@dataclass(slots=True, eq=False)
class EntityVertex:
    """An entity: its number in igraph, and how many facts use each of its names.

    `shown_entity` is cached until a fact that names it is added or removed, and `newest_facts`
    until one is removed: building them reads all.
    """

    number: int
    # A plain dict: a Counter takes many times longer to create, and most have one entry.
    spellings: dict[str, int] = field(default_factory=dict[str, int])
    shown_entity: Entity | None = None
    newest_facts: "Sequence[FactVertex] | None" = None

    @property
    def name(self) -> str:
        """The name that is shown: the one used most."""
        return find_most_common(self.spellings)

    @property
    def also(self) -> tuple[str, ...]:
        """Its other names, each in its most common spelling, in alphabetical order."""
        by_key: dict[str, dict[str, int]] = {}
        for spelling, count in self.spellings.items():
            by_key.setdefault(normalise_name(spelling), {})[spelling] = count
        by_key.pop(normalise_name(self.name), None)
        return tuple(sorted(map(find_most_common, by_key.values())))

    def note_added(self, fact: "FactVertex") -> None:
        """Bring what is cached up to date with a new fact that names it."""
        self.shown_entity = None
        if self.newest_facts is not None:
            self.newest_facts = select_newest((fact, *self.newest_facts))

    def note_removed(self) -> None:
        """Drop what is cached, because a fact that named it is removed."""
        self.shown_entity, self.newest_facts = None, None


@dataclass(slots=True, eq=False)
class FactVertex:
    """A fact, its number in igraph (a newer fact has a higher one), and the entities it names.

    Its words are cached from their first use on: the same facts lie around many questions.
    """

    number: int
    content: KnownFact
    entities: tuple[EntityVertex, ...]
    _words: FactWords | None = None

    @property
    def words(self) -> FactWords:
        """Its words."""
        if self._words is None:
            self._words = split_fact(self.content)
        return self._words


def select_newest(facts: Iterable[FactVertex]) -> list[FactVertex]:
    """Return at most `NEWEST_FACTS_MAX` facts: those that state relations, then the newest."""
    return nlargest(
        NEWEST_FACTS_MAX, facts, key=lambda fact: (bool(fact.content.relations), fact.number)
    )


class VertexGraph:
    """The graph of some facts. Merging or separating entities needs a new one.

    Args:
        facts: The facts, oldest first.
        keys: Normalised names, a cache that outlives the graph.

    Attributes:
        igraph: The graph in igraph.
        vertices: Its vertices by number.
        entities: Its entities by the keys of all their names.
        name_parts: The keys of the names of several words, by each of their words.
    """

    def __init__(self, facts: Collection[KnownFact], keys: dict[str, str]) -> None:
        # Imported in the worker thread, not at start-up.
        from mcp_mem0.adapters.igraph_view.engine import Graph  # noqa: PLC0415

        self.igraph = cast("_Graph", Graph())
        self.vertices: list[EntityVertex | FactVertex] = []
        self.entities: dict[str, EntityVertex] = {}
        self.name_parts: dict[str, set[str]] = {}
        self._fact_vertices: dict[str, FactVertex] = {}
        self._keys = keys
        self._merged = merge_aliases(
            (self._get_key(relation.subject), self._get_key(relation.object))
            for fact in facts
            for relation in fact.relations
            if is_alias(relation.predicate)
        )
        self.add(facts)

    def add(self, facts: Iterable[KnownFact]) -> None:
        """Add facts, oldest first, and the entities that no other fact names."""
        # One call for all edges: each igraph call has a cost, however little it adds.
        edges: list[_Pair] = []
        for fact in facts:
            vertex = self._add_fact_vertex(fact)
            edges += [(vertex.number, entity.number) for entity in vertex.entities]
            edges += self._list_relation_pairs(fact)
        self.igraph.add_vertices(len(self.vertices) - self.igraph.vcount())
        self.igraph.add_edges(edges)

    def remove(self, facts: Iterable[KnownFact]) -> None:
        """Remove facts, and the names that no other fact uses."""
        edges: set[int] = set()
        pairs: Counter[_Pair] = Counter()
        vertices = [self._fact_vertices.pop(fact.fact.id) for fact in facts]
        for vertex in vertices:
            edges.update(self.igraph.incident(vertex.number))
            pairs.update(self._list_relation_pairs(vertex.content))
        for (one, other), count in pairs.items():
            parallel_edges = {*self.igraph.incident(one)} & {*self.igraph.incident(other)}
            # Parallel edges are interchangeable, so any of them may be deleted.
            edges.update(sorted(parallel_edges)[:count])
        self.igraph.delete_edges(edges)
        for vertex in vertices:
            self._forget_names(vertex.content)

    def resolve_ends(self, relation: StatedRelation) -> tuple[EntityVertex, EntityVertex]:
        """Return the subject and the object of a relation of one of the facts."""
        return self.get_entity(relation.subject), self.get_entity(relation.object)

    def find_fact(self, row_id: str) -> FactVertex | None:
        """Return a fact by its row id, or None if it is not here."""
        return self._fact_vertices.get(row_id)

    def get_entity(self, name: str) -> EntityVertex:
        """Return the entity that one of the facts calls by a name."""
        return self.entities[self._get_key(name)]

    def _add_fact_vertex(self, fact: KnownFact) -> FactVertex:
        entities: dict[EntityVertex, None] = {}
        for name in fact.names:
            entity = self._ensure_entity_vertex(self._get_key(name))
            entity.spellings[name] = entity.spellings.get(name, 0) + 1
            entities[entity] = None
        vertex = FactVertex(len(self.vertices), fact, tuple(entities))
        for entity in entities:
            entity.note_added(vertex)
        self.vertices.append(vertex)
        self._fact_vertices[fact.fact.id] = vertex
        return vertex

    def _ensure_entity_vertex(self, key: str) -> EntityVertex:
        vertex = self.entities.get(key)
        if vertex is None:
            main = self._merged.get(key, key)
            vertex = self.entities.get(main)
            if vertex is None:
                vertex = EntityVertex(len(self.vertices))
                self.vertices.append(vertex)
                self._add_name(main, vertex)
            self._add_name(key, vertex)
        return vertex

    def _add_name(self, key: str, vertex: EntityVertex) -> None:
        self.entities[key] = vertex
        for part in _list_parts(key):
            self.name_parts.setdefault(part, set()).add(key)

    def _remove_name(self, key: str) -> None:
        del self.entities[key]
        for part in _list_parts(key):
            self.name_parts[part].discard(key)

    def _forget_names(self, fact: KnownFact) -> None:
        for name in fact.names:
            key = self._get_key(name)
            entity = self.entities[key]
            entity.spellings[name] -= 1
            entity.note_removed()
            if entity.spellings[name] == 0:
                del entity.spellings[name]
        for key in {*map(self._get_key, fact.names)}:
            if not self.entities[key].spellings:
                self._remove_name(key)

    def _list_relation_pairs(self, fact: KnownFact) -> list[_Pair]:
        """Return the edges of a fact's relations, the lower number first; none is a loop."""
        pairs: list[_Pair] = []
        for relation in fact.relations:
            one, other = self.resolve_ends(relation)
            if one.number < other.number:
                pairs.append((one.number, other.number))
            elif other.number < one.number:
                pairs.append((other.number, one.number))
        return pairs

    def _get_key(self, name: str) -> str:
        # Names repeat, and normalising one costs more than a lookup.
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = normalise_name(name)
        return key


def _list_parts(key: str) -> list[str]:
    """Return the words of a name of several words, without possessive endings."""
    return [part.removesuffix("'s") for part in key.split()] if " " in key else []


def find_most_common(counts: Mapping[str, int]) -> str:
    """Return the value with the highest count, ties in alphabetical order."""
    return min(counts, key=lambda value: (-counts[value], value))
