"""Merging the neighbours of several texts into one list."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.model.changes import Neighbour
from mcp_mem0.domain.text.open_matters import is_open_matter


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


SURE_PLACE: Final = 1.0
"""Added to the score of the nearest fact of each text, and of the one that shares most words."""

FAR_SCORE: Final = 0.25
"""A fact that is less like every text than this is about something else."""

ALWAYS_SHOWN: Final = 20
"""So many facts have a place however far they are: where little is known there is room for all."""

OPEN_PLACE: Final = 0.2
"""Added to the score of an open plan, search or wish: a message may resolve it in other words."""


def merge_by_score(by_text: Sequence[Sequence[Neighbour]]) -> tuple[Neighbour, ...]:
    """Return the neighbours of several texts, without duplicates: a place in a prompt by score.

    Each text has its nearest fact and the fact that shares most of its words before all others, so
    that none goes without. After that a text around which much is known gets more places than one
    around which there is nothing. Of many facts, those that are far from all of them have none.

    Args:
        by_text: The neighbours of each text, as a search orders them; a fact that was found by
            words alone has the score 0. Where none has a score, nothing was searched by meaning,
            and nothing counts as far.
    """
    places: dict[str, tuple[float, Neighbour]] = {}
    for nears in by_text:
        words_only = next((near.fact.id for near in nears if not near.score), None)
        floor = 0.0 if any(near.score for near in nears) else FAR_SCORE
        for near in nears:
            is_sure = near is nears[0] or near.fact.id == words_only
            place = max(near.score, floor) + SURE_PLACE * is_sure
            place += OPEN_PLACE * is_open_matter(near.fact.text)
            best, known = places.get(near.fact.id, (place, near))
            nearer = near if near.score > known.score else known
            places[near.fact.id] = (max(place, best), nearer)
    order = sorted(places.values(), key=lambda each: (-each[0], each[1].fact.id))
    return tuple(
        near
        for rank, (place, near) in enumerate(order)
        if rank < ALWAYS_SHOWN or place >= FAR_SCORE
    )
