"""How much a row itself is like the question, in meaning and in words."""

from mcp_mem0.domain.retrieval.pool import Pool


def compute_meaning(pool: Pool) -> dict[str, float]:
    """Return the cosine similarity of each row as a share of the best."""
    return {row_id: each.cosine for row_id, each in pool.candidates.items()}


def compute_words(pool: Pool) -> dict[str, float]:
    """Return the BM25 score of each row as a share of the best."""
    return {row_id: each.words for row_id, each in pool.candidates.items()}
