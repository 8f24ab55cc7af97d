"""Whether two facts are nearly the same, so that one of them could go."""

from typing import Final

from mcp_mem0.domain.decisions.contradiction import contradicts
from mcp_mem0.domain.decisions.undo_builder import says_the_same
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.text.details import find_missing_details

LIKENESS_MIN: Final = 0.9
"""Least cosine similarity of two facts that are nearly the same.

With the embedding model that ships, "Ana is allergic to nuts" and "Ana has a nut allergy" have
0.95, and so have two dates that differ by a day: so the words are compared as well.
"""


def is_nearly_same(one: Fact, other: Fact) -> bool:
    """Return whether two facts with similar vectors say nearly the same of the same time.

    Neither has a name, number or date that the other lacks, and they do not contradict each other.
    """
    if says_the_same(one, other):
        return True
    return (
        one.stated_start == other.stated_start
        and one.stated_end == other.stated_end
        and not find_missing_details(one.text, other.text)
        and not find_missing_details(other.text, one.text)
        and not contradicts(one.text, other.text)
        and not contradicts(other.text, one.text)
    )
