"""Whether a fact answers the question by its relations, alone or with the facts that lead to it."""

from typing import Final

from mcp_mem0.domain.graph.model import LinkedFact
from mcp_mem0.domain.retrieval.pool import Pool

_STEEPNESS: Final = 4
"""The power by which a fact loses that covers less of the question than the best."""

_ALONE_SHARE: Final = 0.35
"""Less counts of a fact that covers the question alone: its words and its meaning say so, too.

A fact that only others lead to has little in common with the question.
"""


def compute_graph(pool: Pool) -> dict[str, float]:
    """Return how much of the question each fact covers; nothing if the graph leads to none.

    What covers less than the best counts less than its share: it answers another question.
    """
    linked = [each.link.score for each in pool.candidates.values() if each.link is not None]
    best = max(linked, default=0.0)
    if best == 0:
        return {}
    return {
        row_id: 0.0 if each.link is None else _weigh_link(each.link, best)
        for row_id, each in pool.candidates.items()
    }


def _weigh_link(link: LinkedFact, best: float) -> float:
    share = _ALONE_SHARE if link.fact_count == 1 else 1.0
    return share * link.score * (link.score / best) ** _STEEPNESS
