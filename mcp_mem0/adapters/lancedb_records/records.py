"""The store behind the `Records` port: one LanceDB table, local or in a bucket."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol, TypeVar

import anyio
import pyarrow as pa
from lancedb import AsyncTable
from lancedb.query import ColumnOrdering, MatchQuery

from mcp_mem0.adapters.lancedb_records.filters import condition, literal
from mcp_mem0.adapters.lancedb_records.guard import (
    CONDITION,
    WRITE_ERRORS,
    is_contended,
    translated,
)
from mcp_mem0.adapters.lancedb_records.mapping import (
    Record,
    batch_of,
    head_from,
    head_id,
    head_record,
    record_of,
    row_from,
)
from mcp_mem0.adapters.lancedb_records.place import place_of
from mcp_mem0.adapters.lancedb_records.schema import (
    HEAD,
    KINDS,
    READABLE,
    columns_of,
)
from mcp_mem0.adapters.lancedb_records.store import Store, StoreOptions
from mcp_mem0.domain.changes import Commit
from mcp_mem0.domain.embedding import EmbedderIdentity, Vector
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.domain.filters import Filter
from mcp_mem0.domain.rows import Episode, Excerpt, Head, Readable, Row
from mcp_mem0.ports import Hit, Order

RowT = TypeVar("RowT", bound=Row)

_WRITE_ATTEMPTS_MAX: Final = 8
_RETRY_WAIT_S: Final = 0.02


class _Merged(Protocol):
    """What LanceDB says of a merge."""

    num_inserted_rows: int
    num_updated_rows: int


class LanceRecords:
    """All rows of all spaces in one table. Safe to open from many processes at once.

    Args:
        uri: A folder, or `s3://`, `gs://` or `az://` and a path.
        identity: The embedding model whose vectors the store holds.
        lock: Whether writers of a local store queue for the write lock.
        lock_timeout_s: How long a writer queues before it gives up, in seconds.
        options: Object-store options, such as credentials, as LanceDB names them.
        compact_after_commits: How many commits make maintenance due.
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
        compact_after_commits: int = 50,
        versions_kept_s: float = 3_600.0,
    ) -> None:
        settings = StoreOptions(
            identity=identity,
            lock=lock,
            lock_timeout_s=lock_timeout_s,
            options=options or {},
            compact_after_commits=compact_after_commits,
            versions_kept_s=versions_kept_s,
        )
        self._store = Store(place_of(uri), settings)

    async def open(self) -> None:
        """Open or create the store, heal and migrate it; later calls return at once."""
        await self._store.open()

    def close(self) -> None:
        """Let go of files and caches."""
        self._store.close()

    async def maintain(self) -> bool:
        """Compact and prune the store if that is due; returns whether it was done."""
        return await self._store.maintain()

    async def append(self, episode: Episode, excerpts: Sequence[Excerpt]) -> None:
        """Keep an episode and its excerpts; on return they are on disk and searchable."""
        rows = [record_of(row) for row in (episode, *excerpts)]
        async with self._store.writing() as table:
            batch = batch_of(rows, await table.schema())
            await _added(table, batch)

    async def commit(self, commit: Commit) -> None:
        """Write all rows of a change, or none; on return they are on disk."""
        rows = [head_record(commit.head), *(record_of(row) for row in _rows_of(commit))]
        async with self._store.writing() as table:
            await _merged(table, batch_of(rows, await table.schema()), commit)

    async def head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        query = self._store.table.query().where(f"id = {literal(head_id(space))}")
        found = await query.select(["space", "revision", "recorded_at"]).limit(1).to_list()
        return head_from(found[0]) if found else None

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
        query = self._store.table.query().where(condition([kind], where)).select(columns)
        if limit is not None:
            ascending = order == "oldest"
            by = [
                ColumnOrdering(column_name=column, ascending=ascending)
                for column in ("recorded_at", "id")
            ]
            query = query.order_by(by).limit(limit)
        rows = [row_from(kind, record) for record in await query.to_list()]
        return sorted(rows, key=lambda row: (row.recorded_at, row.id), reverse=order == "newest")

    async def nearest(
        self, kinds: Sequence[type[Readable]], vector: Vector, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows nearest to a vector by cosine similarity, nearest first."""
        query = (
            self._store.table.query()
            .where(condition(kinds, where))
            .nearest_to(list(vector))
            .column("vector")
            .distance_type("cosine")
            .limit(limit)
            .select([*_readable_columns(kinds), "_distance"])
        )
        return _hits(await query.to_list(), lambda record: 1.0 - record.pop("_distance"))

    async def matching(
        self, kinds: Sequence[type[Readable]], text: str, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows that share words with a text by BM25, best first."""
        words = MatchQuery(text, "index_text")  # pyright: ignore[reportCallIssue] - has defaults
        query = (
            self._store.table.query()
            .where(condition(kinds, where))
            .nearest_to_text(words)
            .limit(limit)
            .select([*_readable_columns(kinds), "_score"])
        )
        return _hits(await query.to_list(), lambda record: record.pop("_score"))

    async def count(self, kind: type[Row], where: Filter) -> int:
        """Return how many rows pass."""
        return await self._store.table.count_rows(condition([kind], where))

    async def spaces(self) -> list[str]:
        """Return the names of all spaces that hold anything, sorted."""
        # A space without a change yet has a pending episode; all others have a head.
        where = (
            f"kind = {literal(HEAD)} OR (kind = {literal(KINDS[Episode])} AND recorded_by IS NULL)"
        )
        found = await self._store.table.query().where(where).select(["space"]).to_list()
        return sorted({record["space"] for record in found})


def _rows_of(commit: Commit) -> list[Row]:
    decided = [] if commit.decided is None else [commit.decided]
    return [commit.change, *commit.opened, *commit.closed, *decided]


def _readable_columns(kinds: Sequence[type[Readable]]) -> list[str]:
    return sorted({"kind"}.union(*(columns_of(kind, vectors=False) for kind in kinds)))


def _hits(records: list[Record], take_score: Callable[[Record], float]) -> list[Hit[Readable]]:
    hits: list[Hit[Readable]] = []
    for record in records:
        score = take_score(record)
        kind = READABLE[record["kind"]]
        wanted = columns_of(kind, vectors=False)
        hits.append(Hit(row_from(kind, {name: record[name] for name in wanted}), score))
    return sorted(hits, key=lambda hit: (-hit.score, hit.row.id))


async def _added(table: AsyncTable, batch: pa.Table) -> None:
    """Append rows with fresh ids; after an unclear failure, insert those that are absent."""
    try:
        await table.add(batch, on_bad_vectors="null")
    except WRITE_ERRORS as error:
        if not is_contended(error):
            raise translated(error) from error
        insert = table.merge_insert("id").when_not_matched_insert_all()
        insert = insert.use_index(False)  # noqa: FBT003 - not ours to name
        await _tried(partial(insert.execute, batch, on_bad_vectors="null"))


async def _merged(table: AsyncTable, batch: pa.Table, commit: Commit) -> None:
    """Merge the rows of a change, all or none."""
    merge = (
        table.merge_insert("id")
        .when_matched_update_all(where=CONDITION)
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    try:
        result = await _tried(partial(merge.execute, batch, on_bad_vectors="null"))
    except HeadMovedError:
        # An attempt with an unclear end may have been the commit that moved the head.
        if await _is_committed(table, commit):
            return
        raise
    written = result.num_inserted_rows + result.num_updated_rows
    if written != batch.num_rows:
        raise StoreError(
            f"change {commit.change.id} wrote {written} of {batch.num_rows} rows:"
            " run `mcp-mem0 check`"
        )


async def _is_committed(table: AsyncTable, commit: Commit) -> bool:
    return await table.count_rows(f"id = {literal(commit.change.id)}") > 0


async def _tried(write: Callable[[], Awaitable[_Merged]]) -> _Merged:
    """Try a write again while others win the race for the next version."""
    for attempt in range(1, _WRITE_ATTEMPTS_MAX + 1):
        try:
            return await write()
        except WRITE_ERRORS as error:
            if attempt == _WRITE_ATTEMPTS_MAX or not is_contended(error):
                raise translated(error) from error
            jitter = 0.5 + random.random()  # noqa: S311 - nothing secret
            await anyio.sleep(_RETRY_WAIT_S * attempt * jitter)
    raise AssertionError
