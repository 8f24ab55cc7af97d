"""Into how many pieces the relations of a space fall, and what stands apart from them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.graph.overview import MentionGraph
from mcp_mem0.domain.proportion import Proportion


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragmentation:
    """The pieces of the graph that relations make.

    Attributes:
        relations: Open relations.
        components: Pieces of the graph between which no relation leads.
        largest: Entities of the largest piece, of all that have a relation.
        lone_entities: Entities that facts name and no relation does, of all entities.
        unrelated_facts: Facts that state no relation, of all open ones.
    """

    relations: int
    components: int
    largest: Proportion
    lone_entities: Proportion
    unrelated_facts: Proportion


def measure_fragmentation(mentions: Sequence[Mention]) -> Fragmentation:
    """Return the pieces of one space, from the mentions of its open facts and relations.

    Names in different spellings are one entity, and so are those that somebody said to be the same.
    """
    graph = MentionGraph(mentions)
    related = [each for each in mentions if each.relation is not None]
    facts = {each.fact for each in mentions if each.relation is None}
    pieces = _Pieces()
    for mention in related:
        entities = (graph.find_entity(name) for name in mention.names)
        pieces.join(entity.key for entity in entities if entity is not None)
    sizes = pieces.count_sizes()
    joined = sum(sizes)
    return Fragmentation(
        relations=len(related),
        components=len(sizes),
        largest=Proportion(count=max(sizes, default=0), total=joined),
        lone_entities=Proportion(count=len(graph.entities) - joined, total=len(graph.entities)),
        unrelated_facts=Proportion(
            count=len(facts - {each.fact for each in related}), total=len(facts)
        ),
    )


def join_fragmentation(spaces: Sequence[Fragmentation]) -> Fragmentation:
    """Return the pieces of several spaces together: no relation leads from one to another."""
    return Fragmentation(
        relations=sum(each.relations for each in spaces),
        components=sum(each.components for each in spaces),
        largest=Proportion(
            count=max((each.largest.count for each in spaces), default=0),
            total=sum(each.largest.total for each in spaces),
        ),
        lone_entities=sum((each.lone_entities for each in spaces), Proportion()),
        unrelated_facts=sum((each.unrelated_facts for each in spaces), Proportion()),
    )


class _Pieces:
    """Sets that grow together; each is known by one of its members."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def join(self, keys: Iterable[str]) -> None:
        """Say that some keys are in one piece."""
        roots = [self._find_root(key) for key in keys]
        self._parents.update((root, roots[0]) for root in roots)

    def count_sizes(self) -> list[int]:
        """Return how many keys each piece has."""
        return [*Counter(self._find_root(key) for key in list(self._parents)).values()]

    def _find_root(self, key: str) -> str:
        self._parents.setdefault(key, key)
        while self._parents[key] != key:
            # Each search halves the way for the next one.
            self._parents[key] = self._parents[self._parents[key]]
            key = self._parents[key]
        return key
