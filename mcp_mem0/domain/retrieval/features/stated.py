"""Whether a row was stated or decided to be a fact, or only said."""

from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.retrieval.pool import Pool


def compute_stated(pool: Pool) -> dict[str, float]:
    """Return how well each fact matches, by meaning or words, and 0 for excerpts.

    So a fact that shares as much with the question as a message stands above it, and one that
    shares little does not. Nothing is returned where all rows are of one kind.
    """
    kinds = {isinstance(each.row, Fact) for each in pool.candidates.values()}
    if len(kinds) <= 1:
        return {}
    return {
        row_id: max(each.cosine, each.words) if isinstance(each.row, Fact) else 0.0
        for row_id, each in pool.candidates.items()
    }
