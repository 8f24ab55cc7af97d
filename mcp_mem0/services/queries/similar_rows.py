"""Finding rows that are like a fact or a message."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.model.filters import BeliefState, Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Readable
from mcp_mem0.domain.text.normalise import split_words
from mcp_mem0.ports import Hit, RecordReader

SEARCHED_MAX: Final = 30
"""How many of the forgotten facts and messages are searched for, the first ones."""

SIMILAR_MAX: Final = 100
"""How many rows are found by words, and how many by meaning."""


async def find_similar_rows(
    records: RecordReader,
    kinds: Sequence[type[Readable]],
    space: str,
    row: Fact | Excerpt,
    *,
    state: BeliefState = "open",
) -> list[Readable]:
    """Return rows of some kinds that are like a fact or a message, by words and by meaning."""
    where = Filter(spaces=(space,), state=state)
    hits: list[Hit[Readable]] = []
    if split_words(row.text):
        hits += await records.search_text(kinds, row.text, where, limit=SIMILAR_MAX)
    if row.vector is not None:
        hits += await records.search_vectors(kinds, row.vector, where, limit=SIMILAR_MAX)
    return [hit.row for hit in hits]
