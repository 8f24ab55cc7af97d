"""The rows of the front in memory, laid over the rows of the table.

A row here stands for whatever the table has under its id. What an overlay shows never changes: a
read goes on with the one that it began with.
"""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.conditions.scopes import Scope
from mcp_mem0.adapters.lancedb_records.front.connections import FrontState
from mcp_mem0.adapters.lancedb_records.front.encoding import (
    decode_record,
    read_numbers,
)
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontRow
from mcp_mem0.adapters.lancedb_records.front.front_records import FrontRecords
from mcp_mem0.adapters.lancedb_records.mapping import parse_stored_row
from mcp_mem0.adapters.lancedb_records.schema import VECTOR_FIELD
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter, does_match
from mcp_mem0.domain.model.invariants import StoredRow, UnreadableRow
from mcp_mem0.domain.model.rows import Excerpt, Head
from mcp_mem0.domain.model.vectors import Vector

NOTHING_YET: Final = FrontState(seq=0, trimmed=0)


@dataclass(frozen=True, slots=True, eq=False)
class OverlayRow:
    """A row of the front in memory.

    Attributes:
        seq: The number of the transaction that wrote it.
        since: That of the first one with its id; 0 if the table had it before.
        place: Its place among the records of the overlay.
        kind: Its kind, as it is stored.
        row: The row, without its vector.
        vector: Its vector.
    """

    seq: int
    since: int
    place: int
    kind: str
    row: StoredRow
    vector: NDArray[np.float32] | None


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """The rows of the front of transactions after a certain one.

    Attributes:
        records: Their records, some of them outdated.
        rows: The rows by id.
        heads: The heads of spaces that were ever seen here.
        state: How far the front is.
        folded: The transaction up to which the table has all rows.
        origin: Stands for the file that they are read from, as it was opened: transactions of
            another one, as of a restored backup, may have the same numbers.
    """

    records: FrontRecords
    rows: Mapping[str, OverlayRow] = field(default_factory=dict[str, OverlayRow])
    heads: Mapping[str, Head] = field(default_factory=dict[str, Head])
    state: FrontState = NOTHING_YET
    folded: int = 0
    origin: object = None

    def add(self, state: FrontState, new: Sequence[FrontRow], zone: tzinfo) -> "Overlay":
        """Return the overlay with newer rows of the front."""
        # What was written and trimmed meanwhile was never seen here.
        known = self.heads if state.trimmed <= self.state.seq else {}
        if not new:
            return replace(self, state=state, heads=known)
        first = self.records.append(new)
        names = [name for name in self.records.schema.names if name != VECTOR_FIELD]
        parsed = (parse_stored_row(decode_record(each, names, zone), vectors=False) for each in new)
        added = {
            each.id: OverlayRow(
                each.seq, each.since, first + number, each.kind, row, read_numbers(each)
            )
            for number, (each, row) in enumerate(zip(new, parsed, strict=True))
        }
        heads = {row.row.space: row.row for row in added.values() if isinstance(row.row, Head)}
        # Rewritten rows go to the end, so that the order is that of writing.
        kept = {row_id: row for row_id, row in self.rows.items() if row_id not in added}
        return replace(self, rows=kept | added, heads={**known, **heads}, state=state)

    def fits(self, schema: pa.Schema) -> bool:
        """Whether its records have the columns of a table, which another model changes."""
        return self.records.schema.equals(schema)

    def drop_folded(self, folded: int) -> "Overlay":
        """Return the overlay of a table that has all rows up to a transaction."""
        kept = {row_id: row for row_id, row in self.rows.items() if row.seq > folded}
        places = [row.place for row in kept.values()]
        rows = {
            row_id: replace(row, place=place) for place, (row_id, row) in enumerate(kept.items())
        }
        records = FrontRecords(self.records.take(places).combine_chunks())
        return replace(self, records=records, rows=rows, folded=folded)

    def select(self, scope: Scope) -> dict[str, OverlayRow]:
        """Return the rows that a scope selects."""
        # Rows that are asked for by their ids are not looked for among all, but in their order.
        is_small = scope.ids is not None and len(scope.ids) < len(self.rows)
        chosen = (
            sorted(
                ((each, self.rows[each]) for each in scope.ids or () if each in self.rows),
                key=lambda item: item[1].place,
            )
            if is_small
            else self.rows.items()
        )
        return {
            row_id: each
            for row_id, each in chosen
            if each.kind in scope.kinds
            and not isinstance(each.row, UnreadableRow)
            and each.row.space in scope.spaces
            and scope.does_match(each.row)
        }

    def list_newer(self, seq: int) -> list[OverlayRow]:
        """Return the rows of transactions after one, in the order of writing."""
        newer: list[OverlayRow] = []
        for row in reversed([*self.rows.values()]):
            if row.seq <= seq:
                break
            newer.append(row)
        return newer[::-1]

    def list_changed_since(self, seen: Head, head: Head) -> list[OverlayRow] | None:
        """Return the rows of a space from its changes between two of its heads, with some others.

        None if not all of those changes are here.
        """
        if not head.is_same_or_later(seen):
            # One of them is of another store, as after a restored backup.
            return None
        missing = head.revision - seen.revision
        newer: list[OverlayRow] = []
        for each in reversed([*self.rows.values()]):
            if missing == 0 and newer and each.seq < newer[-1].seq:
                break
            row = each.row
            if isinstance(row, UnreadableRow) or row.space != head.space:
                continue
            newer.append(each)
            missing -= isinstance(row, Change) and seen.revision < row.revision <= head.revision
        return newer[::-1] if missing == 0 else None

    def find_faults(self) -> list[str]:
        """Return a sentence for each way in which the front and the table disagree."""
        seq, trimmed, folded = self.state.seq, self.state.trimmed, self.folded
        faults: list[str] = []
        # Rows that come past the front, as an import's do, take a number in the table first and
        # then in the front. Who is killed between leaves the front one behind; it lacks nothing,
        # and the next commit takes the number after that.
        if folded > seq + 1:
            faults.append(
                f"the table has rows up to transaction {folded}, and the file of the newest rows"
                f" ends at {seq}"
            )
        if trimmed > folded:
            faults.append(
                f"rows up to transaction {trimmed} were trimmed, and the table has them up to"
                f" {folded}"
            )
        return faults

    def find_last_excerpt(self, where: Filter) -> Excerpt | None:
        """Return the newest excerpt that a filter selects, without its vector."""
        found = [
            each.row
            for each in self.rows.values()
            if isinstance(each.row, Excerpt) and does_match(where, each.row)
        ]
        return max(found, key=lambda row: (row.recorded_at, row.id), default=None)

    def count_hidden(self, scope: Scope) -> int:
        """Return how many rows of the table, at most, a scope selects and the overlay hides."""
        return sum(
            1
            for each in self.rows.values()
            if each.since <= self.folded
            and each.kind in scope.kinds
            and (isinstance(each.row, UnreadableRow) or each.row.space in scope.spaces)
        )

    def take(self, rows: Iterable[OverlayRow], columns: Sequence[str]) -> pa.Table:
        """Return some columns of rows, as records of the table."""
        return self.records.take([row.place for row in rows], columns)


def compute_row_cosines(rows: Sequence[OverlayRow], vector: Vector) -> NDArray[np.float32]:
    """Return the cosine similarity of rows to a vector; all of them have one."""
    # Not a matrix product: that wakes a thread on each core, and they spin for 70 ms.
    numbers = np.stack([row.vector for row in rows if row.vector is not None])
    return np.vecdot(numbers, np.array(vector, np.float32))
