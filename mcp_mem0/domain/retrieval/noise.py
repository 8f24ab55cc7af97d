"""Finding messages that answer nothing: those that ask the same, and those that say nothing.

They stand below what may answer; of messages that say the same, one is told.
"""

from collections.abc import Collection, Mapping
from typing import Final

from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.excerpt_folding import compute_fold_key
from mcp_mem0.domain.retrieval.pool import Pool
from mcp_mem0.domain.retrieval.ranking import RowScore
from mcp_mem0.domain.text.fillers import is_filler
from mcp_mem0.domain.text.question_sentences import is_question

ASKED_SHARE: Final = 0.6
"""A kept question asks what is asked now if it has this share of the weight of its words."""


def find_noise(pool: Pool) -> frozenset[str]:
    """Return the row ids of messages that only ask what is asked now, or say nothing."""
    return frozenset(
        row_id
        for row_id, each in pool.candidates.items()
        if isinstance(each.row, Excerpt)
        and (
            is_filler(each.row.text)
            or (each.coverage >= ASKED_SHARE and is_question(each.row.text))
        )
    )


def find_repeated_messages(
    scores: Mapping[str, RowScore], rows: Mapping[str, Fact | Excerpt]
) -> frozenset[str]:
    """Return the row ids of messages that say only what a later one says."""
    told: dict[tuple[str, str], Fact | Excerpt] = {}
    repeats: set[str] = set()
    for row_id in scores:
        row = rows[row_id]
        if not isinstance(row, Excerpt) or not row.is_open:
            continue
        key = compute_fold_key(row)
        known = told.get(key)
        if known is None or (row.said_at, row.id) > (known.said_at, known.id):
            told[key] = row
        repeats |= {each.id for each in (known, row) if each is not None and each is not told[key]}
    return frozenset(repeats)


def lower_noise(order: list[str], noise: Collection[str]) -> list[str]:
    """Return an order with noise below everything else."""
    return [*(row for row in order if row not in noise), *(row for row in order if row in noise)]
