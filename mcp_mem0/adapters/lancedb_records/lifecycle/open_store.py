"""The parts of an open store, and the options that it was opened with."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import tzinfo

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.front.front import Front
from mcp_mem0.adapters.lancedb_records.lifecycle.read_only import ReadOnlyWrites
from mcp_mem0.adapters.lancedb_records.reembedding.model_check import check_model_since
from mcp_mem0.adapters.lancedb_records.writing import BucketWrites, LocalWrites
from mcp_mem0.domain.errors import OtherModelError
from mcp_mem0.domain.model.vectors import EmbedderIdentity


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOptions:
    """The options of a store; `LanceRecords` documents them."""

    identity: EmbedderIdentity
    lock: bool
    lock_timeout_s: float
    options: Mapping[str, str]
    roll_up_after_commits: int
    fold_after_rows: int
    compact_after_rows: int
    memory_mb: int
    read_timeout_s: float
    versions_kept_s: float
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class OpenStore:
    """An open store.

    Attributes:
        table: The table, which looks for commits of other processes before each read.
        writes: What is to be done around a write.
        front: The front of a local store.
        pinned: The table of a bucket that looks for them only when it is told to; None if local.
    """

    table: AsyncTable
    writes: LocalWrites | BucketWrites | ReadOnlyWrites
    front: Front | None = None
    pinned: AsyncTable | None = None

    async def get_newest_table(self) -> AsyncTable:
        """Return the table at its newest version, which costs a bucket one listing.

        Raises:
            StoreError: It cannot be read.
        """
        if self.pinned is None:
            return self.table
        # Otherwise each read of it would list all versions, and each write five times.
        await read(self.pinned.checkout_latest())
        return self.pinned

    async def has_model(self, identity: EmbedderIdentity) -> bool:
        """Whether its vectors are by a model; of a bucket, as it was read last.

        Raises:
            StoreError: It cannot be read.
        """
        try:
            if self.front is not None:
                await self.front.get_sight()
            else:
                check_model_since(await read(self.get_last_table().schema()), identity)
        except OtherModelError:
            return False
        return True

    def get_last_table(self) -> AsyncTable:
        """Return the table at the version that was read last."""
        return self.table if self.pinned is None else self.pinned

    @contextmanager
    def in_use(self) -> Generator[None]:
        """Keep its files open during a block, even if it is closed meanwhile."""
        with nullcontext() if self.front is None else self.front.in_use():
            yield

    def close(self) -> None:
        """Close its files at once, or with the end of their last use."""
        if self.front is not None:
            self.front.close()
