"""How much of the front a table has: read from the one row of it that says so."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lancedb import AsyncTable
from pydantic import BaseModel, ValidationError

from mcp_mem0.adapters.lancedb_records.mapping import Record
from mcp_mem0.adapters.lancedb_records.reading import read_fold_marker
from mcp_mem0.adapters.lancedb_records.schema import FOLD
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.ids import find_second

_MARK_ID: Final = f"{FOLD}:"


class _MarkPayload(BaseModel):
    newest_second: int
    next_second: int | None = None


@dataclass(frozen=True, slots=True)
class FoldMark:
    """How much of the front a version of the table has.

    Attributes:
        folded: It has the rows of all transactions up to this one.
        newest_second: The last second, up to the fold, in which the id of a row in it was made;
            None if that is not known.
        next_second: The first later one that an id of a row in it names: one that is derived, or
            whose clock was ahead. None if there is none.
    """

    folded: int = 0
    newest_second: int | None = None
    next_second: int | None = None

    def may_have(self, row_id: str) -> bool:
        """Whether the table may have a row with an id; False is certain."""
        second = find_second(row_id)
        if self.newest_second is None or second is None or second <= self.newest_second:
            return True
        return self.next_second is not None and second >= self.next_second

    def knows_ids_until(self, second: int) -> bool:
        """Whether it says which ids the table may have that were made up to a second."""
        has_passed_next = self.next_second is not None and self.next_second <= second
        return self.newest_second is not None and not has_passed_next

    def build_next(self, folded: int, ids: Iterable[str], *, until: int) -> "FoldMark":
        """Return the mark of a table that has more rows.

        Args:
            folded: It has those of all transactions up to this one.
            ids: The ids that are new in it; all of its ids, if this mark does not know them.
            until: The second of the fold.
        """
        known = self if self.knows_ids_until(until) else FoldMark()
        seconds = {each for each in map(find_second, ids) if each is not None}
        made = {each for each in seconds if each <= until}
        newest = max(made | {known.newest_second or 0})
        named = {each for each in seconds if each > newest}
        later = named if known.next_second is None else named | {known.next_second}
        return FoldMark(folded, newest, min(later, default=None))

    def build_record(self, now: datetime) -> Record:
        """Return the record of the mark."""
        payload = _MarkPayload(newest_second=self.newest_second or 0, next_second=self.next_second)
        return {
            "id": _MARK_ID,
            "kind": FOLD,
            "space": "",
            "revision": self.folded,
            "recorded_at": now,
            "payload": payload.model_dump_json(),
        }


async def read_fold_mark(table: AsyncTable) -> FoldMark:
    """Return how much of the front a table has.

    Raises:
        StoreError: The store cannot be read, or does not say it.
    """
    rows = (await read_fold_marker(table)).to_pylist()
    if not rows:
        return FoldMark()
    try:
        payload = _MarkPayload.model_validate_json(rows[0]["payload"])
        return FoldMark(int(rows[0]["revision"]), payload.newest_second, payload.next_second)
    except (ValidationError, TypeError) as error:
        raise StoreError(
            "the store does not say how much of its newest rows its table has: run `mcp-mem0 check`"
        ) from error
