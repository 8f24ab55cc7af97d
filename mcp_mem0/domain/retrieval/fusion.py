"""Fusing the results of several searches into one ranking.

Each source's scores are scaled so that its best is 1 and 0 stays 0: a row without a word of
the question has a BM25 score of 0, and an unrelated one a cosine near it. (Scaling from the
lowest candidate would make the order depend on how many were asked for.) A source that found
nothing does not vote: its weight is distributed over the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

UNSEEN_SHARE = 0.7
"""A row beyond the end of a source's list is assumed to score this share of the last one.

The row's true score lies between 0 and the last one's; 0 would punish it for the list's length.
"""

MATCH_SHARE = 0.5
"""A row counts as a match if it scores at least this share of the best."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The results of one search: the score of each row.

    `complete` says that there are no more, so a missing row scores 0.
    """

    name: str
    weight: float
    scores: Mapping[str, float]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedScore:
    """A row's score over all sources, and the names of the sources that found it.

    The score is a ratio: twice as high means that the row matches twice as well. Shares and sums
    of it are taken by `boost_neighbours`, `count_matches`, `fold_excerpts` and recall's
    `_lower_score`; a score that only orders the rows would break all four.
    """

    score: float
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said: the episode, and the message's place in it."""

    source: str
    position: int


def fuse_scores(sources: Sequence[Source]) -> dict[str, FusedScore]:
    """Return the fused score of every row that a source found, from 0 to 1."""
    voting = [source for source in sources if source.scores and source.weight > 0]
    total = sum(source.weight for source in voting)
    scaled = {source.name: _scale_scores(source.scores) for source in voting}
    fused_scores: dict[str, FusedScore] = {}
    for row_id in dict.fromkeys(row_id for source in voting for row_id in source.scores):
        score = sum(
            source.weight
            * scaled[source.name].get(row_id, _estimate_unseen_score(source, scaled[source.name]))
            for source in voting
        )
        found_by = tuple(source.name for source in voting if row_id in source.scores)
        fused_scores[row_id] = FusedScore(score=score / total, found_by=found_by)
    return fused_scores


def boost_neighbours(
    fused_scores: Mapping[str, FusedScore], places: Mapping[str, Place], share: float
) -> dict[str, FusedScore]:
    """Raise each message by a share of its best neighbour's score; scores stay from 0 to 1.

    Neighbours are the messages before and after it, and the other passages of the same message.
    An answer often follows its question, and only one of the two matches the query.

    Args:
        fused_scores: The scores of all rows.
        places: The places of those rows that are messages.
        share: From 0 (no change) to 1.
    """
    at: dict[Place, list[str]] = {}
    for row_id, place in places.items():
        at.setdefault(place, []).append(row_id)
    scores = {row_id: fused.score for row_id, fused in fused_scores.items()}
    for row_id, place in places.items():
        near = (Place(place.source, place.position + step) for step in (-1, 0, 1))
        others = [other for spot in near for other in at.get(spot, ()) if other != row_id]
        best = max((fused_scores[other].score for other in others), default=0.0)
        scores[row_id] += share * best
    return {
        row_id: replace(fused, score=scores[row_id] / (1 + share))
        for row_id, fused in fused_scores.items()
    }


def sort_by_score(
    fused_scores: Mapping[str, FusedScore], said_at: Mapping[str, datetime]
) -> list[str]:
    """Return the ids, best first; of equals the one said later, then the smaller id."""
    return sorted(
        fused_scores,
        key=lambda row_id: (-fused_scores[row_id].score, -said_at[row_id].timestamp(), row_id),
    )


def count_matches(fused_scores: Mapping[str, FusedScore]) -> int:
    """Return how many rows match well enough, compared with the best."""
    best = max((fused.score for fused in fused_scores.values()), default=0.0)
    return sum(fused.score >= MATCH_SHARE * best for fused in fused_scores.values())


def _scale_scores(scores: Mapping[str, float]) -> dict[str, float]:
    low = min(0.0, *scores.values())
    high = max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {row_id: (score - low) / (high - low) for row_id, score in scores.items()}


def _estimate_unseen_score(source: Source, scaled: Mapping[str, float]) -> float:
    return 0.0 if source.complete else UNSEEN_SHARE * min(scaled.values())
