"""Whether a row is by or about whom the question names."""

from collections.abc import Set as AbstractSet
from typing import Final

from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.retrieval.people import USER
from mcp_mem0.domain.retrieval.pool import Candidate, Pool
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.domain.text.word_lists import ROLE_WORDS

_UNKNOWN: Final = 0.5
_ADVISERS: Final = ROLE_WORDS - {USER}


def compute_person(pool: Pool) -> dict[str, float]:
    """Return 1 where the question names this row's person alone, 0 where only others, else ½.

    A fact counts 1 if it names anyone who is asked for, and ½ otherwise: what it begins with may be
    a thing, and a fact about somebody else may be the next step to an answer. What an assistant
    said counts ½, too: whoever asks for their own matters may mean its advice. So does what the
    user said of others.
    """
    asked = pool.question.people
    if not asked:
        return {}
    spoken = asked | {person.split()[0] for person in asked}
    return {
        row_id: _compare_fact(each, spoken)
        if isinstance(each.row, Fact)
        else _compare_excerpt(each, asked)
        for row_id, each in pool.candidates.items()
    }


def _compare_fact(candidate: Candidate, spoken: AbstractSet[str]) -> float:
    names = {candidate.person, *map(normalise_name, candidate.row.entities)}
    return _UNKNOWN if spoken.isdisjoint(names) else 1.0


def _compare_excerpt(candidate: Candidate, asked: AbstractSet[str]) -> float:
    person = candidate.person
    if person is None or person in _ADVISERS or (person == USER and USER not in asked):
        return _UNKNOWN
    if person in asked:
        return 1.0 if len(asked) == 1 else _UNKNOWN
    return 0.0
