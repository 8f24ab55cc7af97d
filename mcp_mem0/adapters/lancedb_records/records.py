"""The store behind the `Records` port: one LanceDB table, local or in a bucket.

Here it is written; `queries` reads it.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, tzinfo
from itertools import chain

from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import StoreOptions
from mcp_mem0.adapters.lancedb_records.lifecycle.place import parse_place
from mcp_mem0.adapters.lancedb_records.mapping import build_head_record, build_record
from mcp_mem0.adapters.lancedb_records.queries import RecordQueries
from mcp_mem0.adapters.lancedb_records.store import Store
from mcp_mem0.adapters.lancedb_records.transfer.mover import LanceSpaceMover
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.rows import Episode, Excerpt, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.vectors import EmbedderIdentity
from mcp_mem0.ports import ModelMove, MoveState, SoughtName, TextPlace


class LanceRecords(RecordQueries):
    """All rows of all spaces in one table. Safe to open from many processes at once.

    Args:
        uri: A folder, or `s3://`, `gs://` or `az://` and a path.
        identity: The embedding model whose vectors the store holds.
        lock: Whether writers of a local store queue for the write lock.
        lock_timeout_s: How long a writer queues before it gives up, in seconds.
        options: Object-store options, such as credentials, as LanceDB names them.
        roll_up_after_commits: After how many commits, by any process, the fragments of a bucket
            are rolled up.
        fold_after_rows: How many rows of a local store's front make a fold due.
        compact_after_rows: How many unindexed rows make a compaction due.
        memory_mb: How much memory the rows of the spaces used last may take, in megabytes.
        read_timeout_s: How long a read may take before it is given up, in seconds.
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
        fold_after_rows: int = 500,
        compact_after_rows: int = 1_000,
        memory_mb: int = 128,
        read_timeout_s: float = 20.0,
        versions_kept_s: float = 3_600.0,
        zone: tzinfo = UTC,
    ) -> None:
        settings = StoreOptions(
            identity=identity,
            lock=lock,
            lock_timeout_s=lock_timeout_s,
            options=options or {},
            roll_up_after_commits=roll_up_after_commits,
            fold_after_rows=fold_after_rows,
            compact_after_rows=compact_after_rows,
            memory_mb=memory_mb,
            read_timeout_s=read_timeout_s,
            versions_kept_s=versions_kept_s,
            zone=zone,
        )
        super().__init__(Store(parse_place(uri), settings))

    @property
    def mover(self) -> LanceSpaceMover:
        """Reads spaces as a whole and stores them again."""
        return LanceSpaceMover(self._store)

    async def open(self) -> None:
        """Open or create the store, heal and migrate it; later calls return at once."""
        await self._store.open()

    def close(self) -> None:
        """Release files and caches."""
        self._store.close()

    async def wait_until_maintenance_due(self) -> None:
        """Return once this process has written enough for maintenance to be worth checking."""
        await self._store.upkeep.wait_until_due()

    async def maintain(self) -> bool:
        """Fold, compact and prune the store if due; return whether anything was done.

        What is kept in memory of spaces that nobody uses any more is dropped.
        """
        self._spaces.drop_idle()
        return await self._store.upkeep.maintain()

    async def append(
        self, episode: Episode, excerpts: Sequence[Excerpt], *, once: bool = False
    ) -> bool:
        """Store an episode and its excerpts; return whether they were written."""
        records = [build_record(row) for row in (episode, *excerpts)]
        return await self._store.write(records, once=once)

    async def insert(self, row: Attempt | Summary) -> None:
        """Store a row that belongs to no change; on return it is on disk."""
        await self._store.write([build_record(row)])

    @asynccontextmanager
    async def try_claim(self, episode_id: str) -> AsyncGenerator[bool]:
        """Hold the claim on an episode for a block if it is free; the value says whether it is."""
        async with self._store.try_claim(episode_id) as is_ours:
            yield is_ours

    async def commit(self, *commits: Commit) -> None:
        """Write all rows of successive changes of a space, or none; on return they are on disk."""
        rows = chain.from_iterable(map(_list_rows, commits))
        records = [build_head_record(commits[-1].head), *map(build_record, rows)]
        await self._store.write(records, [commit.change for commit in commits])

    @asynccontextmanager
    async def erasing(self) -> AsyncGenerator[None]:
        """Say that an erase begins; whoever is killed before its end, it is finished later."""
        async with self._store.erases.erasing():
            yield

    async def finish_erase(self) -> bool:
        """Clear what an erase left whose process was killed; return whether there was one."""
        return await self._store.erases.finish_erase()

    async def erase(self, commit: Commit) -> None:
        """Replace rows by what an erase leaves of them, with its change, or write nothing."""
        records = [build_head_record(commit.head), *map(build_record, _list_rows(commit))]
        await self._store.write(records, erases=True)

    async def clear_remains(self) -> Sequence[str]:
        """Remove all that rows had before they were erased; return the files left of it."""
        return await self._store.erases.clear_remains()

    async def find_texts(
        self, texts: Sequence[str], space: str, *, in_all_versions: bool
    ) -> Sequence[TextPlace]:
        """Return where texts still stand, whole or as part of others, in whatever spelling."""
        return await self._store.erases.find_texts(texts, space, in_all_versions=in_all_versions)

    async def find_names(
        self, names: Sequence[SoughtName], space: str, *, in_all_versions: bool
    ) -> Sequence[TextPlace]:
        """Return where rows, or files beside them, still have names."""
        return await self._store.erases.find_names(names, space, in_all_versions=in_all_versions)

    def on_erased(self, drop: Callable[[], None]) -> None:
        """Have something dropped after an erase of any process, because it was made from rows."""
        self._store.erases.on_erased.append(drop)

    @asynccontextmanager
    async def exclusive_writer(self) -> AsyncGenerator[None]:
        """Let nobody else write during a block, in which only the task that entered it commits."""
        async with self._store.exclusive_writer():
            yield

    async def repair(self) -> None:
        """Look at all of the store, heal what is damaged, and rebuild all indexes."""
        await self._store.repair()

    async def build_move(self, target: EmbedderIdentity) -> ModelMove:
        """Return the move of the store to another embedding model."""
        return await self._store.build_move(target)

    async def read_move_state(self) -> MoveState:
        """Return which model made the vectors, and how far the store was moved to another one."""
        move = await self._store.build_move(self._store.identity)
        return await move.read_state()

    @property
    def identity(self) -> EmbedderIdentity:
        """The model that the store was opened with."""
        return self._store.identity

    async def has_own_model(self) -> bool:
        """Whether the store still has that model; of a bucket, as far as this process has seen."""
        return await self._store.has_own_model()

    async def clear_losses(self) -> None:
        """Tell what damage has cost so far no more."""
        self._store.clear_losses()


def _list_rows(commit: Commit) -> list[Row]:
    decided = [] if commit.decided is None else [commit.decided]
    return [
        commit.change,
        *commit.opened,
        *commit.closed,
        *decided,
        *commit.kept,
        *commit.reindexed,
    ]
