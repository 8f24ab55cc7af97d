"""Whether the rows that a commit replaces are as they were read.

It says of records what `guards.build_merge_condition` says to a table: a record is here as the
front holds it, with the columns that have a value.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.rows import Episode

Columns: TypeAlias = Mapping[str, Any]


def check_as_read(
    records: Sequence[Columns], present: Mapping[str, Columns], *, changes: int
) -> None:
    """Check that the rows under the ids of records are as a writer read them.

    Args:
        records: What is to be written.
        present: The rows that have one of their ids.
        changes: How many successive changes of a space are written.

    Raises:
        HeadMovedError: One of them is not.
    """
    for record in records:
        row = present.get(record["id"])
        if row is not None and not _is_as_read(record, row, changes):
            raise HeadMovedError("the space changed while this was being decided: try again")


def check_as_opened(records: Sequence[Columns], present: Mapping[str, Columns]) -> None:
    """Check that an erase replaces rows by what is left of them, and that the head is as read.

    It says what `guards.build_erase_condition` says to a table.

    Raises:
        HeadMovedError: It does not.
    """
    for record in records:
        row = present.get(record["id"])
        if row is None:
            continue
        if row["kind"] == HEAD:
            is_same = _is_as_read(record, row, 1)
        else:
            is_same = all(row[name] == record[name] for name in ("kind", "space", "recorded_at"))
        if not is_same:
            raise HeadMovedError("the space changed while this was being decided: try again")


def _is_as_read(record: Columns, row: Columns, changes: int) -> bool:
    if row["kind"] == HEAD:
        return record["kind"] == HEAD and row.get("revision") == record["revision"] - changes
    # An episode is decided once, but a decided one may still be forgotten.
    is_decided = row["kind"] == KINDS[Episode] and row.get("recorded_by") is not None
    return (
        row["kind"] == record["kind"]
        and row["space"] == record["space"]
        and row["recorded_at"] == record["recorded_at"]
        and row.get("retired_at") is None
        and (not is_decided or record.get("retired_at") is not None)
    )
