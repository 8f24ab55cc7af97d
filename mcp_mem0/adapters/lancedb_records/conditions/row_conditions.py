"""Conditions of rows of any space, for the store's own work."""

from collections.abc import Collection, Iterable
from typing import Final

from mcp_mem0.adapters.lancedb_records.conditions.literals import (
    Condition,
    build_in_condition,
    format_literal,
)
from mcp_mem0.adapters.lancedb_records.schema import ERASURE, FOLD, HEAD, KINDS, LEASE, READABLE
from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Episode

# A space without a change yet has a pending episode; all others have a head.
ONE_ROW_A_SPACE: Final = Condition(
    f"kind = '{HEAD}' OR (kind = '{KINDS[Episode]}' AND recorded_by IS NULL)"
)
OF_THE_MEMORY: Final = Condition(f"kind NOT IN ('{LEASE}', '{FOLD}', '{ERASURE}')")
"""The condition of rows that are part of the memory."""
READABLE_ROWS: Final = Condition(build_in_condition("kind", READABLE))
"""The condition of rows that can be found by their words and their meaning."""
FOLD_MARKER: Final = Condition(f"kind = '{FOLD}'")
ERASURE_MARKER: Final = Condition(f"kind = '{ERASURE}'")


FORGOTTEN: Final = Condition(
    "retired_as IN ('" + "', '".join(HIDING_WORDS) + f"') OR kind = '{KINDS[Fingerprint]}'"
)
"""The condition of rows that were forgotten, and of the fingerprints of such."""

NOTHING: Final = Condition("false")
"""The condition of a write that changes nothing and yet makes a version."""


def build_spaces_condition(spaces: Collection[str], kinds: Iterable[str]) -> Condition:
    """Return the condition of the rows of some kinds in some spaces; no spaces are all."""
    of_kinds = build_in_condition("kind", kinds)
    if not spaces:
        return Condition(of_kinds)
    return Condition(f"{of_kinds} AND {build_in_condition('space', sorted(spaces))}")


def build_lease_holder_condition(lease_id: str, holder: str) -> Condition:
    """Return the condition of a lease that `holder` holds."""
    return Condition(f"id = {format_literal(lease_id)} AND author = {format_literal(holder)}")


def build_lack_condition(column: str, ids: Iterable[str] | None = None) -> Condition:
    """Return the condition of rows that can be found and have nothing in a column.

    Of all rows, or of those with one of the ids.
    """
    among = READABLE_ROWS if ids is None else f"{READABLE_ROWS} AND {build_id_condition(ids)}"
    return Condition(f"{among} AND {column} IS NULL AND text <> ''")


def build_id_condition(ids: Iterable[str]) -> Condition:
    """Return the condition of the rows with one of the ids, of any space."""
    return Condition(build_in_condition("id", ids))


def build_row_id_condition(row_id: int, end: int | None = None) -> Condition:
    """Return the condition of the rows from a row id on, or from one to before another."""
    first = f"_rowid >= {format_literal(row_id)}"
    return Condition(first if end is None else f"{first} AND _rowid < {format_literal(end)}")
