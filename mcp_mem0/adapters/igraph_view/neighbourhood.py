"""What surrounds an entity, nearest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest

from mcp_mem0.adapters.igraph_view.space_graph import EntityVertex, FactVertex, SpaceGraph
from mcp_mem0.domain.graph import NearTie, Neighbourhood


@dataclass(frozen=True, slots=True)
class _Reached:
    """A fact, and the entity that it was reached from."""

    fact: FactVertex
    source: EntityVertex

    @property
    def worth(self) -> tuple[bool, int]:
        """What is shown first: facts that state a relation, then newer ones."""
        return bool(self.fact.known.relations), self.fact.number


def neighbourhood(graph: SpaceGraph, name: str, *, hops: int, limit: int) -> Neighbourhood | None:
    """Return what surrounds an entity, or None if nothing is known by that name."""
    centre = graph.entity(name)
    if centre is None:
        return None
    ties: list[NearTie] = []
    touched: set[int] = set()
    shown: set[int] = set()
    met = {centre.number: centre}
    frontier = [centre]
    for hop in range(1, hops + 1):
        around = [found for found in _around(graph, frontier) if found.fact.number not in shown]
        # What a hop leaves of its share, the next ones may use.
        share = -(-(limit - len(ties)) // (hops - hop + 1))
        kept = nlargest(share, around, key=lambda found: found.worth)
        ties += [
            NearTie(tie=graph.tie(found.fact), hops=hop, reached_from=found.source.name)
            for found in kept
        ]
        touched.update(found.fact.number for found in around)
        shown.update(found.fact.number for found in kept)
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


def _around(graph: SpaceGraph, frontier: Iterable[EntityVertex]) -> Iterable[_Reached]:
    """Return the facts that name one of some entities, each once."""
    around: dict[int, _Reached] = {}
    for source in frontier:
        for fact in graph.facts_of(source):
            around.setdefault(fact.number, _Reached(fact, source))
    return around.values()


def _newly_met(kept: Iterable[_Reached], met: dict[int, EntityVertex]) -> list[EntityVertex]:
    """Return the entities that some facts name and that were not met before; now they are."""
    fresh = [entity for found in kept for entity in found.fact.entities if entity.number not in met]
    met.update((entity.number, entity) for entity in fresh)
    return list(dict.fromkeys(fresh))
