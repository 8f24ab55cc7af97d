"""The store behind the `Records` port: one LanceDB table, local or in a bucket.

Here it is written; `queries` reads it.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, tzinfo
from itertools import chain

from mcp_mem0.adapters.lancedb_records.committing import add, add_once, merge
from mcp_mem0.adapters.lancedb_records.lifecycle.place import parse_place
from mcp_mem0.adapters.lancedb_records.mapping import build_batch, build_head_record, build_record
from mcp_mem0.adapters.lancedb_records.queries import RecordQueries
from mcp_mem0.adapters.lancedb_records.store import Store, StoreOptions
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.rows import Episode, Excerpt, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.vectors import EmbedderIdentity


class LanceRecords(RecordQueries):
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
        zone: The time zone of moments that were stored without an offset of their own.
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
        zone: tzinfo = UTC,
    ) -> None:
        settings = StoreOptions(
            identity=identity,
            lock=lock,
            lock_timeout_s=lock_timeout_s,
            options=options or {},
            roll_up_after_commits=roll_up_after_commits,
            compact_after_rows=compact_after_rows,
            versions_kept_s=versions_kept_s,
            zone=zone,
        )
        super().__init__(Store(parse_place(uri), settings))

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
        async with self._store.hold_write_lock() as writable:
            batch = build_batch(rows, writable.schema)
            if once:
                return await add_once(writable.table, batch)
            version = await add(writable.table, batch)
            self._heads.carry(version)
            self._last_excerpts.note_append(version, excerpts)
        return True

    async def insert(self, row: Attempt | Summary) -> None:
        """Store a row that belongs to no change; on return it is on disk."""
        async with self._store.hold_write_lock() as writable:
            batch = build_batch([build_record(row)], writable.schema)
            version = await add(writable.table, batch)
            self._heads.carry(version)
            self._last_excerpts.note_append(version)

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
        async with self._store.hold_write_lock() as writable:
            batch = build_batch(records, writable.schema)
            try:
                version = await merge(writable.table, batch, [commit.change for commit in commits])
            except HeadMovedError:
                self._heads.forget()
                raise
            self._heads.note(version, head)
            self._last_excerpts.note_commit(version, commits)
            for commit in commits:
                self._own.note(commit)
                self._facts.note(commit)

    @asynccontextmanager
    async def exclusive_writer(self) -> AsyncGenerator[None]:
        """Let nobody else write during a block, in which only the task that entered it commits."""
        async with self._store.exclusive_writer():
            yield

    async def rebuild_indexes(self) -> None:
        """Rebuild all indexes from the rows."""
        await self._store.rebuild_indexes()


def _list_rows(commit: Commit) -> list[Row]:
    decided = [] if commit.decided is None else [commit.decided]
    return [commit.change, *commit.opened, *commit.closed, *decided, *commit.kept]
