"""Whether a row is by or about whom the question names."""

from typing import Final

from mcp_mem0.domain.retrieval.pool import Pool

_UNKNOWN: Final = 0.5


def compute_person(pool: Pool) -> dict[str, float]:
    """Return 1 where the question names this row's person alone, 0 where only others, else ½."""
    asked = pool.question.people
    if not asked:
        return {}
    alone = next(iter(asked)) if len(asked) == 1 else None
    values: dict[str, float] = {}
    for row_id, each in pool.candidates.items():
        if each.person is None:
            values[row_id] = _UNKNOWN
        elif each.person == alone:
            values[row_id] = 1.0
        else:
            values[row_id] = _UNKNOWN if each.person in asked else 0.0
    return values
