"""Finds the shortest paths between entities."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice, zip_longest

from mcp_mem0.adapters.igraph_view.space_graph import SpaceGraph
from mcp_mem0.adapters.igraph_view.vertex_graph import EntityVertex, FactVertex
from mcp_mem0.domain.graph.model import PATH_LENGTH_MAX, PATHS_PER_PAIR, Connections, Path, PathStep


def find_connections(graph: SpaceGraph, names: Sequence[str], *, limit: int) -> Connections:
    """Return the shortest paths between each two of some entities."""
    vertices = {name: graph.find_entity(name) for name in names}
    entities = list(dict.fromkeys(vertex for vertex in vertices.values() if vertex is not None))
    paths_by_pair = {
        (source.name, target.name): paths
        for place, source in enumerate(entities[:-1])
        for target, paths in _find_paths(graph, source, entities[place + 1 :])
    }
    all_paths = [
        path for paths in zip_longest(*paths_by_pair.values()) for path in paths if path is not None
    ]
    return Connections(
        space=graph.space,
        entities=tuple(map(graph.get_entity, entities)),
        unknown=tuple(name for name, vertex in vertices.items() if vertex is None),
        paths=tuple(all_paths[:limit]),
        apart=tuple(pair for pair, paths in paths_by_pair.items() if not paths),
        left_out=max(0, len(all_paths) - limit),
        is_partial=graph.is_partial,
    )


def _find_paths(
    graph: SpaceGraph, source: EntityVertex, targets: Sequence[EntityVertex]
) -> Iterator[tuple[EntityVertex, list[Path]]]:
    ways = _PathFinder(graph, source)
    for target in targets:
        yield target, list(islice(ways.find_paths(target), PATHS_PER_PAIR))


class _PathFinder:
    """Finds the shortest paths from one entity by tracing them back from their ends."""

    def __init__(self, graph: SpaceGraph, source: EntityVertex) -> None:
        self._graph = graph
        self._distance = graph.compute_distances(source)

    def find_paths(self, target: EntityVertex) -> Iterator[Path]:
        """Yield the paths to an entity, best first; none if it is too far."""
        if self._distance[target.number] <= PATH_LENGTH_MAX:
            yield from (Path(steps=steps) for steps in self._trace_back(target))

    def _trace_back(self, target: EntityVertex) -> Iterator[tuple[PathStep, ...]]:
        if self._distance[target.number] == 0:
            yield ()
            return
        for source, fact in self._find_last_steps(target):
            step = PathStep(source=source.name, target=target.name, tie=self._graph.build_tie(fact))
            yield from ((*way, step) for way in self._trace_back(source))

    def _find_last_steps(self, target: EntityVertex) -> list[tuple[EntityVertex, FactVertex]]:
        """Return each fact that may be the last step to an entity, with the step's source."""
        distance = self._distance[target.number]
        relation_steps: list[tuple[EntityVertex, FactVertex]] = []
        mention_steps: list[tuple[EntityVertex, FactVertex]] = []
        for vertex in self._graph.list_neighbours(target):
            if self._distance[vertex.number] != distance - 1:
                continue
            if isinstance(vertex, EntityVertex):
                relation_steps += [
                    (vertex, fact) for fact in self._graph.find_stating_facts(vertex, target)
                ]
            else:
                mention_steps += [
                    (entity, vertex)
                    for entity in vertex.entities
                    if self._distance[entity.number] == distance - 2
                ]
        return list(chain(_sort_newest_first(relation_steps), _sort_newest_first(mention_steps)))


def _sort_newest_first(
    steps: list[tuple[EntityVertex, FactVertex]],
) -> list[tuple[EntityVertex, FactVertex]]:
    return sorted(steps, key=lambda step: (-step[1].number, step[0].name))
