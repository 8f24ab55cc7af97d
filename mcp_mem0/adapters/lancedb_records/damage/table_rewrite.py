"""Writes a damaged table anew, of every row that can be read anywhere.

Nothing of the table before is lost by that: it is kept, and what could not be read is reported.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

import anyio.to_thread
import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.damage.checksums import FileDamage
from mcp_mem0.adapters.lancedb_records.damage.forgotten_log import read_noted
from mcp_mem0.adapters.lancedb_records.damage.forgotten_rows import (
    ForgottenRows,
    forget_again,
)
from mcp_mem0.adapters.lancedb_records.damage.losses import (
    describe_risk,
    report_damage,
    report_loss,
)
from mcp_mem0.adapters.lancedb_records.damage.row_soundness import find_folded
from mcp_mem0.adapters.lancedb_records.damage.row_states import build_heads
from mcp_mem0.adapters.lancedb_records.damage.table_salvage import (
    Salvaged,
    TableSalvage,
    link_or_copy,
)
from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.front.encoding import build_rows_table, encode_record
from mcp_mem0.adapters.lancedb_records.front.fold_marks import FoldMark
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import ensure_indexes
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import FOLD, HEAD, TABLE, drop_move_fields
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import make_private_folder

WAY_OUT: Final = (
    "restore the folder from a backup, or move it away to begin with an empty memory; nothing was"
    " removed"
)
"""What the owner of a store can do of which nothing can be read."""


@dataclass(frozen=True, slots=True)
class FrontSummary:
    """What the front has.

    Attributes:
        since: By the id of each row, the first transaction that wrote it; 0 if the table had it.
        trimmed: The last transaction whose rows it may lack.
    """

    since: Mapping[str, int]
    trimmed: int

    def list_ids(self, folded: int) -> set[str]:
        """Return the ids of rows that a table has, too, whose highest known mark this is."""
        if folded <= self.trimmed:
            # The mark of the last fold cannot be read, and so neither can what it brought.
            return {*self.since}
        return {row_id for row_id, first in self.since.items() if first <= folded}


@dataclass(frozen=True, slots=True)
class TableRewrite:
    """One rewrite of a table, made under the write lock.

    Args:
        connection: Connected to the store.
        place: The store's folder.
        front: What the front has; None if it cannot be read.
    """

    connection: AsyncConnection
    place: LocalPlace
    front: FrontSummary | None

    async def write(self, table: AsyncTable, damage: dict[str, FileDamage]) -> AsyncTable:
        """Write every row that can be read anywhere as a new version; report what is lost.

        Args:
            table: The table, at its newest version that can be opened.
            damage: What of its files is not as it was flushed, by file.

        Raises:
            StoreError: No row can be read, or the disk refuses the writes.
        """
        # The vectors of a move are made again from the texts, so damage to them costs no row.
        schema = drop_move_fields(await read(table.schema()))
        salvaged = await TableSalvage(self.place, schema, damage).read_rows()
        own = {} if self.front is None else self.front.since
        if not salvaged.rows.num_rows and not own and self.place.has_rows():
            raise StoreError(
                f"the store in {quote_path(self.place.folder)} is damaged and no row of it can be"
                f" read: {WAY_OUT}"
            )
        forgotten = await anyio.to_thread.run_sync(read_noted, self.place)
        copy = await anyio.to_thread.run_sync(keep_copy, self.place)
        # Before anything is written: who is killed in between must not leave it untold.
        self._report_rewrite(salvaged, copy, forgotten)
        rows = _forget_again(salvaged.rows, forgotten)
        create = partial(
            self.connection.create_table,
            TABLE,
            self._complete_rows(rows, schema),
            schema=schema,
            mode="overwrite",
            on_bad_vectors="null",
        )
        table = await retry_write(create)
        await ensure_indexes(table, remake=True)
        return table

    def _complete_rows(self, rows: pa.Table, schema: pa.Schema) -> pa.Table:
        """Return salvaged rows with the head of each space, and a mark that fits the front."""
        folded = find_folded(rows) if self.front is None else self.front.trimmed
        own = {} if self.front is None else self.front.since
        # What the front has since then stays there, so nothing of it is missing.
        there = [row_id for row_id, first in own.items() if first > folded]
        is_replaced = pc.or_(
            pc.is_in(rows.column("kind"), pa.array([FOLD, HEAD], pa.string())),
            pc.is_in(rows.column("id"), pa.array(there, pa.string())),
        )
        added = [FoldMark(folded).build_record(datetime.now(UTC)), *build_heads(rows)]
        return pa.concat_tables(
            [rows.filter(pc.invert(is_replaced)), pa.Table.from_pylist(added, schema=schema)]
        )

    def _report_rewrite(self, salvaged: Salvaged, copy: Path, forgotten: ForgottenRows) -> None:
        known = {*salvaged.rows.column("id").to_pylist()}
        if self.front is not None:
            known |= self.front.list_ids(find_folded(salvaged.rows))
        lost = max(0, salvaged.expected - len(known))
        kept_in = f"what is left of the damaged files is in {copy.relative_to(self.place.folder)}"
        if lost:
            rows = "a row" if lost == 1 else f"{lost:,} rows"
            report_loss(
                self.place,
                f"{rows} of {salvaged.expected:,} could not be read and are lost; {kept_in};"
                f" {describe_risk(forgotten)}",
            )
        else:
            report_damage(
                self.place, f"files were damaged; every row could still be read, and {kept_in}"
            )
        if salvaged.without_vector:
            report_loss(
                self.place,
                f"{salvaged.without_vector:,} memories can be found by their words alone, no longer"
                f" by their meaning; {kept_in}",
            )


def keep_copy(place: LocalPlace) -> Path:
    """Copy the table before an older version replaces newer ones.

    Its files are never changed, so hard links are a copy that takes no space.
    """
    copy = place.damaged / f"{TABLE}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    make_private_folder(place.damaged)
    shutil.copytree(place.table, copy, copy_function=link_or_copy)
    return copy


def _forget_again(rows: pa.Table, forgotten: ForgottenRows) -> pa.Table:
    """Return salvaged rows in which all is forgotten that was, as far as it is known."""
    is_known = pc.is_in(rows.column("id"), pa.array([*forgotten.ids], pa.string()))
    present = {
        record["id"]: encode_record(record, seq=0, since=0)
        for record in rows.filter(is_known).to_pylist()
    }
    again = forget_again(forgotten, present, seq=0)
    is_replaced = pc.is_in(rows.column("id"), pa.array([row.id for row in again], pa.string()))
    kept = rows.filter(pc.invert(is_replaced))
    return pa.concat_tables([kept, build_rows_table(again, rows.schema)])
