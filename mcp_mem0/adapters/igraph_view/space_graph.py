"""The graph of one space: entities and facts are its vertices.

The dictionary of facts is canonical, and the graph of vertices is derived from it. A change edits
both; only if it merges entities ("also known as") or separates them is the graph rebuilt.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from mcp_mem0.adapters.igraph_view.vertex_graph import (
    EntityVertex,
    FactVertex,
    VertexGraph,
    find_most_common,
    select_newest,
)
from mcp_mem0.domain.graph.model import Edge, Entity, KnownFact, Tie
from mcp_mem0.domain.model.rows import StatedRelation
from mcp_mem0.domain.text.entity_matching import is_alias
from mcp_mem0.domain.text.normalise import normalise_name

EDITED_FACTS_MAX: Final = 1_000
"""Facts edited in place before a rebuild, which drops unreachable vertices."""


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
        self._edit_count = 0
        self._graph = VertexGraph(self._facts.values(), self._keys)

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
        return {vertex.number: vertex for vertex in self._graph.entities.values()}.values()

    @property
    def known_keys(self) -> Container[str]:
        """The keys of all names that entities are known by."""
        return self._graph.entities

    def find_entity(self, name: str) -> EntityVertex | None:
        """Return the entity known by a name, in any spelling."""
        return self._graph.entities.get(normalise_name(name))

    def find_namesakes(self, name: str) -> list[EntityVertex]:
        """Return the entity known by a name, and the only one whose longer name has it as a word.

        "Otis" is Otis Brandt, unless there is another Otis.
        """
        key = normalise_name(name)
        longer = {self._graph.entities[each] for each in self._graph.name_parts.get(key, ())}
        own = self._graph.entities.get(key)
        found = [] if own is None else [own]
        return found + [each for each in longer if len(longer) == 1 and each is not own]

    def find_fact(self, row_id: str) -> FactVertex | None:
        """Return a fact by its row id, or None if the graph does not hold it."""
        return self._graph.find_fact(row_id)

    def list_facts(self, entity: EntityVertex) -> list[FactVertex]:
        """Return the facts that name an entity, in no order."""
        neighbours = map(
            self._graph.vertices.__getitem__, self._graph.igraph.neighbors(entity.number)
        )
        return [vertex for vertex in neighbours if isinstance(vertex, FactVertex)]

    def list_newest_facts(self, entity: EntityVertex) -> Sequence[FactVertex]:
        """Return what `select_newest` selects of the facts that name an entity."""
        if entity.newest_facts is None:
            entity.newest_facts = select_newest(self.list_facts(entity))
        return entity.newest_facts

    def list_neighbours(self, entity: EntityVertex) -> list[EntityVertex | FactVertex]:
        """Return the facts that name an entity and the entities related to it, in no order."""
        return [
            self._graph.vertices[number]
            for number in {*self._graph.igraph.neighbors(entity.number)}
        ]

    def find_stating_facts(self, one: EntityVertex, other: EntityVertex) -> list[FactVertex]:
        """Return the facts that state a relation between two entities, in no order."""
        fewer, more = sorted((one, other), key=lambda end: self._graph.igraph.degree(end.number))
        return [
            fact
            for fact in self.list_facts(fewer)
            if more in fact.entities
            and any(
                {*self._graph.resolve_ends(relation)} == {one, other}
                for relation in fact.content.relations
            )
        ]

    def compute_distances(self, source: EntityVertex) -> list[float]:
        """Return how far each vertex is from an entity, infinite if out of reach."""
        return self._graph.igraph.distances(source.number)[0]

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
            if self._graph.get_entity(name) is vertex
        )
        return Entity(
            name=vertex.name,
            type=find_most_common(types) if types else None,
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
            self._edit_count = 0
            self._graph = VertexGraph(self._facts.values(), self._keys)
            return
        # Each igraph call has a cost, even one that removes nothing.
        if removed:
            self._graph.remove(removed)
        self._graph.add(fresh)

    def _make_room(self, count: int) -> list[KnownFact]:
        """Remove the oldest facts from the dictionary, so that new ones fit, and return them."""
        excess = max(0, len(self._facts) + count - self._facts_max)
        self._is_partial = self._is_partial or excess > 0
        return [self._facts.pop(fact_id) for fact_id in list(islice(self._facts, excess))]

    def _build_edge(self, relation: StatedRelation) -> Edge:
        subject, object_ = self._graph.resolve_ends(relation)
        return Edge(subject=subject.name, predicate=relation.predicate, object=object_.name)


def _has_alias(fact: KnownFact) -> bool:
    return any(is_alias(relation.predicate) for relation in fact.relations)


def _list_typed_ends(fact: KnownFact) -> Iterator[tuple[str, str]]:
    for relation in fact.relations:
        if relation.subject_type is not None:
            yield relation.subject, relation.subject_type
        if relation.object_type is not None:
            yield relation.object, relation.object_type
