"""How many words of the question a row has in another form, where the model does not read them."""

from mcp_mem0.domain.retrieval.pool import Pool, scale_to_best


def compute_word_parts(pool: Pool) -> dict[str, float]:
    """Return the share of the question that each row has in words that are alike, by the best.

    Nothing where the embedding model reads the question: then its meaning says more.
    """
    if pool.question.is_read:
        return {}
    values = {row_id: each.word_parts for row_id, each in pool.candidates.items()}
    return scale_to_best(values) if any(values.values()) else {}
