"""The file of tokens: their digests and rights, readable by its owner only.

It is beside the settings and not in the store, because it belongs to one server and not to the
memory, which may be in a bucket or be served from several machines. A running server sees each
change with its next request.
"""

import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.access import Access, Grant, Right
from mcp_mem0.domain.errors import NotFoundError, SettingsError, quote_path, quote_value
from mcp_mem0.private_file import (
    PrivateFileError,
    make_missing_folders,
    open_private_file,
    write_private_file,
)

TOKENS_MAX: Final = 10_000
FILE_BYTES_MAX: Final = 16 * 1024 * 1024
LOCK_TIMEOUT_S: Final = 10.0
_VERSION: Final = 2


class _TokenEntry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    subject: str
    spaces: tuple[str, ...]
    right: Right
    digest: str
    created_at: AwareDatetime
    expires_at: AwareDatetime | None = None
    revoked_at: AwareDatetime | None = None


class _TokenEntries(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1, 2] = 1
    tokens: tuple[_TokenEntry, ...] = ()

    def read_right(self, entry: _TokenEntry) -> Right:
        """Return the right of an entry; in files of version 1, `erase` meant what can be undone."""
        return "forget" if self.version == 1 and entry.right == "erase" else entry.right


@dataclass(frozen=True, slots=True)
class _ReadTokens:
    """The grants in the file, as of a stamp of the file."""

    stamp: tuple[int, int, int] | None
    grants: dict[str, Grant] = field(default_factory=dict[str, Grant])


class TokenFile:
    """The tokens of one server, shared by its processes and the command line.

    Args:
        path: The file; if it is missing there are no tokens.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = _ReadTokens(stamp=None)

    def list_grants(self) -> tuple[Grant, ...]:
        """Return all tokens, the revoked and expired ones too, oldest first.

        Raises:
            SettingsError: The file cannot be read, is malformed, or others may read it.
        """
        return tuple(self._read_current().values())

    def find(self, number: str) -> Grant | None:
        """Return the token with an id, valid or not.

        Raises:
            SettingsError: The file cannot be read, is malformed, or others may read it.
        """
        return self._read_current().get(number)

    async def add(self, grant: Grant) -> None:
        """Store a new token; on return it is on disk.

        Raises:
            SettingsError: The file cannot be read or written, or is full.
        """
        async with self._lock().hold():
            grants = self.list_grants()
            if len(grants) >= TOKENS_MAX:
                raise SettingsError(
                    f"{quote_path(self.path)} has {TOKENS_MAX:,} tokens, which is the most:"
                    " remove revoked ones from the file"
                )
            self._write((*grants, grant))

    async def revoke(self, name: str, *, at: datetime) -> tuple[Grant, ...]:
        """Revoke the token with an id, or all of a subject; return them.

        Raises:
            NotFoundError: Nothing valid has that id or subject.
            SettingsError: The file cannot be read or written.
        """
        async with self._lock().hold():
            grants = self.list_grants()
            matches = [
                grant
                for grant in grants
                if name in {grant.id, grant.access.subject} and grant.is_valid(at)
            ]
            if not matches:
                raise NotFoundError(
                    f"no valid token has the id or subject {quote_value(name)}: `mcp-mem0 token"
                    " list` shows them"
                )
            self._write(grant.revoke(at) if grant in matches else grant for grant in grants)
        return tuple(grant.revoke(at) for grant in matches)

    def _lock(self) -> FileLock:
        with _explain_errors(self.path, "written"):
            make_missing_folders(self.path.parent)
        return FileLock(self.path.with_suffix(".lock"), timeout_s=LOCK_TIMEOUT_S)

    def _read_current(self) -> dict[str, Grant]:
        """Return the grants; the file is parsed again only if it has changed."""
        with _explain_errors(self.path, "read"):
            try:
                # Opened each time: its permissions can change while its content does not.
                with open_private_file(self.path, bytes_max=FILE_BYTES_MAX) as file:
                    status = os.fstat(file.fileno())
                    stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
                    if stamp != self._read.stamp:
                        grants = _parse_file(self.path, file.read(FILE_BYTES_MAX))
                        self._read = _ReadTokens(stamp=stamp, grants=grants)
            except FileNotFoundError:
                self._read = _ReadTokens(stamp=None)
        return self._read.grants

    def _write(self, grants: Iterable[Grant]) -> None:
        entries = _TokenEntries(version=_VERSION, tokens=tuple(map(_build_entry, grants)))
        text = entries.model_dump_json(indent=2, exclude_none=True)
        with _explain_errors(self.path, "written"):
            write_private_file(self.path, f"{text}\n".encode())


def _parse_file(path: Path, content: bytes) -> dict[str, Grant]:
    try:
        entries = _TokenEntries.model_validate_json(content)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in problem["loc"])
        raise SettingsError(
            f"{quote_path(path)} is not a file of tokens ({place}: {problem['msg']}): restore"
            " a copy, or remove it and create new tokens"
        ) from error
    return {entry.id: _build_grant(entry, entries.read_right(entry)) for entry in entries.tokens}


@contextmanager
def _explain_errors(path: Path, act: str) -> Generator[None]:
    try:
        yield
    except PrivateFileError as error:
        raise SettingsError(
            f"the tokens in {quote_path(path)} cannot be {act}: {error}, and revoke"
            " tokens that you did not create"
        ) from error
    except OSError as error:
        raise SettingsError(
            f"the tokens in {quote_path(path)} cannot be {act} ({error.strerror}): correct"
            " http.tokens_file or the file's permissions"
        ) from error


def _build_grant(entry: _TokenEntry, right: Right) -> Grant:
    return Grant(
        id=entry.id,
        access=Access(subject=entry.subject, spaces=entry.spaces, right=right),
        digest=entry.digest,
        created_at=entry.created_at,
        expires_at=entry.expires_at,
        revoked_at=entry.revoked_at,
    )


def _build_entry(grant: Grant) -> _TokenEntry:
    access = grant.access
    return _TokenEntry(
        id=grant.id,
        subject=access.subject,
        spaces=access.spaces,
        right=access.right,
        digest=grant.digest,
        created_at=grant.created_at,
        expires_at=grant.expires_at,
        revoked_at=grant.revoked_at,
    )
