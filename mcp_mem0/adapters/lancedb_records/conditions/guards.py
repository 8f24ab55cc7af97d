"""Guards of merges: what a row must still be like for a commit to replace it.

A guard makes a whole commit fail if the rows it read have changed. LanceDB has no table-wide
compare-and-set, and a merge condition that is merely false skips its row and writes the others. One
that *errors* stops the merge before anything is written: a division by zero, evaluated if any row
that the commit would replace has changed since it was read.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from mcp_mem0.adapters.lancedb_records.conditions.literals import Condition, format_literal

_ROW_AS_READ: Final = (
    "(target.kind <> 'head' AND target.kind = source.kind AND target.space = source.space"
    " AND target.recorded_at = source.recorded_at AND target.retired_at IS NULL"
    " AND (target.kind <> 'episode' OR target.recorded_by IS NULL"
    " OR source.retired_at IS NOT NULL))"
)
# The last condition: an episode is decided once, but a decided one may still be forgotten.

FOLD_CONDITION: Final = Condition(
    "1 / CAST(((target.kind <> 'fold' OR target.revision < source.revision) IS TRUE) AS INT) = 1"
)
"""The guard of a fold: one that was made already stops it, and all other rows are replaced."""

ERASURE_CONDITION: Final = Condition(
    "1 / CAST(((target.revision <= source.revision) IS TRUE) AS INT) = 1"
)
"""The guard of the row that counts erases: the count never goes back."""

COPIED: Final = Condition("kind NOT IN ('lease', 'fold', 'erasure')")
"""The condition of rows that a copy of another store's rows may remove."""

UNLESS_THERE: Final = Condition("1 / CAST((target.id <> source.id) AS INT) = 1")
"""The guard of rows that must all be new: one existing id stops them all."""


_ROW_AS_OPENED: Final = (
    "(target.kind <> 'head' AND target.kind = source.kind AND target.space = source.space"
    " AND target.recorded_at = source.recorded_at)"
)


def build_erase_condition() -> Condition:
    """Return the guard of a merge that erases rows: the head is as read, and they are the same.

    Rows that are closed are never written by anybody else.
    """
    return Condition(
        f"1 / CAST((({_build_head_condition(1)} OR {_ROW_AS_OPENED}) IS TRUE) AS INT) = 1"
    )


def _build_head_condition(changes: int) -> str:
    return (
        "(target.kind = 'head' AND source.kind = 'head'"
        f" AND target.revision = source.revision - {format_literal(changes)})"
    )


def build_merge_condition(changes: int) -> Condition:
    """Return the guard of a merge of so many successive changes."""
    head_as_read = _build_head_condition(changes)
    # `IS TRUE`, because a comparison with a missing value is neither true nor false, and 1 divided
    # by it is no error: the row would be skipped and the rest written.
    guard = f"1 / CAST((({head_as_read} OR {_ROW_AS_READ}) IS TRUE) AS INT) = 1"
    return Condition(guard)


def build_lease_end_condition(now: datetime) -> Condition:
    """Return the condition of a merge that takes a lease over only if it has expired."""
    return Condition(f"target.valid_to <= {format_literal(now)}")


def build_copy_condition(heads: Mapping[str, int]) -> Condition:
    """Return the guard of rows that are copied from another store, all or none.

    The heads that they replace must be as they were read, and marks only go on.

    Args:
        heads: The revision of each head that is there, by its row id.
    """
    known = [
        f"(target.id = {format_literal(row_id)} AND target.revision = {format_literal(revision)})"
        for row_id, revision in heads.items()
    ]
    of_marks = "(target.kind IN ('fold', 'erasure') AND target.revision < source.revision)"
    rest = "target.kind NOT IN ('head', 'fold', 'erasure')"
    guard = " OR ".join([rest, of_marks, *known])
    return Condition(f"1 / CAST((({guard}) IS TRUE) AS INT) = 1")
