"""Scores of rows, their order, and how many of them match."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

_NO_PARTS: Final[Mapping[str, float]] = MappingProxyType({})

MATCH_SHARE = 0.5
"""A row counts as a match if its evidence is at least this share of the best."""


class RowScore(NamedTuple):
    """A row's score, which only orders the rows, and what it rests on.

    A named tuple, because a question makes hundreds.

    Attributes:
        score: From 0 to 1; only the order of scores means something.
        found_by: The names of the searches that found the row.
        evidence: How much the row itself matches the question, from 0 to 1, as a ratio: twice as
            high means that it matches twice as well.
        parts: What each feature contributed to the score, by its name, if that is told.
        certainty: How likely it is that the row answers, from 0 to 1; this is told as its score.
    """

    score: float
    found_by: tuple[str, ...] = ()
    evidence: float = 1.0
    parts: Mapping[str, float] = _NO_PARTS
    certainty: float = 1.0


class Place(NamedTuple):
    """Where something was said: the episode, and the message's place in it."""

    source: str
    position: int


def sort_by_score(scores: Mapping[str, RowScore], said_at: Mapping[str, datetime]) -> list[str]:
    """Return the ids, best first; of equals the one said later, then the smaller id."""
    return sorted(
        scores,
        key=lambda row_id: (-scores[row_id].score, -said_at[row_id].timestamp(), row_id),
    )


def count_matches(scores: Mapping[str, RowScore]) -> int:
    """Return how many rows match well enough, compared with the best."""
    best = max((score.evidence for score in scores.values()), default=0.0)
    return sum(score.evidence >= MATCH_SHARE * best for score in scores.values())
