"""One-time codes by which a browser comes in, as files that only this user can make.

Whoever can write into the folder is the user whose server it is; no other user of the machine can.
A file has the digest of its code as its name, so reading the folder gives no code away, and a code
is used up by removing its file, which succeeds once.
"""

import hashlib
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import make_private_folder, read_private_file, write_private_file

VALID_FOR: Final = timedelta(minutes=2)
_BYTES_MAX: Final = 100


class EntryCodeFolder:
    """The folder of the codes.

    Args:
        folder: It need not exist.
        now: The clock.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    def make_code(self) -> str:
        """Return a new code, valid once and for two minutes.

        Raises:
            StoreError: It cannot be written.
        """
        code = secrets.token_urlsafe(32)
        expires_at = (self._now() + VALID_FOR).isoformat()
        try:
            make_private_folder(self._folder)
            self._remove_expired()
            write_private_file(self._locate(code), expires_at.encode())
        except OSError as error:
            raise StoreError(
                f"cannot write into {quote_path(self._folder)} ({error.strerror or error}): check"
                " its permissions and the room on its disk"
            ) from error
        return code

    async def take(self, code: str) -> bool:
        """Return whether a code is valid; it is not any more afterwards."""
        return await anyio.to_thread.run_sync(partial(self._take, code))

    def _take(self, code: str) -> bool:
        path = self._locate(code)
        try:
            is_valid = self._is_valid(path)
            path.unlink()
        except OSError:
            # It is not there, another request took it first, or others could have written it.
            return False
        return is_valid

    def _is_valid(self, path: Path) -> bool:
        try:
            content = read_private_file(path, bytes_max=_BYTES_MAX).decode("ascii")
            return self._now() < datetime.fromisoformat(content)
        except ValueError:
            return False

    def _remove_expired(self) -> None:
        for path in self._folder.iterdir():
            with suppress(OSError):
                if not self._is_valid(path):
                    path.unlink()

    def _locate(self, code: str) -> Path:
        return self._folder / hashlib.sha256(code.encode()).hexdigest()
