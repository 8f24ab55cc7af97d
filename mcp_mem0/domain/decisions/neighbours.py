"""One list of neighbours from the lists that were found for several texts."""

from collections.abc import Sequence

from mcp_mem0.domain.model.changes import Neighbour


def merge_neighbours(found: Sequence[Sequence[Neighbour]]) -> tuple[Neighbour, ...]:
    """Return the neighbours of several texts, each once: the first of every text, then the second.

    So whoever has room for some of them only still sees the nearest of each text.
    """
    best: dict[str, tuple[int, Neighbour]] = {}
    for nears in found:
        for rank, near in enumerate(nears):
            known_rank, known = best.get(near.fact.id, (rank, near))
            nearer = near if near.score > known.score else known
            best[near.fact.id] = (min(rank, known_rank), nearer)
    order = sorted(best.values(), key=lambda pair: (pair[0], -pair[1].score, pair[1].fact.id))
    return tuple(near for _, near in order)
