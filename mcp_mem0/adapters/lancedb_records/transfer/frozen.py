"""Some spaces as of one moment: the table at a version, and the front at a transaction."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, tzinfo
from typing import Final

from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import (
    build_spaces_condition,
)
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.mapping import parse_head, parse_records, parse_stored_row
from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS
from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Head, Row

ROWS_A_BATCH: Final = 1_000

_KINDS_BY_NAME: Final = {name: kind for kind, name in KINDS.items()}
_HEAD_COLUMNS: Final = ("id", "kind", "space", "revision", "recorded_at")


class FrozenRows:
    """Reads spaces as one view sees them.

    Args:
        view: The view; nothing of it is removed while it is read.
        zone: The time zone of moments that were stored without an offset of their own.
        spaces: The names that were asked for; none are all.
    """

    def __init__(self, view: View, zone: tzinfo, spaces: Sequence[str]) -> None:
        self._view = view
        self._zone = zone
        self._asked = frozenset(spaces)
        self._counts: dict[str, Counter[type[Row]]] = {}
        self._heads: dict[str, Head] = {}
        self.taken_at = datetime.now(UTC)
        """When the view was taken."""

    @property
    def spaces(self) -> Sequence[str]:
        """Their names, sorted; only those that hold anything."""
        return sorted({*self._counts, *self._heads})

    @property
    def heads(self) -> Mapping[str, Head]:
        """The heads of those that have one, by name."""
        return self._heads

    @property
    def counts(self) -> Mapping[str, Mapping[type[Row], int]]:
        """How many rows of each kind they have, open and closed."""
        return self._counts

    async def look(self) -> None:
        """Count all rows, and read the heads.

        Raises:
            StoreError: The store cannot be read.
        """
        kinds = (*KINDS.values(), HEAD)
        condition = build_spaces_condition(self._asked, kinds)
        pages = self._view.read_all_rows(
            rows_max=ROWS_A_BATCH, condition=condition, columns=_HEAD_COLUMNS
        )
        async with aclosing(pages) as batches:
            async for batch in batches:
                for record in parse_records(batch.select([*_HEAD_COLUMNS])):
                    if not self._is_asked(record["space"]):
                        continue
                    kind = _KINDS_BY_NAME.get(record["kind"])
                    if kind is not None:
                        self._counts.setdefault(record["space"], Counter())[kind] += 1
                    elif record["kind"] == HEAD:
                        self._heads[record["space"]] = parse_head(record)

    async def read(
        self, kinds: Sequence[type[Row]], *, vectors: bool = True
    ) -> AsyncGenerator[Sequence[StoredRow]]:
        """Return all rows of some kinds, open and closed, in batches.

        Raises:
            StoreError: The store cannot be read.
        """
        names = frozenset(KINDS[kind] for kind in kinds)
        condition = build_spaces_condition(self._asked, sorted(names))
        pages = self._view.read_all_rows(rows_max=ROWS_A_BATCH, condition=condition)
        async with aclosing(pages) as batches:
            async for batch in batches:
                table = batch if vectors else batch.drop_columns(["vector"])
                records = [
                    record
                    for record in parse_records(table, self._zone)
                    if record["kind"] in names and self._is_asked(record["space"])
                ]
                yield [parse_stored_row(record, vectors=vectors) for record in records]

    def _is_asked(self, space: str) -> bool:
        return not self._asked or space in self._asked
