"""Whether a row was stated or decided to be a fact, or only said."""

from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.retrieval.pool import Pool


def compute_stated(pool: Pool) -> dict[str, float]:
    """Return 1 for facts and 0 for excerpts; nothing where all are of one kind."""
    values = {row_id: float(isinstance(each.row, Fact)) for row_id, each in pool.candidates.items()}
    return values if len(set(values.values())) > 1 else {}
