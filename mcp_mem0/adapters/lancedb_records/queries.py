"""The reads of the store behind the `RecordReader` port: finding, searching, counting."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from functools import partial
from itertools import chain
from typing import Final, TypeAlias, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from lancedb.query import ColumnOrdering

from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import Tokeniser
from mcp_mem0.adapters.lancedb_records.caches.heads import HeadCache
from mcp_mem0.adapters.lancedb_records.caches.last_excerpts import LastExcerptCache
from mcp_mem0.adapters.lancedb_records.caches.open_facts import OpenFacts
from mcp_mem0.adapters.lancedb_records.caches.open_facts_cache import OpenFactsCache
from mcp_mem0.adapters.lancedb_records.caches.own_commits import OwnCommits
from mcp_mem0.adapters.lancedb_records.caches.request_batching import RequestBatcher
from mcp_mem0.adapters.lancedb_records.conditions import NO_LEASE, build_filter_scope
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.hits import attach_rows, build_best_hits, build_hits
from mcp_mem0.adapters.lancedb_records.lifecycle.healing import find_index_faults
from mcp_mem0.adapters.lancedb_records.mapping import (
    parse_readable,
    parse_records,
    parse_row,
    parse_stored_row,
)
from mcp_mem0.adapters.lancedb_records.pool_search import PoolSearch
from mcp_mem0.adapters.lancedb_records.reading import (
    count_rows,
    read_all_rows,
    read_rows,
    read_space_names,
)
from mcp_mem0.adapters.lancedb_records.schema import list_columns, list_readable_columns
from mcp_mem0.adapters.lancedb_records.searching import TableSearch
from mcp_mem0.adapters.lancedb_records.snapshots import SpaceSnapshots, sort_by_belief
from mcp_mem0.adapters.lancedb_records.store import Store
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Excerpt, Fact, Head, Readable, Row
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.text.search_text import spell_question
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Hit, Order, ReadableT, RowsAtHead, Scores

RowT = TypeVar("RowT", bound=Row)

_ROWS_PER_BATCH: Final = 1_000

_BATCH_MAX: Final = 16
"""Most requests of one kind that are answered at once."""

_NearestKey: TypeAlias = tuple[tuple[type[Readable], ...], Filter, int]


class RecordQueries:
    """Reads the rows of an open store.

    Args:
        store: The store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._nearest = RequestBatcher(self._search_vector_batch, batch_max=_BATCH_MAX)
        self._counts = RequestBatcher(self._count_batch, batch_max=_BATCH_MAX)
        self._heads = HeadCache()
        self._last_excerpts = LastExcerptCache()
        self._own = OwnCommits()
        self._snapshots = SpaceSnapshots(store, self._heads, self._own)
        self._facts = OpenFactsCache(self, self.load_open_facts, self.tokenise)
        self._tokeniser = Tokeniser()

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        return await self._snapshots.read_head(space)

    async def changes_since(self, seen: Head) -> RowsAtHead:
        """Return the rows opened or closed in a space after one of its heads, as a snapshot."""
        return await self._snapshots.changes_since(seen)

    async def snapshot(self, space: str, *, rows_max: int) -> RowsAtHead | None:
        """Return the open facts and relations of a space and its head, as a snapshot."""
        return await self._snapshots.snapshot(space, rows_max=rows_max)

    async def load_open_facts(self, space: str) -> OpenFacts | None:
        """Return the open facts of a space, as a snapshot; None if it has no head."""
        return await self._snapshots.load_open_facts(space, self.tokenise)

    async def tokenise(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, as the full-text index splits it."""
        return await read(self._tokeniser.tokenise(await self._store.get_current_table(), texts))

    async def find(
        self,
        kind: type[RowT],
        where: Filter,
        *,
        order: Order = "oldest",
        limit: int | None = None,
        vectors: bool = False,
    ) -> list[RowT]:
        """Return the rows of a kind that pass a filter, by belief time and id."""
        columns = list_columns(kind, vectors=vectors)
        query = (await self._store.get_current_table()).query()
        if limit is not None:
            ascending = order == "oldest"
            by = [
                ColumnOrdering(column_name=column, ascending=ascending)
                for column in ("recorded_at", "id")
            ]
            query = query.order_by(by).limit(limit)
        found = await read_rows(
            query, build_filter_scope([kind], where, zone=self._store.zone), columns
        )
        rows = [parse_row(kind, record) for record in parse_records(found, self._store.zone)]
        return sort_by_belief(rows, newest_first=order == "newest")

    async def find_last_excerpt(self, space: str, session: str) -> Excerpt | None:
        """Return the open excerpt of a session that was stored last, without its vector."""
        version = await read((await self._store.get_current_table()).version())
        if self._last_excerpts.has_session(version, space, session):
            return self._last_excerpts.get_excerpt(space, session)
        where = Filter(spaces=(space,), sessions=(session,))
        found = await self.find(Excerpt, where, order="newest", limit=1)
        excerpt = found[0] if found else None
        self._last_excerpts.note_read(version, space, session, excerpt)
        return excerpt

    async def find_readable(self, kinds: Sequence[type[Readable]], where: Filter) -> list[Readable]:
        """Return the rows of some kinds that pass a filter, by belief time, without vectors."""
        query = (await self._store.get_current_table()).query()
        found = await read_rows(
            query,
            build_filter_scope(kinds, where, zone=self._store.zone),
            list_readable_columns(kinds),
        )
        rows = [parse_readable(record) for record in parse_records(found, self._store.zone)]
        return sort_by_belief(rows)

    async def search_vectors(
        self, kinds: Sequence[type[Readable]], vector: Vector, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows nearest to a vector by cosine similarity, nearest first."""
        found = await self._nearest.ask((tuple(kinds), where, limit), vector)
        records = parse_records(found.drop_columns(["vector"]), self._store.zone)
        return build_hits(records, lambda record: 1.0 - record.pop("_distance"))

    async def open_pool(self, kinds: Sequence[type[Readable]], where: Filter) -> PoolSearch:
        """Return an empty pool for one question, over rows of some kinds that pass a filter."""

        async def find_nearest(vector: Vector, limit: int) -> pa.Table:
            return await self._nearest.ask((tuple(kinds), where, limit), vector)

        return PoolSearch(await self._build_search(kinds, where), find_nearest, kinds)

    async def _search_vector_batch(
        self, asked: _NearestKey, vectors: Sequence[Vector]
    ) -> list[pa.Table]:
        kinds, where, limit = asked
        table = await self._store.get_current_table()
        query = (
            table.query()
            .nearest_to([list(vector) for vector in vectors])
            .column("vector")
            .distance_type("dot")
            .limit(limit)
        )
        scope = build_filter_scope(kinds, where, zone=self._store.zone, indexed=True)
        columns = [*list_readable_columns(kinds), "vector", "_distance"]
        rows = await read_rows(query, scope, columns)
        if len(vectors) == 1:
            # A single vector is answered without the number that tells vectors apart.
            return [
                rows.drop_columns(["query_index"] if "query_index" in rows.column_names else [])
            ]
        numbers = rows.column("query_index")
        return [
            rows.filter(pc.equal(numbers, pa.scalar(place))).drop_columns(["query_index"])
            for place in range(len(vectors))
        ]

    async def search_vector_ids(
        self,
        kinds: Sequence[type[Readable]],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> list[Scores]:
        """Return, for each vector, the ids and scores that `search_vectors` would find."""
        search = await self._find_kept_facts(kinds, where) or await self._build_search(kinds, where)
        return await search.search_vectors(vectors, limit=limit)

    async def search_text(
        self, kinds: Sequence[type[Readable]], text: str, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows that share words with a text by BM25, best first.

        The index selects the rows; they are scored among themselves, because the index counts
        words over all spaces.
        """
        search = await self._build_search(kinds, where)
        found = await search.find_sharing_rows(
            text, limit=limit, columns=list_readable_columns(kinds)
        )
        [scores] = await search.compute_scores([text], [found])
        return build_best_hits(found, scores, limit, self._store.zone)

    async def hybrid_search(
        self,
        kind: type[ReadableT],
        texts: Sequence[str],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> tuple[list[list[Hit[ReadableT]]], list[list[Hit[ReadableT]]]]:
        """Return the results of `search_vectors` for each vector and `search_text` for each text.

        If more than `CANDIDATES_MAX` facts share words with a text, the candidates from memory
        may differ from the table's.
        """
        facts = await self._find_kept_facts([kind], where)
        if facts is None:
            search = await self._build_search([kind], where)
            by_meaning, by_words = await gather_two(
                partial(search.search_vectors, vectors, limit=limit),
                partial(search.search_text, texts, limit=limit),
            )
            found = await search.read_found_rows(list_columns(kind, vectors=False))
            rows = {record["id"]: parse_row(kind, record) for record in found}
        else:
            by_meaning = await facts.search_vectors(vectors, limit=limit)
            by_words = facts.search_text(
                await self.tokenise([*map(spell_question, texts)]), limit=limit
            )
            kept = facts.get_facts(chain.from_iterable([*by_meaning, *by_words])).values()
            rows = {row.id: row for row in kept if isinstance(row, kind)}
        return attach_rows(by_meaning, rows), attach_rows(by_words, rows)

    async def _find_kept_facts(
        self, kinds: Sequence[type[Readable]], where: Filter
    ) -> OpenFacts | None:
        """Return the cached facts, if the search is over all open facts of one space."""
        match where.spaces:
            case (space,) if [*kinds] == [Fact] and where == Filter(spaces=(space,)):
                return await self._facts.get_open_facts(space)
            case _:
                return None

    async def _build_search(self, kinds: Sequence[type[Readable]], where: Filter) -> TableSearch:
        scope = build_filter_scope(kinds, where, zone=self._store.zone, indexed=True)
        table = await self._store.get_current_table()
        return TableSearch(table, self._tokeniser, scope, self._store.zone)

    async def count(self, kind: type[Row], where: Filter) -> int:
        """Return how many rows pass a filter."""
        return await self._counts.ask((kind, where), None)

    async def _count_batch(
        self, asked: tuple[type[Row], Filter], questions: Sequence[None]
    ) -> list[int]:
        kind, where = asked
        table = await self._store.get_current_table()
        return [
            await count_rows(table, build_filter_scope([kind], where, zone=self._store.zone))
        ] * len(questions)

    async def list_spaces(self) -> list[str]:
        """Return the names of all spaces that hold anything, sorted."""
        return await read_space_names(await self._store.get_current_table())

    async def scan(self) -> AsyncGenerator[Sequence[StoredRow]]:
        """Return every row of every space, open or closed, with vectors, as a snapshot."""
        # Leases are not part of the memory.
        table = await self._store.get_current_table()
        async with aclosing(read_all_rows(table, NO_LEASE, rows_max=_ROWS_PER_BATCH)) as batches:
            async for batch in batches:
                records = parse_records(pa.Table.from_batches([batch]), self._store.zone)
                yield [parse_stored_row(record) for record in records]

    async def find_index_faults(self) -> list[str]:
        """Return what is wrong with the indexes, as sentences."""
        return await find_index_faults(await self._store.get_current_table())
