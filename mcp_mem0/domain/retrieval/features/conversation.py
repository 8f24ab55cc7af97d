"""How well the conversation around a row fits the question.

An answer seldom repeats the words of its question, but others of its session do.
"""

from collections.abc import Callable, Sequence
from heapq import nlargest
from typing import Final

from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.domain.retrieval.pool import Candidate, Pool

_BEST_ROWS: Final = 3
"""How many rows of a session count, those with the best words."""

Value = Callable[[Candidate], float]


def compute_session_meaning(pool: Pool) -> dict[str, float]:
    """Return the best cosine of each row's session."""
    return _measure_conversations(pool, lambda group: max(each.cosine for each in group))


def compute_session_words(pool: Pool) -> dict[str, float]:
    """Return the mean of the three best BM25 scores of each row's session."""
    return _measure_conversations(
        pool, lambda group: sum(nlargest(_BEST_ROWS, [each.words for each in group])) / _BEST_ROWS
    )


def compute_neighbour_meaning(pool: Pool) -> dict[str, float]:
    """Return the cosine of the best of the messages next to each."""
    return _find_best_neighbours(pool, lambda candidate: candidate.cosine)


def compute_neighbour_words(pool: Pool) -> dict[str, float]:
    """Return the BM25 score of the best of the messages next to each."""
    return _find_best_neighbours(pool, lambda candidate: candidate.words)


def _measure_conversations(
    pool: Pool, measure: Callable[[Sequence[Candidate]], float]
) -> dict[str, float]:
    """Return for each row what is measured of its session."""
    values: dict[str, float] = {}
    for group in pool.conversations.values():
        values |= dict.fromkeys([each.row.id for each in group], measure(group))
    return values


def _find_best_neighbours(pool: Pool, value: Value) -> dict[str, float]:
    """Return the best value among the messages before and after each, and its other passages."""
    at: dict[tuple[str, int], list[tuple[str, float]]] = {}
    for row_id, each in pool.candidates.items():
        if isinstance(each.row, Excerpt):
            place = each.row.source, each.row.position
            at.setdefault(place, []).append((row_id, value(each)))
    best: dict[str, float] = {}
    for (source, position), rows in at.items():
        before, after = at.get((source, position - 1), ()), at.get((source, position + 1), ())
        around = max((score for _, score in (*before, *after)), default=0.0)
        for row_id, _ in rows:
            beside = (score for other, score in rows if other != row_id)
            best[row_id] = max(around, max(beside, default=0.0))
    return best
