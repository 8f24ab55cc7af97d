"""The searches of the store behind the `RecordReader` port: by meaning, by words, and by both."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import chain
from typing import Final, TypeAlias, TypeVar

import pyarrow as pa

from mcp_mem0.adapters.lancedb_records.caches.cached_space import CachedSpace
from mcp_mem0.adapters.lancedb_records.caches.pool_memory import PoolMemory
from mcp_mem0.adapters.lancedb_records.caches.request_batching import RequestBatcher
from mcp_mem0.adapters.lancedb_records.caches.space_cache import SpaceCache
from mcp_mem0.adapters.lancedb_records.conditions.scopes import build_filter_scope
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.hits import attach_rows, build_best_hits, build_hits
from mcp_mem0.adapters.lancedb_records.mapping import (
    parse_records,
    parse_row,
)
from mcp_mem0.adapters.lancedb_records.pool_search import PoolSearch
from mcp_mem0.adapters.lancedb_records.schema import list_columns, list_readable_columns
from mcp_mem0.adapters.lancedb_records.searching import TableSearch
from mcp_mem0.adapters.lancedb_records.store import Store
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Readable
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.text.search_text import spell_question
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Hit, ReadableT, RowPool, Scores

T = TypeVar("T")
BATCH_MAX: Final = 16
"""Most requests of one kind that are answered at once."""

_NearestKey: TypeAlias = tuple[tuple[type[Readable], ...], Filter, int]


class RecordSearches:
    """Searches the rows of an open store, in memory where a space is kept there.

    Args:
        store: The store.
        spaces: The spaces that are kept in memory.
    """

    def __init__(self, store: Store, spaces: SpaceCache) -> None:
        self._store = store
        self._spaces = spaces
        self._nearest = RequestBatcher(self._search_vector_batch, batch_max=BATCH_MAX)

    async def keep_space(self, space: str) -> None:
        """Load the open rows of a space of which much will be asked, unless it is too large."""
        await self._store.read(lambda view: self._spaces.get_rows(space, view, is_expected=True))

    async def search_vectors(
        self, kinds: Sequence[type[Readable]], vector: Vector, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows nearest to a vector by cosine similarity, nearest first."""
        found = await self._nearest.ask((tuple(kinds), where, limit), vector)
        records = parse_records(found.drop_columns(["vector"]), self._store.zone)
        return build_hits(records, lambda record: 1.0 - record.pop("_distance"))

    async def open_pool(self, kinds: Sequence[type[Readable]], where: Filter) -> RowPool:
        """Return an empty pool for one question, over rows of some kinds that pass a filter."""

        async def find_nearest(vector: Vector, limit: int) -> pa.Table:
            return await self._nearest.ask((tuple(kinds), where, limit), vector)

        kept = await self._find_open_rows(where)
        if kept is not None:
            return PoolMemory(*kept, kinds)
        search = partial(self._search, kinds, where)
        return PoolSearch(search, find_nearest, kinds, self._store.zone)

    async def _search_vector_batch(
        self, asked: _NearestKey, vectors: Sequence[Vector]
    ) -> list[pa.Table]:
        kinds, where, limit = asked
        scope = build_filter_scope(kinds, where, zone=self._store.zone, indexed=True)
        columns = [*list_readable_columns(kinds), "vector"]
        found = await self._store.read(
            lambda view: view.find_nearest(vectors, scope, columns, limit=limit)
        )
        return [rows.drop_columns(["_rowid"]) for rows in found]

    async def search_vector_ids(
        self,
        kinds: Sequence[type[Readable]],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> list[Scores]:
        """Return, for each vector, the ids and scores that `search_vectors` would find."""
        kept = await self._find_open_rows(where)
        if kept is not None:
            return await kept[0].search_vectors(kinds, vectors, limit=limit)
        return await self._search(
            kinds, where, lambda search: search.search_vectors(vectors, limit=limit)
        )

    async def search_text(
        self, kinds: Sequence[type[Readable]], text: str, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows that share words with a text by BM25, best first.

        The index selects the rows; they are scored among themselves, because the index counts
        words over all spaces.
        """
        kept = await self._find_open_rows(where)
        if kept is not None:
            space, view = kept
            words = await view.split_words([spell_question(text)])
            [best] = space.search_text(kinds, words, limit=limit)
            [hits] = attach_rows([best], space.get_rows(best))
            return hits
        columns = list_readable_columns(kinds)

        async def ask(search: TableSearch) -> list[Hit[Readable]]:
            found = await search.find_sharing_rows(text, limit=limit, columns=columns)
            [scores] = await search.compute_scores([text], [found])
            return build_best_hits(found, scores, limit, self._store.zone)

        return await self._search(kinds, where, ask)

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
        kept = await self._find_open_rows(where)
        if kept is None:
            read = partial(_read_hybrid_hits, kind, texts, vectors, limit)
            return await self._search([kind], where, read)
        space, view = kept
        by_meaning = await space.search_vectors([kind], vectors, limit=limit)
        words = await view.split_words([*map(spell_question, texts)])
        by_words = space.search_text([kind], words, limit=limit)
        known = space.get_rows(chain.from_iterable([*by_meaning, *by_words])).values()
        rows = {row.id: row for row in known if isinstance(row, kind)}
        return attach_rows(by_meaning, rows), attach_rows(by_words, rows)

    async def _find_open_rows(self, where: Filter) -> tuple[CachedSpace, View] | None:
        """Return the rows in memory, if a search is over all open rows of one space."""
        match where.spaces:
            case (space,) if where == Filter(spaces=(space,)):
                return await self._store.read(partial(self._get_open_rows, space))
            case _:
                return None

    async def _get_open_rows(self, space: str, view: View) -> tuple[CachedSpace, View] | None:
        rows = await self._spaces.get_rows(space, view)
        return None if rows is None else (rows, view)

    async def _search(
        self,
        kinds: Sequence[type[Readable]],
        where: Filter,
        ask: Callable[[TableSearch], Awaitable[T]],
    ) -> T:
        scope = build_filter_scope(kinds, where, zone=self._store.zone, indexed=True)
        return await self._store.read(lambda view: ask(TableSearch(view, scope, self._store.zone)))


async def _read_hybrid_hits(
    kind: type[ReadableT],
    texts: Sequence[str],
    vectors: Sequence[Vector],
    limit: int,
    search: TableSearch,
) -> tuple[list[list[Hit[ReadableT]]], list[list[Hit[ReadableT]]]]:
    by_meaning, by_words = await gather_two(
        partial(search.search_vectors, vectors, limit=limit),
        partial(search.search_text, texts, limit=limit),
    )
    found = await search.read_found_rows(list_columns(kind, vectors=False))
    rows = {record["id"]: parse_row(kind, record) for record in found}
    return attach_rows(by_meaning, rows), attach_rows(by_words, rows)
