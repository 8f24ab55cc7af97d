"""Choosing rows for a question that asks for many things.

The members of a list were told at different times. So each row of a session counts a little less
than the one taken before it from there.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.ranking import RowScore

CHOSEN_MAX: Final = 50
"""How many rows are chosen; the rest follows as it was. No answer holds more."""

AGAIN_SHARE: Final = 0.97
"""What the next row of a session is worth, for each that was taken from there."""


def spread_over_sessions(
    order: Sequence[str],
    scores: Mapping[str, RowScore],
    rows: Mapping[str, Fact | Excerpt],
) -> list[str]:
    """Return the ids of rows, best first, where each further row of a session counts a little less.

    Args:
        order: The ids, best first.
        scores: Their scores.
        rows: The rows.
    """
    waiting: dict[tuple[str, str], list[str]] = {}
    for row_id in reversed(order):
        waiting.setdefault((rows[row_id].space, rows[row_id].session), []).append(row_id)
    places = {row_id: place for place, row_id in enumerate(order)}
    worth = dict.fromkeys(waiting, 1.0)
    chosen: dict[str, None] = {}
    while waiting and len(chosen) < CHOSEN_MAX:
        session = max(
            waiting,
            key=lambda each: (
                worth[each] * scores[waiting[each][-1]].score,
                -places[waiting[each][-1]],
            ),
        )
        chosen[waiting[session].pop()] = None
        worth[session] *= AGAIN_SHARE
        if not waiting[session]:
            del waiting[session]
    return [*chosen, *(row_id for row_id in order if row_id not in chosen)]
