"""The merge's condition, which makes a whole commit fail when the world moved under it.

LanceDB has no table-wide compare-and-set, and a merge condition that is merely false skips its
row and writes the others. One that *errors* stops the merge before anything is written: a
division by zero, reached when any row that the commit would replace is not as it was read.
"""

from typing import Final

_ROW_AS_READ: Final = (
    "(target.kind <> 'head' AND target.kind = source.kind AND target.space = source.space"
    " AND target.recorded_at = source.recorded_at AND target.retired_at IS NULL"
    " AND (target.kind <> 'episode' OR target.recorded_by IS NULL"
    " OR source.retired_at IS NOT NULL))"
)
# The last row condition: an episode is decided once, but a decided one may still be forgotten.

UNLESS_THERE: Final = "1 / CAST((target.id <> source.id) AS INT) = 1"
"""The same for rows that must all be new: one id that is there stops them all."""


def condition_of(changes: int) -> str:
    """Return the condition of a merge that makes so many changes, one after the other."""
    head_as_read = (
        "(target.kind = 'head' AND source.kind = 'head'"
        f" AND target.revision = source.revision - {changes})"
    )
    # `IS TRUE`, because a comparison with a missing value is neither true nor false, and 1 divided
    # by it is no error: the row would be skipped and the rest written.
    return f"1 / CAST((({head_as_read} OR {_ROW_AS_READ}) IS TRUE) AS INT) = 1"
