"""Reading the rows of a space by however many values of one condition."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeVar

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Row
from mcp_mem0.ports import RecordReader

IDS_A_READ: Final = 500
"""How many ids are named in one read."""

RowT = TypeVar("RowT", bound=Row)


async def find_by(
    records: RecordReader, kind: type[RowT], space: str, name: str, values: Iterable[str]
) -> list[RowT]:
    """Return the rows, open and closed, of which a filter's condition names some values.

    Args:
        records: The store.
        kind: Which rows.
        space: Their space.
        name: The condition, as `Filter` calls it.
        values: However many.
    """
    unique = sorted(set(values))
    found: list[RowT] = []
    for first in range(0, len(unique), IDS_A_READ):
        some = tuple(unique[first : first + IDS_A_READ])
        where = replace(Filter(spaces=(space,), state="any"), **{name: some})
        found += await records.find(kind, where)
    return found
