"""What is noted beside the rows after each commit: that it is on disk, and what it has forgotten.

The flush note says up to which transaction of the front all that was forgotten is noted. So the
file of that need not be read to know whether it is complete. Whoever was killed before its note
leaves a gap; the next commit, round of maintenance or opening reads the rows since, and closes it.
"""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, TypeVar

import anyio
import anyio.to_thread

from mcp_mem0.adapters.lancedb_records.caches.newest import NewestTable
from mcp_mem0.adapters.lancedb_records.damage.forgotten_log import ForgottenLog
from mcp_mem0.adapters.lancedb_records.damage.forgotten_rows import (
    ForgottenRows,
    read_forgotten,
    select_forgotten,
)
from mcp_mem0.adapters.lancedb_records.front.encoding import decode_columns
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile, FrontRow
from mcp_mem0.adapters.lancedb_records.lifecycle.flush_note import FlushNote
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import Record
from mcp_mem0.adapters.system.boot import read_boot_id
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.errors import StoreError

_log = logging.getLogger(__name__)

T = TypeVar("T")

_NOT_KNOWN: Final = -1


class CommitNotes:
    """The flush note and the file of what was forgotten, of one local store.

    A note that cannot be written fails nothing: what was stored is stored.

    Args:
        place: The store's folder, prepared.
        lock_timeout_s: How long to wait for the lock of what was forgotten, in seconds.
    """

    def __init__(self, place: LocalPlace, *, lock_timeout_s: float) -> None:
        self._place = place
        self._forgotten = ForgottenLog(place.forgotten)
        # Of its own: whoever writes without the write lock must not add to a file being replaced.
        self._lock = FileLock(place.ours / "forgotten.lock", timeout_s=lock_timeout_s)
        self.boot = read_boot_id()
        """In which boot this is."""
        self.limiter = anyio.CapacityLimiter(1)
        """Writes of this process, one after the other."""

    async def note_commit(self, file: FrontFile, seq: int, records: Iterable[Record]) -> None:
        """Note that a commit is on disk, and what it has forgotten.

        Args:
            file: The front that has it.
            seq: The number of its transaction.
            records: Its rows.
        """
        forgotten, until = select_forgotten(records), seq
        if not forgotten and await self._run(partial(self._note_next, seq)):
            return
        noted = await self._run(self._read_until)
        if noted < seq - 1:
            missing, until = await self._run(partial(_find_unnoted, file, noted))
            forgotten = forgotten.add(missing)
        await self._append(forgotten, front=seq, until=until)

    async def note_front(self, file: FrontFile) -> None:
        """Note how far the front is, and what its commits forgot that is not noted yet."""
        noted = await self._run(self._read_until)
        state = await self._run(file.read_state)
        missing, until = ForgottenRows(), noted
        if noted < state.seq:
            missing, until = await self._run(partial(_find_unnoted, file, noted))
        await self._append(missing, front=state.seq, until=until)

    async def complete(
        self, file: FrontFile, newest: NewestTable, *, is_suspect: bool = False
    ) -> None:
        """Note all that the rows of a store say was forgotten, unless it is.

        Args:
            file: The front.
            newest: The table.
            is_suspect: Do not trust the notes.

        Raises:
            StoreError: The rows cannot be read.
        """
        folded = (await newest.get_current_table()).mark.folded
        noted = await self._run(self._read_until)
        if not is_suspect and noted >= folded and await self._run(self._forgotten.is_marked):
            await self.note_front(file)
            return
        # The front first: a fold moves rows to the table.
        state, rows = await self._run(partial(file.read_rows, after=0))
        in_front = await self._run(partial(_select_from_front, rows))
        stored = await read_forgotten((await newest.get_current_table()).table)
        is_noted = await self._replace(stored.add(in_front))
        until = state.seq if is_noted else _NOT_KNOWN
        await self._run(partial(self.write, front=state.seq, forgotten=until))

    async def renew(self, newest: ForgottenRows) -> None:
        """Note anew what was forgotten, with rows as they are now: without what an erase took."""
        await self._replace(newest)

    def write(self, *, version: int | None = None, front: int = 0, forgotten: int = -1) -> None:
        """Write the flush note; another process may have noted more. It blocks.

        What it says is on disk by then. So a note that cannot be written fails nothing: it is a
        second witness of the newest commit, and an old one is never wrong.
        """
        old = self._place.read_note() or FlushNote(version=0, boot=self.boot)
        note = FlushNote(
            version=old.version if version is None else version,
            boot=old.boot if version is None else self.boot,
            front=max(old.front, front),
            forgotten=max(old.forgotten, forgotten),
        )
        try:
            self._place.write_note(note)
        except OSError as error:
            _log.warning(
                "the note %s of what is on disk could not be written (%s); what was stored is kept",
                self._place.note,
                error.strerror or error,
            )

    def _note_next(self, seq: int) -> bool:
        """Note a commit that forgot nothing, if all before it is noted; return whether it is."""
        is_next = self._read_until() >= seq - 1
        if is_next:
            self.write(front=seq, forgotten=seq)
        return is_next

    def _read_until(self) -> int:
        """Return up to which transaction all that was forgotten is noted."""
        note = self._place.read_note()
        return _NOT_KNOWN if note is None else note.forgotten

    async def _append(self, rows: ForgottenRows, *, front: int, until: int) -> None:
        is_noted = not rows or await self._change(partial(self._forgotten.append, rows))
        forgotten = until if is_noted else _NOT_KNOWN
        await self._run(partial(self.write, front=front, forgotten=forgotten))

    async def _replace(self, newest: ForgottenRows) -> bool:
        def write_all() -> None:
            self._forgotten.write_all(self._forgotten.read().add(newest))

        return await self._change(write_all)

    async def _change(self, write: Callable[[], None]) -> bool:
        """Change the file of what was forgotten; return whether that is on disk."""
        try:
            async with self._lock.hold():
                await self._run(write)
        except (OSError, StoreError) as error:
            # It is forgotten all the same, as the rows say.
            _log.warning(
                "the note %s of what was forgotten could not be written (%s)",
                self._place.forgotten,
                getattr(error, "strerror", None) or error,
            )
            return False
        return True

    async def _run(self, block: Callable[[], T]) -> T:
        return await anyio.to_thread.run_sync(block, limiter=self.limiter)


def _find_unnoted(file: FrontFile, noted: int) -> tuple[ForgottenRows, int]:
    """Return what the transactions after one forgot, and up to which these are all of them."""
    if file.read_state().trimmed > noted:
        # Only the table has some of them: the next opening reads it.
        return ForgottenRows(), _NOT_KNOWN
    state, rows = file.read_rows(after=noted)
    return _select_from_front(rows), state.seq if state.trimmed <= noted else _NOT_KNOWN


def _select_from_front(rows: Iterable[FrontRow]) -> ForgottenRows:
    return select_forgotten(map(decode_columns, rows))
