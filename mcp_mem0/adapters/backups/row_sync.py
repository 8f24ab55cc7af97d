"""Brings the rows of one store into another one, wherever each of them is."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.lancedb_records.copies.row_copying import CopiedRows, copy_rows
from mcp_mem0.adapters.lancedb_records.erasing.store_erasing import StoreErasing
from mcp_mem0.adapters.lancedb_records.lifecycle.current_store import CurrentStore
from mcp_mem0.adapters.lancedb_records.lifecycle.maintenance_rounds import MaintenanceRounds
from mcp_mem0.adapters.lancedb_records.lifecycle.open_store import StoreOptions
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored, read_stored_embedder
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace, parse_place
from mcp_mem0.domain.errors import HeadMovedError, RequestError, StoreError, quote_path
from mcp_mem0.domain.model.vectors import EmbedderIdentity

_ATTEMPTS_MAX: Final = 3
"""How often rows are compared with those of a bucket to which others write meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSync:
    """Brings all rows of a store into another one; a target that is not there is created.

    Args:
        source: The folder or URI of the store that is read.
        target: The folder or URI of the store that is written.
        options: Object-store options, for both.
        lock_timeout_s: How long to wait for others that write to the target, in seconds.
    """

    source: str
    target: str
    options: Mapping[str, str]
    lock_timeout_s: float = 30.0

    async def run(self, *, replace: bool, is_dry_run: bool = False) -> CopiedRows:
        """Copy what is missing, in one commit of the target.

        Args:
            replace: Remove what only the target has.
            is_dry_run: Only say what would be copied.

        Raises:
            RequestError: There is no source, or both are the same.
            DivergedError: The target has something that the source does not, and is to keep it.
            StoreError: One of them cannot be used; nothing was copied.
        """
        embedder = await self._check(is_dry_run=is_dry_run)
        async with (
            self._open(self.source, embedder) as reading,
            self._open(self.target, embedder) as writing,
        ):
            copied = await _copy(reading, writing, replace=replace, is_dry_run=is_dry_run)
            if copied.written and not is_dry_run:
                # What was copied is in no index yet.
                options = self._build_options(embedder)
                await MaintenanceRounds(writing, StoreErasing(writing), options).maintain()
            return copied

    async def _check(self, *, is_dry_run: bool) -> EmbedderIdentity:
        """Return the model of the source's vectors."""
        if _spell(self.source) == _spell(self.target):
            raise RequestError(
                f"both stores are {quote_path(self.source)}: name two different ones"
            )
        if not await is_stored(self.source, self.options):
            raise RequestError(
                f"there is no store in {quote_path(self.source)}: nothing was copied"
            )
        embedder = await read_stored_embedder(self.source, self.options)
        if await is_stored(self.target, self.options):
            other = await read_stored_embedder(self.target, self.options)
            if other != embedder:
                raise StoreError(
                    f"the vectors of {quote_path(self.source)} were made by {embedder.name}, and"
                    f" those of {quote_path(self.target)} by {other.name}, so nothing was copied:"
                    " run `mcp-mem0 reembed` on one of them first"
                )
        elif is_dry_run:
            raise RequestError(
                f"there is no store in {quote_path(self.target)} yet: all would be copied to a new"
                " one"
            )
        return embedder

    @asynccontextmanager
    async def _open(self, store: str, embedder: EmbedderIdentity) -> AsyncGenerator[CurrentStore]:
        current = CurrentStore(parse_place(store), self._build_options(embedder))
        try:
            await current.open()
            yield current
        finally:
            current.close()

    def _build_options(self, embedder: EmbedderIdentity) -> StoreOptions:
        return StoreOptions(
            identity=embedder,
            lock=True,
            lock_timeout_s=self.lock_timeout_s,
            options=self.options,
            roll_up_after_commits=8,
            fold_after_rows=1,
            compact_after_rows=1_000,
            memory_mb=0,
            read_timeout_s=60.0,
            versions_kept_s=3_600.0,
            zone=UTC,
        )


async def _copy(
    reading: CurrentStore, writing: CurrentStore, *, replace: bool, is_dry_run: bool
) -> CopiedRows:
    """Copy rows, and compare them again where others wrote to the target meanwhile."""
    source, target = reading.require(), writing.require()
    for _ in range(_ATTEMPTS_MAX - 1):
        try:
            return await copy_rows(source, target, replace=replace, is_dry_run=is_dry_run)
        except HeadMovedError:
            continue
    return await copy_rows(source, target, replace=replace, is_dry_run=is_dry_run)


async def bring_into_mirror(source: str, options: Mapping[str, str], mirror: Path) -> CopiedRows:
    """Make a folder's store equal to a bucket's; whatever else it had goes.

    Raises:
        RequestError: There is no store in the bucket.
        StoreError: One of them cannot be used.
    """
    return await StoreSync(source=source, target=str(mirror), options=options).run(replace=True)


def _spell(store: str) -> str:
    place = parse_place(store)
    # A link to a store is that store.
    return str(place.folder.resolve()) if isinstance(place, LocalPlace) else place.uri.rstrip("/")
