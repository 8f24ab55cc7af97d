"""The store behind the `Records` port: one LanceDB table, local or in a bucket."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Final, TypeAlias, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from lancedb.query import ColumnOrdering

from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import Tokeniser
from mcp_mem0.adapters.lancedb_records.caches.heads import HeadCache
from mcp_mem0.adapters.lancedb_records.caches.open_facts import OpenFacts, build_open_facts
from mcp_mem0.adapters.lancedb_records.caches.open_facts_cache import OpenFactsCache
from mcp_mem0.adapters.lancedb_records.caches.own_commits import OwnCommits
from mcp_mem0.adapters.lancedb_records.caches.request_batching import RequestBatcher
from mcp_mem0.adapters.lancedb_records.committing import add, add_once, merge
from mcp_mem0.adapters.lancedb_records.conditions import (
    NO_LEASE,
    build_filter_scope,
    build_head_rows_scope,
    build_head_scope,
)
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.lifecycle.healing import find_index_faults
from mcp_mem0.adapters.lancedb_records.lifecycle.place import parse_place
from mcp_mem0.adapters.lancedb_records.mapping import (
    Record,
    build_batch,
    build_head_record,
    build_record,
    parse_head,
    parse_records,
    parse_row,
    parse_stored_row,
)
from mcp_mem0.adapters.lancedb_records.reading import (
    count_rows,
    read_all_rows,
    read_rows,
    read_space_names,
)
from mcp_mem0.adapters.lancedb_records.schema import HEAD, READABLE, list_columns
from mcp_mem0.adapters.lancedb_records.searching import TableSearch
from mcp_mem0.adapters.lancedb_records.store import Store, StoreOptions
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Readable, Relation, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector
from mcp_mem0.ports import Hit, Order, ReadableT, RowsAtHead, Scores
from mcp_mem0.services.concurrency.gather_two import gather_two

RowT = TypeVar("RowT", bound=Row)

_ROWS_PER_BATCH: Final = 1_000
_BATCH_MAX: Final = 16
"""Most requests of one kind that are answered at once."""
_NearestKey: TypeAlias = tuple[tuple[type[Readable], ...], Filter, int]


class LanceRecords:
    """All rows of all spaces in one table. Safe to open from many processes at once.

    Args:
        uri: A folder, or `s3://`, `gs://` or `az://` and a path.
        identity: The embedding model whose vectors the store holds.
        lock: Whether writers of a local store queue for the write lock.
        lock_timeout_s: How long a writer queues before it gives up, in seconds.
        options: Object-store options, such as credentials, as LanceDB names them.
        roll_up_after_commits: After how many commits, by any process, fragments are rolled up.
        compact_after_rows: How many unindexed rows make a compaction due.
        versions_kept_s: How long an old table version stays readable, in seconds.
    """

    def __init__(  # noqa: PLR0913 - settings, each with a name
        self,
        uri: str,
        *,
        identity: EmbedderIdentity,
        lock: bool = True,
        lock_timeout_s: float = 30.0,
        options: Mapping[str, str] | None = None,
        roll_up_after_commits: int = 8,
        compact_after_rows: int = 1_000,
        versions_kept_s: float = 3_600.0,
    ) -> None:
        settings = StoreOptions(
            identity=identity,
            lock=lock,
            lock_timeout_s=lock_timeout_s,
            options=options or {},
            roll_up_after_commits=roll_up_after_commits,
            compact_after_rows=compact_after_rows,
            versions_kept_s=versions_kept_s,
        )
        self._store = Store(parse_place(uri), settings)
        self._nearest = RequestBatcher(self._search_vector_batch, batch_max=_BATCH_MAX)
        self._counts = RequestBatcher(self._count_batch, batch_max=_BATCH_MAX)
        self._heads = HeadCache()
        self._own = OwnCommits()
        self._facts = OpenFactsCache(self, self.load_open_facts, self.tokenise)
        self._tokeniser = Tokeniser()

    async def open(self) -> None:
        """Open or create the store, heal and migrate it; later calls return at once."""
        await self._store.open()

    def close(self) -> None:
        """Release files and caches."""
        self._store.close()

    async def wait_until_maintenance_due(self) -> None:
        """Return once this process has written enough for maintenance to be worth checking."""
        await self._store.wait_until_maintenance_due()

    async def maintain(self) -> bool:
        """Roll up, or compact and prune, the store if due; return whether it was done."""
        spaces = self._heads.spaces
        is_done = await self._store.maintain()
        if is_done:
            # The cached heads are of an older version now; refresh them before the next request.
            for space in spaces:
                await self.read_head(space)
        return is_done

    async def append(
        self, episode: Episode, excerpts: Sequence[Excerpt], *, once: bool = False
    ) -> bool:
        """Store an episode and its excerpts; return whether they were written."""
        rows = [build_record(row) for row in (episode, *excerpts)]
        async with self._store.hold_write_lock() as table:
            batch = build_batch(rows, await read(table.schema()))
            if once:
                return await add_once(table, batch)
            self._heads.carry(await add(table, batch))
        return True

    async def insert(self, row: Attempt | Summary) -> None:
        """Store a row that belongs to no change; on return it is on disk."""
        async with self._store.hold_write_lock() as table:
            batch = build_batch([build_record(row)], await read(table.schema()))
            self._heads.carry(await add(table, batch))

    @asynccontextmanager
    async def try_claim(self, episode_id: str) -> AsyncGenerator[bool]:
        """Hold the claim on an episode for a block if it is free; the value says whether it is."""
        async with self._store.try_claim(episode_id) as is_ours:
            yield is_ours

    async def commit(self, *commits: Commit) -> None:
        """Write all rows of successive changes of a space, or none; on return they are on disk."""
        head = commits[-1].head
        rows = chain.from_iterable(map(_list_rows, commits))
        records = [build_head_record(head), *map(build_record, rows)]
        async with self._store.hold_write_lock() as table:
            batch = build_batch(records, await read(table.schema()))
            try:
                version = await merge(table, batch, [commit.change for commit in commits])
            except HeadMovedError:
                self._heads.forget()
                raise
            self._heads.note(version, head)
            for commit in commits:
                self._own.note(commit)
                self._facts.note(commit)

    @asynccontextmanager
    async def exclusive_writer(self) -> AsyncGenerator[None]:
        """Let nobody else write during a block, in which only the task that entered it commits."""
        async with self._store.exclusive_writer():
            yield

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        table = await self._store.get_current_table()
        version = await read(table.version())
        head = self._heads.find_head(version, space)
        if head is not None:
            return head
        columns = ["space", "revision", "recorded_at"]
        records = parse_records(
            await read_rows(table.query().limit(1), build_head_scope(space), columns)
        )
        if not records:
            return None
        head = parse_head(records[0])
        # It may be of a later version already; then no later read asks for this one.
        self._heads.note(version, head)
        return head

    async def changes_since(self, seen: Head) -> RowsAtHead:
        """Return the rows opened or closed in a space after one of its heads, as a snapshot."""
        version = await read((await self._store.get_current_table()).version())
        head = self._heads.find_head(version, seen.space)
        own = None if head is None else self._own.collect_changes(seen, head)
        if head is None or own is None:
            return await self._read_changes_since(seen, version)
        return RowsAtHead(head, sorted(own, key=_get_belief_key))

    async def _read_changes_since(self, seen: Head, version: int) -> RowsAtHead:
        where = Filter(spaces=(seen.space,), state="any", changed_since=seen.recorded_at)
        return self._build_rows_at_head(await self._read_with_head(seen.space, where), version)

    async def snapshot(self, space: str, *, rows_max: int) -> RowsAtHead | None:
        """Return the open facts and relations of a space and its head, as a snapshot."""
        version = await read((await self._store.get_current_table()).version())
        found = await self._read_with_head(space, Filter(spaces=(space,)), limit=rows_max + 2)
        return None if found.num_rows > rows_max + 1 else self._build_rows_at_head(found, version)

    async def load_open_facts(self, space: str) -> OpenFacts | None:
        """Return the open facts of a space, as a snapshot; None if it has no head."""
        where = Filter(spaces=(space,))
        found = await self._read_with_head(space, where, kinds=[Fact], vectors=True)
        is_head = pc.equal(found.column("kind"), pa.scalar(HEAD))
        heads = parse_records(found.filter(is_head))
        return await build_open_facts(parse_head(heads[0]), found, self.tokenise) if heads else None

    async def tokenise(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, as the full-text index splits it."""
        return await read(self._tokeniser.tokenise(await self._store.get_current_table(), texts))

    async def _read_with_head(
        self,
        space: str,
        where: Filter,
        *,
        kinds: Sequence[type[Readable]] = (Fact, Relation),
        vectors: bool = False,
        limit: int | None = None,
    ) -> pa.Table:
        """Return rows and the head of their space, as records of one snapshot."""
        # One scan for both costs no more than one for the rows alone.
        scope = build_head_rows_scope(space, kinds, where)
        columns = [*_list_readable_columns(kinds), *(["vector"] if vectors else [])]
        query = (await self._store.get_current_table()).query()
        return await read_rows(query if limit is None else query.limit(limit), scope, columns)

    def _build_rows_at_head(self, found: pa.Table, version: int) -> RowsAtHead:
        records = parse_records(found)
        heads = [parse_head(record) for record in records if record["kind"] == HEAD]
        if not heads:
            return RowsAtHead(None, [])
        self._heads.note(version, heads[0])
        rows = [_parse_readable(record) for record in records if record["kind"] != HEAD]
        stated = [row for row in rows if isinstance(row, Fact | Relation)]
        return RowsAtHead(heads[0], sorted(stated, key=_get_belief_key))

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
        found = await read_rows(query, build_filter_scope([kind], where), columns)
        rows = [parse_row(kind, record) for record in parse_records(found)]
        return sorted(rows, key=_get_belief_key, reverse=order == "newest")

    async def find_readable(self, kinds: Sequence[type[Readable]], where: Filter) -> list[Readable]:
        """Return the rows of some kinds that pass a filter, by belief time, without vectors."""
        query = (await self._store.get_current_table()).query()
        found = await read_rows(
            query, build_filter_scope(kinds, where), _list_readable_columns(kinds)
        )
        rows = [_parse_readable(record) for record in parse_records(found)]
        return sorted(rows, key=_get_belief_key)

    async def search_vectors(
        self, kinds: Sequence[type[Readable]], vector: Vector, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows nearest to a vector by cosine similarity, nearest first."""
        return await self._nearest.ask((tuple(kinds), where, limit), vector)

    async def _search_vector_batch(
        self, asked: _NearestKey, vectors: Sequence[Vector]
    ) -> list[list[Hit[Readable]]]:
        kinds, where, limit = asked
        table = await self._store.get_current_table()
        query = (
            table.query()
            .nearest_to([list(vector) for vector in vectors])
            .column("vector")
            .distance_type("dot")
            .limit(limit)
        )
        scope = build_filter_scope(kinds, where, indexed=True)
        rows = await read_rows(query, scope, [*_list_readable_columns(kinds), "_distance"])
        found: list[list[Record]] = [[] for _ in vectors]
        for record in parse_records(rows):
            # A single vector is answered without the number that tells vectors apart.
            found[record.pop("query_index", 0)].append(record)
        return [_build_hits(some, lambda record: 1.0 - record.pop("_distance")) for some in found]

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
            text, limit=limit, columns=_list_readable_columns(kinds)
        )
        [scores] = await search.compute_scores([text], [found])
        return _build_best_hits(found, scores, limit)

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
            by_words = facts.search_text(await self.tokenise(texts), limit=limit)
            kept = facts.get_facts(chain.from_iterable([*by_meaning, *by_words])).values()
            rows = {row.id: row for row in kept if isinstance(row, kind)}
        return _attach_rows(by_meaning, rows), _attach_rows(by_words, rows)

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
        scope = build_filter_scope(kinds, where, indexed=True)
        return TableSearch(await self._store.get_current_table(), self._tokeniser, scope)

    async def count(self, kind: type[Row], where: Filter) -> int:
        """Return how many rows pass a filter."""
        return await self._counts.ask((kind, where), None)

    async def _count_batch(
        self, asked: tuple[type[Row], Filter], questions: Sequence[None]
    ) -> list[int]:
        kind, where = asked
        table = await self._store.get_current_table()
        return [await count_rows(table, build_filter_scope([kind], where))] * len(questions)

    async def list_spaces(self) -> list[str]:
        """Return the names of all spaces that hold anything, sorted."""
        return await read_space_names(await self._store.get_current_table())

    async def scan(self) -> AsyncGenerator[Sequence[StoredRow]]:
        """Return every row of every space, open or closed, with vectors, as a snapshot."""
        # Leases are not part of the memory.
        table = await self._store.get_current_table()
        async with aclosing(read_all_rows(table, NO_LEASE, rows_max=_ROWS_PER_BATCH)) as batches:
            async for batch in batches:
                records = parse_records(pa.Table.from_batches([batch]))
                yield [parse_stored_row(record) for record in records]

    async def find_index_faults(self) -> list[str]:
        """Return what is wrong with the indexes, as sentences."""
        return await find_index_faults(await self._store.get_current_table())

    async def rebuild_indexes(self) -> None:
        """Rebuild all indexes from the rows."""
        await self._store.rebuild_indexes()


def _get_belief_key(row: Row) -> tuple[datetime, str]:
    return row.recorded_at, row.id


def _list_rows(commit: Commit) -> list[Row]:
    decided = [] if commit.decided is None else [commit.decided]
    return [commit.change, *commit.opened, *commit.closed, *decided, *commit.kept]


def _list_readable_columns(kinds: Sequence[type[Readable]]) -> list[str]:
    return sorted({"kind"}.union(*(list_columns(kind, vectors=False) for kind in kinds)))


def _parse_readable(record: Record) -> Readable:
    kind = READABLE[record["kind"]]
    return parse_row(kind, {name: record[name] for name in list_columns(kind, vectors=False)})


def _attach_rows(
    found: Sequence[Scores], rows: Mapping[str, ReadableT]
) -> list[list[Hit[ReadableT]]]:
    """Return the hits with their rows; rows that were closed meanwhile are dropped."""
    return [
        [Hit(rows[row_id], score) for row_id, score in scores.items() if row_id in rows]
        for scores in found
    ]


def _build_best_hits(found: pa.Table, scores: Sequence[float], limit: int) -> list[Hit[Readable]]:
    """Return the best rows; only they are parsed."""
    ids = found.column("id").to_pylist()
    best = sorted(range(len(ids)), key=lambda place: (-scores[place], ids[place]))[:limit]
    taken = iter([scores[place] for place in best])
    return _build_hits(parse_records(found.take(pa.array(best, pa.int64()))), lambda _: next(taken))


def _build_hits(
    records: list[Record], take_score: Callable[[Record], float]
) -> list[Hit[Readable]]:
    hits: list[Hit[Readable]] = []
    for record in records:
        score = take_score(record)
        hits.append(Hit(_parse_readable(record), score))
    return sorted(hits, key=lambda hit: (-hit.score, hit.row.id))
