"""The merge's condition, which makes a whole commit fail when the world moved under it.

LanceDB has no table-wide compare-and-set, and a merge condition that is merely false skips its
row and writes the others. One that *errors* stops the merge before anything is written: a
division by zero, reached when any row that the commit would replace is not as it was read.
"""

from typing import Final

_HEAD_AS_READ: Final = (
    "(target.kind = 'head' AND source.kind = 'head' AND target.revision = source.revision - 1)"
)
_ROW_AS_READ: Final = (
    "(target.kind <> 'head' AND target.kind = source.kind AND target.space = source.space"
    " AND target.recorded_at = source.recorded_at AND target.retired_at IS NULL"
    " AND (target.kind <> 'episode' OR target.recorded_by IS NULL"
    " OR source.retired_at IS NOT NULL))"
)
# The last row condition: an episode is decided once, but a decided one may still be forgotten.
# `IS TRUE`, because a comparison with a missing value is neither true nor false, and 1 divided
# by it is no error: the row would be skipped and the rest written.
CONDITION: Final = f"1 / CAST((({_HEAD_AS_READ} OR {_ROW_AS_READ}) IS TRUE) AS INT) = 1"

UNLESS_THERE: Final = "1 / CAST((target.id <> source.id) AS INT) = 1"
"""The same for rows that must all be new: one id that is there stops them all."""
