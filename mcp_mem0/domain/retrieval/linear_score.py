"""Scoring the candidates of a question: a weighted mean of features.

The weights were chosen on conversations and checked on other kinds of data
(docs/decisions/0003-ranking.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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
    """Return the score of every candidate, from 0 to 1.

    A feature that says nothing about the question does not vote.

    Args:
        pool: The question and its candidates.
        source_weights: Factors of the weights of features, by their source; 1 where none is given.
        features: The features and their weights.
    """
    weights = {
        each.name: each.weight * source_weights.get(each.source or "", 1.0) for each in features
    }
    values = {each.name: each.compute(pool) for each in features if weights[each.name] > 0}
    voting = {name: found for name, found in values.items() if found}
    total = sum(weights[name] for name in voting)
    scores: dict[str, RowScore] = {}
    for row_id, candidate in pool.candidates.items():
        parts = {
            name: weights[name] * found[row_id] / total
            for name, found in voting.items()
            if found.get(row_id)
        }
        scores[row_id] = RowScore(
            score=sum(parts.values()),
            found_by=candidate.found_by,
            evidence=compute_evidence(candidate, source_weights),
            parts=parts,
        )
    return scores


def compute_evidence(candidate: Candidate, source_weights: Mapping[str, float]) -> float:
    """Return how much a row itself matches, from 0 to 1: the mean of its meaning and its words.

    Unlike its score it is a ratio: twice as high means that it matches twice as well.
    """
    meaning, words = (source_weights.get(source, 1.0) for source in ("meaning", "words"))
    if meaning + words == 0:
        return 0.0 if candidate.link is None else candidate.link.score
    return (meaning * candidate.cosine + words * candidate.words) / (meaning + words)
