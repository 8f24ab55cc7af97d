"""Scoring the candidates of a question: a weighted mean of features.

The weights were chosen on conversations and checked on other kinds of data
(docs/decisions/0003-ranking.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mcp_mem0.domain.retrieval.certainty import calibrate_certainty, compute_certainties
from mcp_mem0.domain.retrieval.features.asked_date import compute_asked_date
from mcp_mem0.domain.retrieval.features.conversation import (
    compute_neighbour_meaning,
    compute_neighbour_words,
    compute_session_meaning,
    compute_session_words,
)
from mcp_mem0.domain.retrieval.features.graph import compute_graph
from mcp_mem0.domain.retrieval.features.likeness import compute_meaning, compute_words
from mcp_mem0.domain.retrieval.features.person import compute_person
from mcp_mem0.domain.retrieval.features.safety import compute_safety
from mcp_mem0.domain.retrieval.features.stated import compute_stated
from mcp_mem0.domain.retrieval.features.time_order import compute_asked_order, compute_event_side
from mcp_mem0.domain.retrieval.features.time_words import compute_time_words
from mcp_mem0.domain.retrieval.pool import Candidate, Feature, Pool
from mcp_mem0.domain.retrieval.ranking import RowScore


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedFeature:
    """A feature and its weight.

    Attributes:
        name: Its name.
        compute: Computes it.
        weight: Its weight; only ratios count.
        source: The search whose weight in the settings it is multiplied by, if any.
    """

    name: str
    compute: Feature
    weight: float
    source: str | None = None


class _Vote(NamedTuple):
    """What one feature says of a pool: its weight, of all that vote, and a value for each row."""

    name: str
    weight: float
    total: float
    values: Mapping[str, float]


FEATURES: Final[Sequence[WeighedFeature]] = (
    WeighedFeature(name="meaning", compute=compute_meaning, weight=3, source="meaning"),
    WeighedFeature(name="words", compute=compute_words, weight=3, source="words"),
    WeighedFeature(name="person", compute=compute_person, weight=3),
    WeighedFeature(
        name="session_meaning", compute=compute_session_meaning, weight=3, source="meaning"
    ),
    WeighedFeature(name="session_words", compute=compute_session_words, weight=2, source="words"),
    WeighedFeature(
        name="neighbour_meaning", compute=compute_neighbour_meaning, weight=0.5, source="neighbour"
    ),
    WeighedFeature(
        name="neighbour_words", compute=compute_neighbour_words, weight=0.5, source="neighbour"
    ),
    WeighedFeature(name="asked_date", compute=compute_asked_date, weight=4),
    WeighedFeature(name="time_words", compute=compute_time_words, weight=2),
    WeighedFeature(name="asked_order", compute=compute_asked_order, weight=3),
    WeighedFeature(name="event_side", compute=compute_event_side, weight=2),
    WeighedFeature(name="stated", compute=compute_stated, weight=8),
    WeighedFeature(name="safety", compute=compute_safety, weight=3),
    WeighedFeature(name="graph", compute=compute_graph, weight=20, source="graph"),
)


def score_pool(
    pool: Pool,
    source_weights: Mapping[str, float],
    features: Sequence[WeighedFeature] = FEATURES,
) -> dict[str, RowScore]:
    """Return the score of every candidate, from 0 to 1, and how certain it is that each answers.

    A feature that says nothing about the question does not vote.

    Args:
        pool: The question and its candidates.
        source_weights: Factors of the weights of features, by their source; 1 where none is given.
        features: The features and their weights.
    """
    shares = dict.fromkeys(pool.candidates, 0.0)
    for _, weight, total, values in _collect_votes(pool, source_weights, features):
        for row_id, value in values.items():
            if value:
                shares[row_id] += weight * value / total
    certainties = compute_certainties(pool)
    meaning, words = (source_weights.get(source, 1.0) for source in ("meaning", "words"))
    return {
        row_id: RowScore(
            shares[row_id],
            candidate.found_by,
            _compute_evidence(candidate, meaning, words),
            certainty=calibrate_certainty(certainties[row_id]),
        )
        for row_id, candidate in pool.candidates.items()
    }


def add_parts(
    scores: Mapping[str, RowScore],
    pool: Pool,
    source_weights: Mapping[str, float],
    features: Sequence[WeighedFeature] = FEATURES,
) -> dict[str, RowScore]:
    """Return the scores with what each feature contributed to them, which few answers tell.

    Args:
        scores: The scores of the pool.
        pool: The same question and candidates.
        source_weights: The same factors.
        features: The same features.
    """
    votes = _collect_votes(pool, source_weights, features)
    return {
        row_id: score._replace(
            parts={
                vote.name: vote.weight * value / vote.total
                for vote in votes
                if (value := vote.values.get(row_id))
            }
        )
        for row_id, score in scores.items()
    }


def _collect_votes(
    pool: Pool, source_weights: Mapping[str, float], features: Sequence[WeighedFeature]
) -> list[_Vote]:
    """Return what the features say that have something to say."""
    weighed = [
        (each, each.weight * source_weights.get(each.source or "", 1.0)) for each in features
    ]
    found = [(each, weight, each.compute(pool)) for each, weight in weighed if weight > 0]
    voting = [(each.name, weight, values) for each, weight, values in found if values]
    total = sum(weight for _, weight, _ in voting)
    return [_Vote(name, weight, total, values) for name, weight, values in voting]


def _compute_evidence(candidate: Candidate, meaning: float, words: float) -> float:
    """Return how much a row itself matches, from 0 to 1: the mean of its meaning and its words.

    Unlike its score it is a ratio: twice as high means that it matches twice as well.

    Args:
        candidate: The row.
        meaning: What its meaning weighs.
        words: What its words weigh.
    """
    if meaning + words == 0:
        return 0.0 if candidate.link is None else candidate.link.score
    return (meaning * candidate.cosine + words * candidate.words) / (meaning + words)
