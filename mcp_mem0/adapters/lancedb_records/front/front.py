"""The front of an open store: reads what is newest together with the table, and writes to it."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Final

import anyio
import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.caches.newest import NewestTable, PinnedTable
from mcp_mem0.adapters.lancedb_records.front.connections import (
    DamagedFrontError,
    FrontState,
    TrimmedError,
)
from mcp_mem0.adapters.lancedb_records.front.encoding import (
    decode_columns,
    drop_other_vectors,
    encode_columns,
    encode_record,
)
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile, FrontRow
from mcp_mem0.adapters.lancedb_records.front.front_records import FrontRecords
from mcp_mem0.adapters.lancedb_records.front.front_watch import FrontWatch, WatchedFile
from mcp_mem0.adapters.lancedb_records.front.guarding import (
    Columns,
    check_as_opened,
    check_as_read,
)
from mcp_mem0.adapters.lancedb_records.front.overlay import Overlay
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import check_not_newer
from mcp_mem0.adapters.lancedb_records.mapping import (
    Record,
    build_head_id,
    build_head_record,
    parse_records,
)
from mcp_mem0.adapters.lancedb_records.reading import read_guard_rows
from mcp_mem0.adapters.lancedb_records.reembedding.model_check import check_model_since
from mcp_mem0.adapters.lancedb_records.schema import HEAD, compute_model_number
from mcp_mem0.domain.errors import HeadMovedError, StoreError
from mcp_mem0.domain.model.rows import Head
from mcp_mem0.domain.model.vectors import EmbedderIdentity

_ATTEMPTS_MAX: Final = 20
"""How often a table is taken again that is older than what was trimmed from the front."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A version of the table, and the newer rows of the front."""

    pinned: PinnedTable
    overlay: Overlay

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        return self.overlay.heads.get(space) or await self.pinned.read_head(space)


class Front:
    """Reads and writes the front of one open store.

    Args:
        path: Its file.
        file: The same, open and whole.
        watch: Tells whether anybody has written to it.
        newest: The table.
        zone: The time zone of moments that were stored without an offset of their own.
        identity: The model that this process embeds with.
        reopen: Opens the file again, where it is another one by now.
    """

    def __init__(  # noqa: PLR0913 - the parts of one front
        self,
        path: Path,
        file: FrontFile,
        watch: FrontWatch,
        newest: NewestTable,
        zone: tzinfo,
        *,
        identity: EmbedderIdentity,
        reopen: Callable[[], tuple[FrontFile, FrontWatch]] | None = None,
    ) -> None:
        self._open = WatchedFile(path, file, watch, reopen)
        self._newest = newest
        self._zone = zone
        self._identity = identity
        self._version: int | None = None
        self._origin = object()
        self._updating = anyio.Lock()
        self._overlay: Overlay | None = None
        self._sight: Sight | None = None
        self._writing = anyio.CapacityLimiter(1)
        self._reading = anyio.CapacityLimiter(1)

    @property
    def file(self) -> FrontFile:
        """Its file that is open now."""
        return self._open.file

    @property
    def newest(self) -> NewestTable:
        """The table that is read together with it."""
        return self._newest

    def in_use(self) -> AbstractContextManager[None]:
        """Keep the file open during a block, even if it is closed meanwhile."""
        return self._open.in_use()

    def close(self) -> None:
        """Close the file at once, or with the end of its last use."""
        self._open.close()

    async def get_sight(self) -> Sight:
        """Return the table and the front with everything that any process has committed by now.

        Raises:
            OtherModelError: It was moved to another embedding model since it was opened.
            StoreError: The store cannot be read.
        """
        if (kept := self._get_kept_sight()) is not None:
            return kept
        async with self._updating:
            # Another task may have brought it up to date meanwhile.
            if (kept := self._get_kept_sight()) is not None:
                return kept
            for _ in range(_ATTEMPTS_MAX):
                # The table first: a fold moves rows from the front to the table.
                pinned = await self._newest.get_current_table()
                check_model_since(pinned.schema, self._identity)
                await self._follow_file()
                version = self._open.read_version()
                overlay = await self._sync(pinned)
                if overlay.state.trimmed <= pinned.mark.folded:
                    self._sight, self._version = Sight(pinned, overlay), version
                    return self._sight
        raise StoreError("the store's table lacks rows that it had: run `mcp-mem0 check --repair`")

    async def write(
        self,
        records: Sequence[Record],
        *,
        changes: int = 0,
        once: bool = False,
        erases: bool = False,
    ) -> int | None:
        """Write records in one transaction; on return they are on disk.

        Args:
            records: The records, checked.
            changes: How many successive changes of a space they are.
            once: Write nothing if one of their ids exists.
            erases: They replace rows by what an erase leaves of them.

        Returns:
            The number of the transaction; None if nothing was written because of `once`.

        Raises:
            HeadMovedError: A row that they replace has changed since it was read.
            StoreError: They could not be written.
        """
        plain = [encode_columns(record) for record in records]
        ids = [str(record["id"]) for record in records]
        for _ in range(_ATTEMPTS_MAX):
            sight = await self.get_sight()
            check_not_newer(sight.pinned.schema)
            in_table = await self._find_in_table(sight, records, once=once)
            model = compute_model_number(sight.pinned.schema)

            def guard(present: Mapping[str, FrontRow]) -> None:
                if self._newest.get_kept_table() is not sight.pinned:  # noqa: B023 - called at once
                    # Nobody can move the store to another model meanwhile, but somebody may have.
                    raise TrimmedError
                stored = in_table | {key: decode_columns(row) for key, row in present.items()}  # noqa: B023 - called at once
                if once and stored:
                    raise _ThereError
                if erases:
                    check_as_opened(plain, stored)
                else:
                    check_as_read(plain, stored, changes=changes)

            def build_rows(seq: int, present: Mapping[str, FrontRow]) -> Iterable[FrontRow]:
                for record in records:
                    row_id = str(record["id"])
                    row = present.get(row_id)
                    first = 0 if row_id in in_table else seq  # noqa: B023 - called at once
                    yield encode_record(record, seq=seq, since=first if row is None else row.since)

            write = partial(
                self.file.write,
                build_rows,
                ids,
                guard,
                folded=sight.pinned.mark.folded,
                model=model,
            )
            try:
                return await anyio.to_thread.run_sync(write, limiter=self._writing)
            except TrimmedError:
                continue
            except _ThereError:
                return None
        raise StoreError("the store is too busy: try again")

    def read_anew(self) -> None:
        """Drop the table and what is read of it; the next read opens it in a new connection."""
        self._newest.read_anew()
        self._sight = None

    def _get_kept_sight(self) -> Sight | None:
        """Return the sight of the last read; None if anybody may have written since."""
        sight = self._sight
        if sight is None or self._newest.get_kept_table() is not sight.pinned:
            return None
        # The version last, for the same reason as in reading: the table first.
        is_ours = self.file.is_in_place and self.file.has_log
        is_newest = is_ours and self._open.read_version() == self._version
        return sight if is_newest and self._version is not None else None

    async def _follow_file(self) -> None:
        """Open the file that is under its name now, as after a repair or a restored backup."""
        is_in_place = self.file.is_in_place
        if await self._open.follow():
            self._origin = self._origin if is_in_place else object()
            self._overlay, self._sight = None, None

    async def _sync(self, pinned: PinnedTable) -> Overlay:
        folded = pinned.mark.folded
        overlay = self._overlay
        if overlay is None or folded < overlay.folded or not overlay.fits(pinned.schema):
            # A table that went back needs rows that were dropped from memory.
            records = FrontRecords(pinned.schema.empty_table())
            overlay = Overlay(records, folded=folded, origin=self._origin)
            read = partial(self.file.read_rows, after=folded)
        else:
            read = partial(self.file.read_news, after=overlay.state.seq)
        news = await anyio.to_thread.run_sync(read, limiter=self._reading)
        if news is not None:
            state, rows = news
            own = drop_other_vectors(rows, state.model, pinned.schema)
            overlay = self._add_news(overlay, state, own)
        if folded > overlay.folded:
            overlay = overlay.drop_folded(folded)
        self._overlay = overlay
        return overlay

    def _add_news(self, overlay: Overlay, state: FrontState, rows: Sequence[FrontRow]) -> Overlay:
        try:
            return overlay.add(state, rows, self._zone)
        except DamagedFrontError:
            # Or the next read would be told that there is nothing new.
            self._overlay = None
            raise

    async def _find_in_table(
        self, sight: Sight, records: Sequence[Record], *, once: bool
    ) -> dict[str, Columns]:
        """Return the rows of the table that have the ids of records and are not in the front."""
        found: dict[str, Columns] = {}
        sought: list[str] = []
        for record in records:
            row_id = str(record["id"])
            if row_id in sight.overlay.rows:
                continue
            if record["kind"] == HEAD:
                head = await sight.read_head(record["space"])
                if head is not None:
                    found[build_head_id(head.space)] = encode_columns(build_head_record(head))
            elif not sight.pinned.is_empty and (once or sight.pinned.mark.may_have(row_id)):
                sought.append(row_id)
        if sought:
            rows = parse_records(await read_guard_rows(sight.pinned.table, sought))
            found |= {row["id"]: encode_columns(row) for row in rows}
        return found


class _ThereError(HeadMovedError):
    """A row that must be new is there."""

    def __init__(self) -> None:
        super().__init__("it is stored already")
