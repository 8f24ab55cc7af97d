"""How close a fact is to the question's names in the graph."""

from mcp_mem0.domain.retrieval.pool import Pool


def compute_graph(pool: Pool) -> dict[str, float]:
    """Return how close each row is; nothing if the graph knows no name of the question."""
    values = {row_id: each.graph for row_id, each in pool.candidates.items()}
    return values if any(values.values()) else {}
