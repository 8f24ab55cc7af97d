"""Ranks the facts near the entities of a query by personalised PageRank."""

from collections.abc import Iterable, Sequence
from heapq import nlargest, nsmallest
from typing import Final

from mcp_mem0.adapters.igraph_view.space_graph import SpaceGraph
from mcp_mem0.adapters.igraph_view.vertex_graph import EntityVertex, FactVertex
from mcp_mem0.domain.graph.model import NearFact
from mcp_mem0.domain.text.entity_matching import find_names

WALKED_FACTS_MAX: Final = 1_000
"""Facts in the part of the graph that is walked: the newest around each round of entities."""

DAMPING: Final = 0.5
"""The probability of going on at each vertex: the walk should stay near the entities."""

SCORE_DIGITS: Final = 9
"""Digits of a score that do not depend on the order in which the graph was built."""


def find_near_facts(
    graph: SpaceGraph, query: str, names: Sequence[str], *, limit: int
) -> list[NearFact]:
    """Return the facts near the entities that a query or `names` name, nearest first."""
    vertices = map(graph.find_entity, [*names, *find_names(query, graph.known_keys)])
    seeds = list(dict.fromkeys(vertex for vertex in vertices if vertex is not None))
    if not seeds:
        return []
    facts = _select_near(graph, seeds)
    part = {seed.number for seed in seeds}
    part.update(fact.number for fact in facts)
    part.update(entity.number for fact in facts for entity in fact.entities)
    # An entity that many facts name says less about each of them.
    restart = {seed.number: 1.0 / len(graph.list_facts(seed)) for seed in seeds}
    scores = dict(zip(sorted(part), graph.walk(part, restart, DAMPING), strict=True))
    near_facts = [
        NearFact(fact=fact.content.fact, score=round(scores[fact.number], SCORE_DIGITS))
        for fact in facts
    ]
    return nsmallest(limit, near_facts, key=lambda near: (-near.score, near.fact.id))


def _select_near(graph: SpaceGraph, seeds: Sequence[EntityVertex]) -> list[FactVertex]:
    """Return the newest facts that name a seed, or an entity that one of those facts names."""
    first = _select_newest(graph, seeds, WALKED_FACTS_MAX // 2)
    entities = dict.fromkeys(entity for fact in first for entity in fact.entities)
    second = _select_newest(graph, entities, WALKED_FACTS_MAX - len(first))
    return list(dict.fromkeys([*first, *second]))


def _select_newest(
    graph: SpaceGraph, entities: Iterable[EntityVertex], count: int
) -> list[FactVertex]:
    facts = {fact.number: fact for entity in entities for fact in graph.list_facts(entity)}
    return [facts[number] for number in nlargest(count, facts)]
