"""The rows of the front as records of the table, made when a read first asks for them.

Most reads are answered from the rows as they were parsed, and a record takes longer to make.
"""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from typing import Final

import pyarrow as pa

from mcp_mem0.adapters.lancedb_records.front.encoding import build_rows_table
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontRow

_CHUNKS_MAX: Final = 16
"""Writes of few rows each make a table of many pieces, which is slow to read."""


class FrontRecords:
    """Records by their place, in the order of writing. It only grows, so that overlays share it.

    Args:
        table: The first records.
    """

    def __init__(self, table: pa.Table) -> None:
        self._table = table
        self._unmade: list[FrontRow] = []

    @property
    def schema(self) -> pa.Schema:
        """The schema of the table."""
        return self._table.schema

    def append(self, rows: Sequence[FrontRow]) -> int:
        """Add rows, and return the place of the first of them."""
        first = self._table.num_rows + len(self._unmade)
        self._unmade += rows
        return first

    def take(self, places: Sequence[int], columns: Sequence[str] | None = None) -> pa.Table:
        """Return some columns, or all, of the records at some places."""
        table = self._make_table()
        selected = table if columns is None else table.select([*columns])
        return selected.take(pa.array(places, pa.int64()))

    def _make_table(self) -> pa.Table:
        if self._unmade:
            table = pa.concat_tables([self._table, build_rows_table(self._unmade, self.schema)])
            is_split = table.column(0).num_chunks > _CHUNKS_MAX
            self._table = table.combine_chunks() if is_split else table
            self._unmade = []
        return self._table
