"""The background server of this machine, which `mcp-mem0 up` starts.

It holds a lock as long as it runs, so whether it runs is never guessed from a process id that may
have been reused.
"""

import os
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.private_file import (
    create_private_file,
    make_private_folder,
    read_private_file,
    write_private_file,
)

NOTE_BYTES_MAX: Final = 10_000


class LocalServer(BaseModel):
    """A running server.

    Attributes:
        pid: Its process id.
        url: Its MCP endpoint.
        memory: Identifies the memory that it serves.
        started_at: When it was started.
    """

    model_config = ConfigDict(frozen=True)

    pid: int
    url: str
    memory: str
    started_at: AwareDatetime


class LocalServers:
    """Registers the one running server.

    Args:
        state: Our folder for state that is not memory.
    """

    def __init__(self, state: Path) -> None:
        self._note = state / "server.json"
        self._file = state / "server.lock"
        self._lock = FileLock(self._file, timeout_s=0)
        self._state = state

    @property
    def log(self) -> Path:
        """The log file of the server."""
        return self._state / "server.log"

    def open_log(self) -> BinaryIO:
        """Create an empty log that only its owner can read.

        Raises:
            StoreError: It cannot be written.
        """
        try:
            return create_private_file(self.log)
        except OSError as error:
            raise StoreError(f"cannot write {self.log} ({error.strerror})") from error

    async def find_running_server(self) -> LocalServer | None:
        """Return the running server, or None.

        Raises:
            StoreError: The lock cannot be tested.
        """
        note = self._read_note()
        if note is None:
            return None
        async with self._lock.try_hold() as is_free:
            return None if is_free else note

    @asynccontextmanager
    async def register_server(
        self, url: str, memory: str, started_at: AwareDatetime
    ) -> AsyncGenerator[Callable[[str], None]]:
        """Register this process as the server for a block; yield what notes another memory of it.

        Raises:
            StoreError: Another one runs, or this one cannot be registered.
        """
        self.make()
        async with self._lock.try_hold() as is_free:
            if not is_free:
                raise StoreError("your server is running already: see 'mcp-mem0 status'")
            note = LocalServer(pid=os.getpid(), url=url, memory=memory, started_at=started_at)
            self._write(note)
            try:
                yield lambda memory: self._write(note.model_copy(update={"memory": memory}))
            finally:
                self._note.unlink(missing_ok=True)

    async def wait_until_stopped(self, *, within_s: float) -> None:
        """Return once no server runs.

        Raises:
            BusyError: One still runs.
        """
        async with FileLock(self._file, timeout_s=within_s).hold():
            pass

    def make(self) -> None:
        """Create the folder.

        Raises:
            StoreError: It cannot be created.
        """
        try:
            make_private_folder(self._state.resolve())
        except OSError as error:
            raise StoreError(
                f"cannot create the folder {self._state} ({error.strerror}): check the permissions"
            ) from error

    def _read_note(self) -> LocalServer | None:
        try:
            content = read_private_file(self._note, bytes_max=NOTE_BYTES_MAX)
            return LocalServer.model_validate_json(content)
        except (OSError, ValidationError):
            return None

    def _write(self, note: LocalServer) -> None:
        try:
            write_private_file(self._note, note.model_dump_json().encode())
        except OSError as error:
            raise StoreError(f"cannot write {self._note} ({error.strerror})") from error
