"""Merging the neighbours of several texts into one list."""

from collections.abc import Sequence

from mcp_mem0.domain.model.changes import Neighbour


def merge_neighbours(by_text: Sequence[Sequence[Neighbour]]) -> tuple[Neighbour, ...]:
    """Return the neighbours of several texts, without duplicates: all first ones, then all second.

    So a prefix of the list has the nearest ones of every text.
    """
    best: dict[str, tuple[int, Neighbour]] = {}
    for nears in by_text:
        for rank, near in enumerate(nears):
            known_rank, known = best.get(near.fact.id, (rank, near))
            nearer = near if near.score > known.score else known
            best[near.fact.id] = (min(rank, known_rank), nearer)
    order = sorted(best.values(), key=lambda pair: (pair[0], -pair[1].score, pair[1].fact.id))
    return tuple(near for _, near in order)
