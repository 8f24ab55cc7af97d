"""The store as one read sees it: a table, and the rows of the front that are laid over it.

In a bucket there is no front, and the overlay is empty.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncTable
from lancedb.query import ColumnOrdering, MatchQuery
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import Tokeniser
from mcp_mem0.adapters.lancedb_records.caches.newest import PinnedTable, read_table_head
from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import OF_THE_MEMORY
from mcp_mem0.adapters.lancedb_records.conditions.scopes import Scope
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.front.overlay import (
    Overlay,
    OverlayRow,
    compute_row_cosines,
)
from mcp_mem0.adapters.lancedb_records.reading import (
    count_rows,
    read_all_rows,
    read_places,
    read_rows,
    read_space_names,
)
from mcp_mem0.domain.model.rows import Head, Row
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores
from mcp_mem0.domain.text.search_text import spell_lookup
from mcp_mem0.ports import Order

_BELIEF: Final = ("recorded_at", "id")


@dataclass(frozen=True, slots=True)
class View:
    """What a read sees.

    Attributes:
        table: The table; that of a local store stays at its version.
        overlay: The rows that are newer than it.
        tokeniser: Splits texts into words.
        pinned: The version of the table that is read; None in a bucket, which is never at one.
    """

    table: AsyncTable
    overlay: Overlay
    tokeniser: Tokeniser
    pinned: PinnedTable | None = None

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change.

        Raises:
            StoreError: The store cannot be read.
        """
        if self.pinned is not None:
            return self.overlay.heads.get(space) or await self.pinned.read_head(space)
        return await read_table_head(self.table, space)

    async def read_rows(
        self,
        scope: Scope,
        columns: Sequence[str],
        *,
        order: Order | None = None,
        limit: int | None = None,
    ) -> pa.Table:
        """Return some columns of the rows of a scope.

        Args:
            scope: The scope.
            columns: The columns.
            order: By which end of belief time they are cut, if there is a limit.
            limit: Most rows.

        Raises:
            StoreError: The store cannot be read.
        """
        query = self.table.query()
        if order is not None:
            by = [
                ColumnOrdering(column_name=column, ascending=order == "oldest")
                for column in _BELIEF
            ]
            query = query.order_by(by)
        if limit is not None:
            query = query.limit(limit + self.overlay.count_hidden(scope))
        found = self._drop_hidden(await read_rows(query, scope, self._name(columns)))
        own = self.overlay.select(scope).values()
        rows = self._join(found.select([*columns]), own)
        if order is not None:
            direction = "ascending" if order == "oldest" else "descending"
            rows = rows.sort_by([(column, direction) for column in _BELIEF])
        return rows if limit is None else rows.slice(0, limit)

    async def count(self, scope: Scope) -> int:
        """Return how many rows there are in a scope.

        Raises:
            StoreError: The store cannot be read.
        """
        own = len(self.overlay.select(scope))
        if self.overlay.count_hidden(scope):
            return own + (await self._read_ids(scope)).num_rows
        return own + await count_rows(self.table, scope)

    async def find_nearest(
        self, vectors: Sequence[Vector], scope: Scope, columns: Sequence[str], *, limit: int
    ) -> list[pa.Table]:
        """Return, for each vector, the rows nearest to it, with `_distance` and `_rowid`.

        Raises:
            StoreError: The store cannot be read.
        """
        query = (
            self.table.query()
            .nearest_to([list(vector) for vector in vectors])
            .column("vector")
            .distance_type("dot")
            .limit(limit + self.overlay.count_hidden(scope))
            .with_row_id()
        )
        names = [*self._name(columns), "_distance"]
        found = self._drop_hidden(await read_rows(query, scope, names))
        own = [row for row in self.overlay.select(scope).values() if row.vector is not None]
        return [
            self._add_nearest(each.select([*columns, "_distance", "_rowid"]), own, vector, limit)
            for each, vector in zip(_split(found, len(vectors)), vectors, strict=True)
        ]

    async def find_sharing_rows(
        self, text: str, scope: Scope, columns: Sequence[str], *, limit: int
    ) -> pa.Table:
        """Return rows that share words with a text, with their `_rowid`.

        If there are more than `limit`, those that share more and rarer words.

        Raises:
            StoreError: The store cannot be read.
        """
        match_query = MatchQuery(spell_lookup(text), "index_text")  # pyright: ignore[reportCallIssue] - has defaults
        query = self.table.query().nearest_to_text(match_query)
        query = query.limit(limit + self.overlay.count_hidden(scope)).with_row_id()
        names = [*self._name([*columns, "index_text"]), "_score"]
        found = self._drop_hidden(await read_rows(query, scope, names))
        found = found.select([*dict.fromkeys([*columns, "index_text"]), "_rowid"])
        own = await self._find_own_sharing(text, scope)
        rows = self._join(found, own)
        if rows.num_rows > limit and own:
            rows = await self._take_best(rows, text, limit)
        return rows.select([*columns, "_rowid"])

    async def read_places(
        self, places: Mapping[str, int | None], scope: Scope, columns: Sequence[str]
    ) -> pa.Table:
        """Return some columns of the rows that a search found, by id, and their row ids.

        Raises:
            StoreError: The store cannot be read.
        """
        rows = self.overlay.rows
        own = [rows[row_id] for row_id in places if row_id in rows]
        kept = {row_id: place for row_id, place in places.items() if row_id not in rows}
        numbers = [place for place in kept.values() if place is not None]
        if not numbers:
            return self.overlay.take(own, columns)
        found = await read_places(self.table, numbers, scope, [*dict.fromkeys([*columns, "id"])])
        missing = kept.keys() - {*found.column("id").to_pylist()}
        joined = self._join(found.select([*columns]), own)
        if not missing:
            return joined
        # In a bucket, they were closed, or maintenance has moved them.
        rest = await read_rows(self.table.query(), scope.narrow(missing), columns)
        return pa.concat_tables([joined, rest.select([*columns])])

    async def list_spaces(self) -> list[str]:
        """Return the names of all spaces that hold anything, sorted.

        Raises:
            StoreError: The store cannot be read.
        """
        # A pending episode that was decided since has a head by now.
        own = {row.row.space for row in self.overlay.rows.values() if isinstance(row.row, Row)}
        return sorted({*own, *await read_space_names(self.table)})

    async def read_all_rows(
        self, *, rows_max: int, columns: Sequence[str] | None = None
    ) -> AsyncGenerator[pa.Table]:
        """Return every row of every space that is part of the memory, in batches.

        All columns of it, unless some are named, the id among them.

        Raises:
            StoreError: The store cannot be read.
        """
        stored = read_all_rows(self.table, OF_THE_MEMORY, rows_max=rows_max, columns=columns)
        async with aclosing(stored) as all_:
            async for batch in all_:
                yield self._drop_hidden(pa.Table.from_batches([batch]))
        own = [*self.overlay.rows.values()]
        if own:
            yield self.overlay.take(own, columns or self.overlay.records.schema.names)

    async def split_words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, as the full-text index splits it."""
        return await read(self.tokeniser.tokenise(self.table, texts))

    async def _read_ids(self, scope: Scope) -> pa.Table:
        return self._drop_hidden(await read_rows(self.table.query(), scope, ["id"]))

    async def _find_own_sharing(self, text: str, scope: Scope) -> list[OverlayRow]:
        own = [*self.overlay.select(scope).values()]
        if not own:
            return []
        texts = self.overlay.take(own, ["index_text"]).column("index_text").to_pylist()
        asked, *words = await self.split_words([spell_lookup(text), *map(str, texts)])
        sought = set(asked)
        return [row for row, each in zip(own, words, strict=True) if not sought.isdisjoint(each)]

    async def _take_best(self, rows: pa.Table, text: str, limit: int) -> pa.Table:
        texts = [str(each) for each in rows.column("index_text").to_pylist()]
        asked, *words = await self.split_words([spell_lookup(text), *texts])
        scores = np.array(compute_bm25_scores(asked, words))
        best = np.argsort(-scores, kind="stable")[:limit]
        return rows.take(pa.array(best.tolist(), pa.int64()))

    def _add_nearest(
        self, found: pa.Table, own: Sequence[OverlayRow], vector: Vector, limit: int
    ) -> pa.Table:
        if not own:
            return found.slice(0, limit)
        distances = 1 - compute_row_cosines(own, vector)
        order = np.argsort(distances, kind="stable")[:limit]
        rows = self._join(found, [own[place] for place in order], {"_distance": distances[order]})
        return rows.sort_by([("_distance", "ascending")]).slice(0, limit)

    def _name(self, columns: Sequence[str]) -> list[str]:
        """Return columns to read: with the id, if rows of the overlay are to be hidden."""
        return [*dict.fromkeys([*columns, *(["id"] if self.overlay.rows else [])])]

    def _drop_hidden(self, found: pa.Table) -> pa.Table:
        if not self.overlay.rows or not found.num_rows:
            return found
        hidden = pc.is_in(found.column("id"), pa.array([*self.overlay.rows], pa.string()))
        return found.filter(pc.invert(hidden))

    def _join(
        self,
        found: pa.Table,
        own: Iterable[OverlayRow],
        extra: Mapping[str, NDArray[np.float32]] | None = None,
    ) -> pa.Table:
        """Return records of the table and rows of the overlay as one table."""
        rows = [*own]
        if not rows:
            return found
        given = extra or {}
        names = self.overlay.records.schema.names
        added = self.overlay.take(rows, [name for name in found.column_names if name in names])
        for name in found.column_names:
            if name not in added.column_names:
                values = given.get(name, [None] * len(rows))
                added = added.append_column(name, pa.array(values, found.schema.field(name).type))
        return pa.concat_tables([found, added.select(found.column_names).cast(found.schema)])


def _split(found: pa.Table, count: int) -> list[pa.Table]:
    """Return the results of each vector of a search; a single one comes without their numbers."""
    if count == 1:
        return [found]
    numbers = found.column("query_index")
    return [found.filter(pc.equal(numbers, pa.scalar(place))) for place in range(count)]
