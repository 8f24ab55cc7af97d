"""What surrounds an entity, nearest first."""

from collections.abc import Iterable
from heapq import nlargest

from mcp_mem0.adapters.igraph_view.space_graph import EntityVertex, FactVertex, SpaceGraph
from mcp_mem0.domain.graph.model import NearTie, Neighbourhood


def find_neighbourhood(
    graph: SpaceGraph, name: str, *, hops: int, limit: int
) -> Neighbourhood | None:
    """Return what surrounds an entity, or None if nothing is known by that name."""
    centre = graph.find_entity(name)
    if centre is None:
        return None
    ties: list[NearTie] = []
    touched: set[FactVertex] = set()
    shown: set[FactVertex] = set()
    met = {centre.number: centre}
    frontier = [centre]
    for hop in range(1, hops + 1):
        around = _find_facts(graph, frontier)
        touched.update(around)
        fresh = around.keys() - shown
        # What a hop leaves of its share, the next ones may use.
        share = -(-(limit - len(ties)) // (hops - hop + 1))
        kept = nlargest(share, fresh, key=_rank_fact)
        ties += [
            NearTie(tie=graph.build_tie(fact), hops=hop, reached_from=around[fact].name)
            for fact in kept
        ]
        shown.update(kept)
        frontier = _collect_new_entities(kept, met)
    others = list(met.values())[1:]
    return Neighbourhood(
        space=graph.space,
        centre=graph.get_entity(centre),
        ties=tuple(ties),
        others=tuple(map(graph.get_entity, others)),
        left_out=len(touched - shown),
        is_partial=graph.is_partial,
    )


def _find_facts(
    graph: SpaceGraph, frontier: Iterable[EntityVertex]
) -> dict[FactVertex, EntityVertex]:
    """Return the facts that name one of some entities, each with the first that it names."""
    around: dict[FactVertex, EntityVertex] = {}
    for source in frontier:
        for fact in graph.list_facts(source):
            around.setdefault(fact, source)
    return around


def _rank_fact(fact: FactVertex) -> tuple[bool, int]:
    """Rank facts that state a relation above others, and newer ones above older ones."""
    return bool(fact.known.relations), fact.number


def _collect_new_entities(
    kept: Iterable[FactVertex], met: dict[int, EntityVertex]
) -> list[EntityVertex]:
    """Return the entities that some facts name and that were not met before; now they are."""
    fresh = [entity for fact in kept for entity in fact.entities if entity.number not in met]
    met.update((entity.number, entity) for entity in fresh)
    return list(dict.fromkeys(fresh))
