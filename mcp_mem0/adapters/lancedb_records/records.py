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
from mcp_mem0.adapters.lancedb_records.caches.heads import Heads
from mcp_mem0.adapters.lancedb_records.caches.open_facts import KeptFacts, OpenFacts, loaded
from mcp_mem0.adapters.lancedb_records.caches.own_commits import OwnCommits
from mcp_mem0.adapters.lancedb_records.caches.request_batching import Pool
from mcp_mem0.adapters.lancedb_records.committing import add, add_once, merge
from mcp_mem0.adapters.lancedb_records.conditions import (
    NO_LEASE,
    filter_scope,
    head_and_rows_scope,
    head_scope,
)
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.lifecycle.healing import index_faults
from mcp_mem0.adapters.lancedb_records.lifecycle.place import place_of
from mcp_mem0.adapters.lancedb_records.mapping import (
    Record,
    batch_of,
    head_from,
    head_record,
    record_of,
    records_from,
    row_from,
    stored_from,
)
from mcp_mem0.adapters.lancedb_records.reading import (
    count_rows,
    read_all,
    read_rows,
    read_space_names,
)
from mcp_mem0.adapters.lancedb_records.schema import HEAD, READABLE, columns_of
from mcp_mem0.adapters.lancedb_records.searching import Search
from mcp_mem0.adapters.lancedb_records.store import Store, StoreOptions
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Readable, Relation, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector
from mcp_mem0.ports import Hit, News, Order, ReadableT, Scores
from mcp_mem0.services.concurrency.gather_two import both

RowT = TypeVar("RowT", bound=Row)

_SCANNED_AT_ONCE: Final = 1_000
_ASKED_AT_ONCE: Final = 16
"""Like questions that are answered in one go at most."""
_NearestKey: TypeAlias = tuple[tuple[type[Readable], ...], Filter, int]


class LanceRecords:
    """All rows of all spaces in one table. Safe to open from many processes at once.

    Args:
        uri: A folder, or `s3://`, `gs://` or `az://` and a path.
        identity: The embedding model whose vectors the store holds.
        lock: Whether writers of a local store queue for the write lock.
        lock_timeout_s: How long a writer queues before it gives up, in seconds.
        options: Object-store options, such as credentials, as LanceDB names them.
        roll_up_after_commits: How many commits, by any process, are rolled up into one fragment.
        compact_after_rows: How many rows that are in no index yet make a compaction due.
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
        self._store = Store(place_of(uri), settings)
        self._nearest = Pool(self._nearest_each, at_once=_ASKED_AT_ONCE)
        self._counts = Pool(self._count_each, at_once=_ASKED_AT_ONCE)
        self._heads = Heads()
        self._own = OwnCommits()
        self._facts = KeptFacts(self, self.open_facts, self.words_of)
        self._tokeniser = Tokeniser()

    async def open(self) -> None:
        """Open or create the store, heal and migrate it; later calls return at once."""
        await self._store.open()

    def close(self) -> None:
        """Let go of files and caches."""
        self._store.close()

    async def until_much_written(self) -> None:
        """Return when this process has written enough to make maintenance worth a look."""
        await self._store.until_much_written()

    async def maintain(self) -> bool:
        """Roll up, or compact and prune the store, if that is due; returns whether it was done."""
        known = self._heads.spaces
        is_done = await self._store.maintain()
        if is_done:
            # All that was known is of an older version now; who asks next shall not wait for it.
            for space in known:
                await self.head(space)
        return is_done

    async def append(
        self, episode: Episode, excerpts: Sequence[Excerpt], *, once: bool = False
    ) -> bool:
        """Keep an episode and its excerpts; returns whether they are kept now."""
        rows = [record_of(row) for row in (episode, *excerpts)]
        async with self._store.writing() as table:
            batch = batch_of(rows, await read(table.schema()))
            if once:
                return await add_once(table, batch)
            self._heads.carry(await add(table, batch))
        return True

    async def note(self, row: Attempt | Summary) -> None:
        """Keep a row that belongs to no change; on return it is on disk."""
        async with self._store.writing() as table:
            batch = batch_of([record_of(row)], await read(table.schema()))
            self._heads.carry(await add(table, batch))

    @asynccontextmanager
    async def claimed(self, episode_id: str) -> AsyncGenerator[bool]:
        """Hold the claim on an episode for a block if it is free; the value says whether it is."""
        async with self._store.claiming(episode_id) as is_ours:
            yield is_ours

    async def commit(self, *commits: Commit) -> None:
        """Write all rows of successive changes of a space, or none; on return they are on disk."""
        head = commits[-1].head
        rows = chain.from_iterable(map(_rows_of, commits))
        records = [head_record(head), *map(record_of, rows)]
        async with self._store.writing() as table:
            batch = batch_of(records, await read(table.schema()))
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
    async def alone(self) -> AsyncGenerator[None]:
        """Let nobody else write during a block, in which only the task that entered it commits."""
        async with self._store.alone():
            yield

    async def head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        table = await self._store.table()
        version = await read(table.version())
        known = self._heads.at(version, space)
        if known is not None:
            return known
        columns = ["space", "revision", "recorded_at"]
        found = records_from(await read_rows(table.query().limit(1), head_scope(space), columns))
        if not found:
            return None
        head = head_from(found[0])
        # Of a later version, if there is one by now; then it is never asked for as of this one.
        self._heads.note(version, head)
        return head

    async def news(self, seen: Head) -> News:
        """Return what became of a space after one of its heads, all as of one moment."""
        version = await read((await self._store.table()).version())
        head = self._heads.at(version, seen.space)
        own = None if head is None else self._own.between(seen, head)
        if head is None or own is None:
            return await self._read_news(seen, version)
        return News(head, sorted(own, key=_by_belief))

    async def _read_news(self, seen: Head, version: int) -> News:
        where = Filter(spaces=(seen.space,), state="any", changed_since=seen.recorded_at)
        return self._news(await self._with_head(seen.space, where), version)

    async def standing(self, space: str, *, rows_max: int) -> News | None:
        """Return what stands in a space as if all of it were news, all as of one moment."""
        version = await read((await self._store.table()).version())
        found = await self._with_head(space, Filter(spaces=(space,)), limit=rows_max + 2)
        return None if found.num_rows > rows_max + 1 else self._news(found, version)

    async def open_facts(self, space: str) -> OpenFacts | None:
        """Return the open facts of a space, all as of one moment; None if it has no head."""
        where = Filter(spaces=(space,))
        found = await self._with_head(space, where, kinds=[Fact], vectors=True)
        is_head = pc.equal(found.column("kind"), pa.scalar(HEAD))
        heads = records_from(found.filter(is_head))
        return await loaded(head_from(heads[0]), found, self.words_of) if heads else None

    async def words_of(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, as the full-text index cuts it."""
        return await read(self._tokeniser.words_of(await self._store.table(), texts))

    async def _with_head(
        self,
        space: str,
        where: Filter,
        *,
        kinds: Sequence[type[Readable]] = (Fact, Relation),
        vectors: bool = False,
        limit: int | None = None,
    ) -> pa.Table:
        """Return rows and the head of their space, as records, as of one moment."""
        # One scan for both costs no more than one for the rows alone.
        scope = head_and_rows_scope(space, kinds, where)
        columns = [*_readable_columns(kinds), *(["vector"] if vectors else [])]
        query = (await self._store.table()).query()
        return await read_rows(query if limit is None else query.limit(limit), scope, columns)

    def _news(self, found: pa.Table, version: int) -> News:
        records = records_from(found)
        heads = [head_from(record) for record in records if record["kind"] == HEAD]
        if not heads:
            return News(None, [])
        self._heads.note(version, heads[0])
        rows = [_readable_from(record) for record in records if record["kind"] != HEAD]
        stated = [row for row in rows if isinstance(row, Fact | Relation)]
        return News(heads[0], sorted(stated, key=_by_belief))

    async def find(
        self,
        kind: type[RowT],
        where: Filter,
        *,
        order: Order = "oldest",
        limit: int | None = None,
        vectors: bool = False,
    ) -> list[RowT]:
        """Return the rows of a kind that pass, by belief time and id."""
        columns = columns_of(kind, vectors=vectors)
        query = (await self._store.table()).query()
        if limit is not None:
            ascending = order == "oldest"
            by = [
                ColumnOrdering(column_name=column, ascending=ascending)
                for column in ("recorded_at", "id")
            ]
            query = query.order_by(by).limit(limit)
        found = await read_rows(query, filter_scope([kind], where), columns)
        rows = [row_from(kind, record) for record in records_from(found)]
        return sorted(rows, key=_by_belief, reverse=order == "newest")

    async def find_readable(self, kinds: Sequence[type[Readable]], where: Filter) -> list[Readable]:
        """Return the rows of some kinds that pass, by belief time and id, without vectors."""
        query = (await self._store.table()).query()
        found = await read_rows(query, filter_scope(kinds, where), _readable_columns(kinds))
        rows = [_readable_from(record) for record in records_from(found)]
        return sorted(rows, key=_by_belief)

    async def nearest(
        self, kinds: Sequence[type[Readable]], vector: Vector, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows nearest to a vector by cosine similarity, nearest first."""
        return await self._nearest.ask((tuple(kinds), where, limit), vector)

    async def _nearest_each(
        self, asked: _NearestKey, vectors: Sequence[Vector]
    ) -> list[list[Hit[Readable]]]:
        kinds, where, limit = asked
        table = await self._store.table()
        query = (
            table.query()
            .nearest_to([list(vector) for vector in vectors])
            .column("vector")
            .distance_type("dot")
            .limit(limit)
        )
        scope = filter_scope(kinds, where, indexed=True)
        rows = await read_rows(query, scope, [*_readable_columns(kinds), "_distance"])
        found: list[list[Record]] = [[] for _ in vectors]
        for record in records_from(rows):
            # A single vector is answered without the number that tells vectors apart.
            found[record.pop("query_index", 0)].append(record)
        return [_hits(some, lambda record: 1.0 - record.pop("_distance")) for some in found]

    async def nearest_ids(
        self,
        kinds: Sequence[type[Readable]],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> list[Scores]:
        """Return, for each vector, the ids and scores of the rows that `nearest` returns."""
        search = await self._kept(kinds, where) or await self._search(kinds, where)
        return await search.nearest(vectors, limit=limit)

    async def matching(
        self, kinds: Sequence[type[Readable]], text: str, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows that share words with a text by BM25, best first.

        The index says which rows; their order is counted over these rows alone, because the
        index counts over all spaces.
        """
        search = await self._search(kinds, where)
        found = await search.sharing(text, limit=limit, columns=_readable_columns(kinds))
        [scores] = await search.weighed([text], [found])
        return _best_hits(found, scores, limit)

    async def around(
        self,
        kind: type[ReadableT],
        texts: Sequence[str],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> tuple[list[list[Hit[ReadableT]]], list[list[Hit[ReadableT]]]]:
        """Return what `nearest` finds for each vector, and what `matching` finds for each text.

        Of more than `WEIGHED` facts that share words with a text, those in memory may be others.
        """
        facts = await self._kept([kind], where)
        if facts is None:
            search = await self._search([kind], where)
            by_meaning, by_words = await both(
                partial(search.nearest, vectors, limit=limit),
                partial(search.matching, texts, limit=limit),
            )
            found = await search.found(columns_of(kind, vectors=False))
            rows = {record["id"]: row_from(kind, record) for record in found}
        else:
            by_meaning = await facts.nearest(vectors, limit=limit)
            by_words = facts.matching(await self.words_of(texts), limit=limit)
            kept = facts.facts(chain.from_iterable([*by_meaning, *by_words])).values()
            rows = {row.id: row for row in kept if isinstance(row, kind)}
        return _known(by_meaning, rows), _known(by_words, rows)

    async def _kept(self, kinds: Sequence[type[Readable]], where: Filter) -> OpenFacts | None:
        """Return the facts to search, if these are all open ones of one space and are kept."""
        match where.spaces:
            case (space,) if [*kinds] == [Fact] and where == Filter(spaces=(space,)):
                return await self._facts.of(space)
            case _:
                return None

    async def _search(self, kinds: Sequence[type[Readable]], where: Filter) -> Search:
        scope = filter_scope(kinds, where, indexed=True)
        return Search(await self._store.table(), self._tokeniser, scope)

    async def count(self, kind: type[Row], where: Filter) -> int:
        """Return how many rows pass."""
        return await self._counts.ask((kind, where), None)

    async def _count_each(
        self, asked: tuple[type[Row], Filter], questions: Sequence[None]
    ) -> list[int]:
        kind, where = asked
        table = await self._store.table()
        return [await count_rows(table, filter_scope([kind], where))] * len(questions)

    async def spaces(self) -> list[str]:
        """Return the names of all spaces that hold anything, sorted."""
        return await read_space_names(await self._store.table())

    async def scan(self) -> AsyncGenerator[Sequence[StoredRow]]:
        """Return every row of every space, open or closed, with vectors, as of one moment."""
        # A lease is no part of the memory.
        table = await self._store.table()
        async with aclosing(read_all(table, NO_LEASE, rows_max=_SCANNED_AT_ONCE)) as batches:
            async for batch in batches:
                records = records_from(pa.Table.from_batches([batch]))
                yield [stored_from(record) for record in records]

    async def index_faults(self) -> list[str]:
        """Return what is wrong with the indexes, as sentences."""
        return await index_faults(await self._store.table())

    async def rebuild_indexes(self) -> None:
        """Make all indexes anew from the rows."""
        await self._store.rebuild_indexes()


def _by_belief(row: Row) -> tuple[datetime, str]:
    return row.recorded_at, row.id


def _rows_of(commit: Commit) -> list[Row]:
    decided = [] if commit.decided is None else [commit.decided]
    return [commit.change, *commit.opened, *commit.closed, *decided, *commit.kept]


def _readable_columns(kinds: Sequence[type[Readable]]) -> list[str]:
    return sorted({"kind"}.union(*(columns_of(kind, vectors=False) for kind in kinds)))


def _readable_from(record: Record) -> Readable:
    kind = READABLE[record["kind"]]
    return row_from(kind, {name: record[name] for name in columns_of(kind, vectors=False)})


def _known(found: Sequence[Scores], rows: Mapping[str, ReadableT]) -> list[list[Hit[ReadableT]]]:
    """Return what was found with its rows; what was closed in between has none."""
    return [
        [Hit(rows[row_id], score) for row_id, score in scores.items() if row_id in rows]
        for scores in found
    ]


def _best_hits(found: pa.Table, scores: Sequence[float], limit: int) -> list[Hit[Readable]]:
    """Return the rows that score best; only they are made from what was found."""
    ids = found.column("id").to_pylist()
    best = sorted(range(len(ids)), key=lambda place: (-scores[place], ids[place]))[:limit]
    taken = iter([scores[place] for place in best])
    return _hits(records_from(found.take(pa.array(best, pa.int64()))), lambda _: next(taken))


def _hits(records: list[Record], take_score: Callable[[Record], float]) -> list[Hit[Readable]]:
    hits: list[Hit[Readable]] = []
    for record in records:
        score = take_score(record)
        hits.append(Hit(_readable_from(record), score))
    return sorted(hits, key=lambda hit: (-hit.score, hit.row.id))
