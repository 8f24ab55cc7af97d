"""What surrounds an entity, nearest first."""

from collections.abc import Iterable
from heapq import nlargest

from mcp_mem0.adapters.igraph_view.space_graph import EntityVertex, FactVertex, SpaceGraph
from mcp_mem0.domain.graph.model import NearTie, Neighbourhood


def neighbourhood(graph: SpaceGraph, name: str, *, hops: int, limit: int) -> Neighbourhood | None:
    """Return what surrounds an entity, or None if nothing is known by that name."""
    centre = graph.entity(name)
    if centre is None:
        return None
    ties: list[NearTie] = []
    touched: set[FactVertex] = set()
    shown: set[FactVertex] = set()
    met = {centre.number: centre}
    frontier = [centre]
    for hop in range(1, hops + 1):
        around = _around(graph, frontier)
        touched.update(around)
        fresh = around.keys() - shown
        # What a hop leaves of its share, the next ones may use.
        share = -(-(limit - len(ties)) // (hops - hop + 1))
        kept = nlargest(share, fresh, key=_worth)
        ties += [
            NearTie(tie=graph.tie(fact), hops=hop, reached_from=around[fact].name) for fact in kept
        ]
        shown.update(kept)
        frontier = _newly_met(kept, met)
    others = list(met.values())[1:]
    return Neighbourhood(
        space=graph.space,
        centre=graph.shown(centre),
        ties=tuple(ties),
        others=tuple(map(graph.shown, others)),
        left_out=len(touched - shown),
        is_partial=graph.is_partial,
    )


def _around(graph: SpaceGraph, frontier: Iterable[EntityVertex]) -> dict[FactVertex, EntityVertex]:
    """Return the facts that name one of some entities, each with the first that it names."""
    around: dict[FactVertex, EntityVertex] = {}
    for source in frontier:
        for fact in graph.facts_of(source):
            around.setdefault(fact, source)
    return around


def _worth(fact: FactVertex) -> tuple[bool, int]:
    """Rank facts that state a relation above others, and newer ones above older ones."""
    return bool(fact.known.relations), fact.number


def _newly_met(kept: Iterable[FactVertex], met: dict[int, EntityVertex]) -> list[EntityVertex]:
    """Return the entities that some facts name and that were not met before; now they are."""
    fresh = [entity for fact in kept for entity in fact.entities if entity.number not in met]
    met.update((entity.number, entity) for entity in fresh)
    return list(dict.fromkeys(fresh))
