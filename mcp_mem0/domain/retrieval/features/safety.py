"""Whether a row concerns somebody's health, diet or safety, where the question touches that."""

from mcp_mem0.domain.retrieval.pool import Pool
from mcp_mem0.domain.text.matters.safety import concerns_safety
from mcp_mem0.domain.text.question_sentences import is_question


def compute_safety(pool: Pool) -> dict[str, float]:
    """Return 1 for statements that concern safety; nothing if the question does not touch it."""
    if not pool.question.touches_safety:
        return {}
    values = {
        row_id: float(concerns_safety(each.row.text) and not is_question(each.row.text))
        for row_id, each in pool.candidates.items()
    }
    return values if any(values.values()) else {}
