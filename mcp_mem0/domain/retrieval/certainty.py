"""How certain it is that a pool, or one row of it, holds an answer to the question.

It rests on two measures that each row has of its own, and on no score, so it does not depend on
how rows are ranked: how far the row's cosine stands out of the pool, and how much of the question
its words cover. Rare words of the question count more, and names of people do not: that somebody is
mentioned says nothing about what was asked of them.
"""

from collections.abc import Sequence
from statistics import quantiles
from typing import Final

from mcp_mem0.domain.retrieval.pool import Candidate, Pool

KNOWN_FROM: Final = 0.28
"""Below this certainty nothing in the pool is an answer (docs/decisions/0003-ranking.md)."""

_COMMON_ROWS: Final = 20
"""From so many rows on, most of a pool are rows that do not answer."""

_TENTHS: Final = 10


def is_answered(pool: Pool) -> bool:
    """Return whether it is likely that the pool holds an answer.

    A question of names alone is answered by whatever mentions them.
    """
    if not pool.has_words and pool.question.people:
        return bool(pool.candidates)
    return max(compute_certainties(pool).values(), default=0.0) >= KNOWN_FROM


def compute_certainties(pool: Pool) -> dict[str, float]:
    """Return how certain it is that each row answers, from 0 to 1.

    A fact whose chain answers (`LinkedFact.is_whole`) is as certain as the share that it covers.
    """
    baseline = _find_baseline([*pool.candidates.values()])
    certainties: dict[str, float] = {}
    for row_id, each in pool.candidates.items():
        if each.link is not None and each.link.is_whole:
            certainties[row_id] = each.link.score
            continue
        meaning = _stand_out(each.similarity, baseline)
        measures = [meaning] * pool.has_meaning + [each.coverage] * pool.has_words
        certainties[row_id] = sum(measures) / max(1, len(measures))
    return certainties


def _find_baseline(candidates: Sequence[Candidate]) -> float:
    """Return the cosine of rows that do not answer: what a tenth of a large pool stays below.

    Embedding models differ in what cosine unrelated texts have.
    """
    if len(candidates) < _COMMON_ROWS:
        return 0.0
    return quantiles((each.similarity for each in candidates), n=_TENTHS)[0]


def _stand_out(similarity: float, baseline: float) -> float:
    """Return a cosine as a share of the way from the baseline to the same meaning."""
    if baseline >= 1:
        return 0.0
    return max(0.0, similarity - baseline) / (1 - baseline)
