"""Whether a row is by or about whom the question names."""

from typing import Final

from mcp_mem0.domain.retrieval.people import USER
from mcp_mem0.domain.retrieval.pool import Pool
from mcp_mem0.domain.text.word_lists import ROLE_WORDS

_UNKNOWN: Final = 0.5
_ADVISERS: Final = ROLE_WORDS - {USER}


def compute_person(pool: Pool) -> dict[str, float]:
    """Return 1 where the question names this row's person alone, 0 where only others, else ½.

    What an assistant said counts ½: whoever asks for their own matters may mean its advice.
    """
    asked = pool.question.people
    if not asked:
        return {}
    alone = next(iter(asked)) if len(asked) == 1 else None
    values: dict[str, float] = {}
    for row_id, each in pool.candidates.items():
        if each.person is None or each.person in _ADVISERS:
            values[row_id] = _UNKNOWN
        elif each.person == alone:
            values[row_id] = 1.0
        else:
            values[row_id] = _UNKNOWN if each.person in asked else 0.0
    return values
