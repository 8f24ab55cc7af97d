"""A lock between processes: a file that the system unlocks when its holder dies.

The wait is a blocking lock in a thread of its own, because polling starves some waiters under
load (docs/decisions/0004-storage.md). The file is never unlinked: that would allow two holders.
"""

import errno
import os
import sys
import threading
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import anyio
import anyio.from_thread
import anyio.lowlevel

from mcp_mem0.adapters.system.file_limit import build_files_error, is_out_of_files
from mcp_mem0.domain.errors import BusyError, StoreError, quote_path

_HOLDER_CHARS: Final = 80
_OPEN_FLAGS: Final = (
    os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
)

_NO_FILE: Final = {errno.EISDIR, errno.ELOOP, errno.ENXIO}
"""What the system says of a folder, a link or a socket in the place of a file."""

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
    async def hold(self) -> AsyncGenerator[None]:
        """Hold the lock for a block.

        Raises:
            BusyError: It was not free within `timeout_s`; the message names the holder.
            StoreError: The lock file cannot be opened or locked.
        """
        descriptor = await self._acquire_in_time()
        try:
            _sign(descriptor)
            yield
        finally:
            os.close(descriptor)
            self._turn.release()

    @asynccontextmanager
    async def try_hold(self) -> AsyncGenerator[bool]:
        """Hold the lock for a block if it is free; the value says whether it is held.

        Raises:
            StoreError: The lock file cannot be opened or locked.
        """
        descriptor = self._open_file()
        try:
            with self._explain_errors():
                free = _try_lock(descriptor)
            if free:
                _sign(descriptor)
            yield free
        finally:
            os.close(descriptor)

    async def _acquire_in_time(self) -> int:
        """Wait for this process's turn and then for the file, within one deadline for both."""
        with anyio.move_on_after(self._timeout_s):
            await self._turn.acquire()
            try:
                return await self._acquire()
            except BaseException:
                self._turn.release()
                raise
        raise self._build_busy_error()

    async def _acquire(self) -> int:
        descriptor = self._open_file()
        try:
            with self._explain_errors():
                if _try_lock(descriptor):
                    return descriptor
        except StoreError:
            os.close(descriptor)
            raise
        waiter = _Waiter(descriptor)
        with self._explain_errors():
            await waiter.wait_until_granted()
        return descriptor

    def _open_file(self) -> int:
        with self._explain_errors():
            return os.open(self._path, _OPEN_FLAGS, 0o600)

    @contextmanager
    def _explain_errors(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            if is_out_of_files(error):
                raise build_files_error() from error
            if error.errno in _NO_FILE:
                raise StoreError(
                    f"the lock {quote_path(self._path)} is not a file ({error.strerror}): remove"
                    " it, and a file is made in its place"
                ) from error
            if isinstance(error, FileNotFoundError):
                raise StoreError(
                    f"the folder of the lock file {quote_path(self._path)} is gone: bring the"
                    " store's folder back, as from a backup, or restart the server"
                ) from error
            raise StoreError(
                f"the lock file {quote_path(self._path)} cannot be used ({error.strerror}): make"
                " the store's folder writable, and keep it on a file system that has locks"
            ) from error

    def _build_busy_error(self) -> BusyError:
        holder = self._path.read_text(encoding="utf-8", errors="replace")[:_HOLDER_CHARS].strip()
        return BusyError(
            f"the store's {self._path.stem} lock was not free within {self._timeout_s:g} s;"
            f" it is held by {holder or 'another process'}: end that process if it hangs,"
            " or try again"
        )


class _Waiter:
    """A thread that blocks until the lock is granted.

    A cancelled wait cannot be interrupted: the thread then owns the descriptor, and closes it,
    which unlocks, once the lock is granted. It is a daemon, so it never keeps a process alive.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._token = anyio.lowlevel.current_token()
        self._ended = anyio.Event()
        self._failure: OSError | None = None
        # Ownership of the descriptor must not depend on an event loop that may have ended.
        self._owner = threading.Lock()
        self._is_given_up = False
        self._is_granted = False
        threading.Thread(target=self._block, name="store-lock", daemon=True).start()

    async def wait_until_granted(self) -> None:
        """Return once the lock is held; a cancelled wait hands the descriptor to the thread.

        Raises:
            OSError: The system cannot lock the file; the descriptor is closed.
        """
        try:
            await self._ended.wait()
        except BaseException:
            self._cancel()
            raise
        if self._failure is not None:
            os.close(self._descriptor)
            raise self._failure

    def _cancel(self) -> None:
        with self._owner:
            self._is_given_up = True
            is_ours = self._is_granted
        if is_ours:
            os.close(self._descriptor)

    def _block(self) -> None:
        try:
            _lock(self._descriptor, wait=True)
        except OSError as error:
            self._failure = error
        with self._owner:
            self._is_granted = True
            is_ours = self._is_given_up
        if is_ours:
            os.close(self._descriptor)
        else:
            self._wake()

    def _wake(self) -> None:
        try:
            anyio.from_thread.run_sync(self._ended.set, token=self._token)
        except RuntimeError:
            # The waiting task was cancelled with its loop, and closed the descriptor.
            return


def _try_lock(descriptor: int) -> bool:
    try:
        _lock(descriptor, wait=False)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int) -> None:
    """Write the holder into the file, for the error message of waiters that time out."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    # Always the same size: truncating the file takes as long as the rest of the locking. On a
    # full disk the lock works without the name, and maintenance must be able to run.
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f"process {os.getpid()} since {now}".ljust(_HOLDER_CHARS).encode())
