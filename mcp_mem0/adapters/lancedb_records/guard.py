"""The merge's condition, which makes a whole commit fail when the world moved under it.

LanceDB has no table-wide compare-and-set, and a merge condition that is merely false skips its
row and writes the others. One that *errors* stops the merge before anything is written: a
division by zero, reached when any row that the commit would replace is not as it was read.
"""

from typing import Final

from mcp_mem0.domain.errors import HeadMovedError, StoreError

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
CONDITION: Final = f"1 / CAST(({_HEAD_AS_READ} OR {_ROW_AS_READ}) AS INT) = 1"

WRITE_ERRORS: Final = (ValueError, RuntimeError, OSError)
"""What LanceDB raises: plain classes, told apart by their words, here and nowhere else."""

_REFUSED: Final = "divide by zero"
_CONTENDED: Final = ("commit conflict", "too many concurrent writers", "retryable commit")


def is_contended(error: Exception) -> bool:
    """Whether LanceDB gave up a write because others wrote too; trying again may succeed."""
    return any(words in str(error).lower() for words in _CONTENDED)


def translated(error: Exception) -> StoreError:
    """Return what a failed write means to the caller."""
    if _REFUSED in str(error).lower():
        return HeadMovedError("the space changed while this was being decided: try again")
    cause = str(error).partition(", /")[0]
    return StoreError(f"the store could not be written ({cause}): run `mcp-mem0 doctor`")
