"""Finds what surrounds an entity, nearest first."""

from collections.abc import Iterable
from heapq import nlargest

from mcp_mem0.adapters.igraph_view.space_graph import SpaceGraph
from mcp_mem0.adapters.igraph_view.vertex_graph import EntityVertex, FactVertex
from mcp_mem0.domain.graph.model import NearTie, Neighbourhood


def find_neighbourhood(
    graph: SpaceGraph, name: str, *, hops: int, limit: int
) -> Neighbourhood | None:
    """Return what surrounds an entity, or None if nothing is known by that name."""
    centre = graph.find_entity(name)
    if centre is None:
        return None
    ties: list[NearTie] = []
    reached: set[FactVertex] = set()
    shown: set[FactVertex] = set()
    entities = {centre.number: centre}
    frontier = [centre]
    for hop in range(1, hops + 1):
        sources = _find_facts(graph, frontier)
        reached.update(sources)
        fresh = sources.keys() - shown
        # The next hops may use what a hop leaves of its share.
        share = -(-(limit - len(ties)) // (hops - hop + 1))
        best = nlargest(share, fresh, key=_rank_fact)
        ties += [
            NearTie(tie=graph.build_tie(fact), hops=hop, reached_from=sources[fact].name)
            for fact in best
        ]
        shown.update(best)
        frontier = _collect_new_entities(best, entities)
    others = list(entities.values())[1:]
    return Neighbourhood(
        space=graph.space,
        centre=graph.get_entity(centre),
        ties=tuple(ties),
        others=tuple(map(graph.get_entity, others)),
        left_out=len(reached - shown),
        is_partial=graph.is_partial,
    )


def _find_facts(
    graph: SpaceGraph, frontier: Iterable[EntityVertex]
) -> dict[FactVertex, EntityVertex]:
    """Return the facts that name an entity of the frontier, with the first that each names."""
    sources: dict[FactVertex, EntityVertex] = {}
    for source in frontier:
        for fact in graph.list_facts(source):
            sources.setdefault(fact, source)
    return sources


def _rank_fact(fact: FactVertex) -> tuple[bool, int]:
    """Rank facts that state a relation above others, and newer ones above older ones."""
    return bool(fact.content.relations), fact.number


def _collect_new_entities(
    facts: Iterable[FactVertex], entities: dict[int, EntityVertex]
) -> list[EntityVertex]:
    """Return the entities that the facts name and `entities` lacks, and add them to it."""
    fresh = [entity for fact in facts for entity in fact.entities if entity.number not in entities]
    entities.update((entity.number, entity) for entity in fresh)
    return list(dict.fromkeys(fresh))
