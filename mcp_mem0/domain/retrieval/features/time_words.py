"""Whether a row says when, for questions that ask when."""

from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.retrieval.pool import Candidate, Pool
from mcp_mem0.domain.text.times.row_words import has_time_words


def compute_time_words(pool: Pool) -> dict[str, float]:
    """Return 1 for rows with a word of time or a known date, if the question asks when."""
    if not pool.question.time.asks_when:
        return {}
    return {row_id: float(_is_dated(each)) for row_id, each in pool.candidates.items()}


def _is_dated(candidate: Candidate) -> bool:
    row = candidate.row
    is_known = isinstance(row, Fact) and not row.valid_from is row.valid_to is None
    return is_known or has_time_words(row.text)
