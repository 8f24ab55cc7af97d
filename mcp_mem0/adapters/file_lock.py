"""A lock between processes: a file that the system unlocks when its holder dies.

The wait is a blocking lock in a thread of its own, because polling starves some waiters under
load (docs/decisions/0003-storage.md). The file is never unlinked: unlinking makes two holders.
"""

import os
import sys
import threading
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import anyio
import anyio.from_thread
import anyio.lowlevel

from mcp_mem0.domain.errors import BusyError, StoreError

_HOLDER_CHARS_MAX: Final = 200
_CLOSE_ON_EXEC: Final = getattr(os, "O_CLOEXEC", 0)

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, wait: bool) -> None:
        # The C library's blocking form gives up after ten seconds; ask again until it is ours.
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError as error:
                if wait:
                    continue
                raise BlockingIOError from error
            return

else:
    import fcntl

    def _lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


class FileLock:
    """One named lock of a store, for one holder at a time among all tasks and processes.

    Args:
        path: The lock file; its folder must exist.
        timeout_s: How long to wait before giving up, in seconds.
    """

    def __init__(self, path: Path, *, timeout_s: float) -> None:
        self._path = path
        self._timeout_s = timeout_s
        # Tasks of this process queue here, so that at most one thread waits for the file.
        self._turn = anyio.Lock()

    @asynccontextmanager
    async def held(self) -> AsyncGenerator[None]:
        """Hold the lock for a block.

        Raises:
            BusyError: It was not free within `timeout_s`; the message names the holder.
            StoreError: The lock file cannot be written.
        """
        await self._take_turn()
        try:
            descriptor = await self._acquired()
            try:
                _sign(descriptor)
                yield
            finally:
                os.close(descriptor)
        finally:
            self._turn.release()

    @asynccontextmanager
    async def held_if_free(self) -> AsyncGenerator[bool]:
        """Hold the lock for a block if nobody has it; the value says whether it is held."""
        descriptor = self._opened()
        try:
            free = _locked_at_once(descriptor)
            if free:
                _sign(descriptor)
            yield free
        finally:
            os.close(descriptor)

    async def _take_turn(self) -> None:
        with anyio.move_on_after(self._timeout_s):
            await self._turn.acquire()
            return
        raise self._busy()

    async def _acquired(self) -> int:
        descriptor = self._opened()
        if _locked_at_once(descriptor):
            return descriptor
        waiter = _Waiter(descriptor)
        with anyio.move_on_after(self._timeout_s):
            await waiter.granted()
            return descriptor
        raise self._busy()

    def _opened(self) -> int:
        try:
            return os.open(self._path, os.O_RDWR | os.O_CREAT | _CLOSE_ON_EXEC, 0o600)
        except OSError as error:
            raise StoreError(
                f"the lock file {str(self._path)!r} cannot be opened ({error.strerror}):"
                " make the store's folder writable"
            ) from error

    def _busy(self) -> BusyError:
        holder = self._path.read_text(encoding="utf-8", errors="replace")[:_HOLDER_CHARS_MAX]
        return BusyError(
            f"the store's {self._path.stem} lock was not free within {self._timeout_s:g} s;"
            f" it is held by {holder or 'another process'}: end that process if it hangs,"
            " or try again"
        )


class _Waiter:
    """A thread that blocks until the lock is granted.

    A wait that was given up cannot be interrupted: the thread then owns the descriptor, and
    closes it, which unlocks, as soon as the lock is granted. It is a daemon, so it never keeps
    a process alive.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._token = anyio.lowlevel.current_token()
        self._granted = anyio.Event()
        self._given_up = False
        threading.Thread(target=self._block, name="store-lock", daemon=True).start()

    async def granted(self) -> None:
        """Return once the lock is held; a cancelled wait hands the descriptor to the thread."""
        try:
            await self._granted.wait()
        except BaseException:
            self._give_up()
            raise

    def _give_up(self) -> None:
        self._given_up = True
        if self._granted.is_set():
            os.close(self._descriptor)

    def _block(self) -> None:
        _lock(self._descriptor, wait=True)
        try:
            anyio.from_thread.run_sync(self._grant, token=self._token)
        except anyio.RunFinishedError:
            os.close(self._descriptor)

    def _grant(self) -> None:
        # Runs in the event loop, like `_give_up`, so the two never overlap.
        if self._given_up:
            os.close(self._descriptor)
        else:
            self._granted.set()


def _locked_at_once(descriptor: int) -> bool:
    try:
        _lock(descriptor, wait=False)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int) -> None:
    """Write who holds the lock, for the message of those who wait in vain."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, f"process {os.getpid()} since {now}".encode())
