"""Private files: keys, tokens and state that only their owner may read, written atomically.

The opened file is checked, not its name: a name may be a link, or change between check and read.
So a file is opened without following a link at its name, and then checked. The owner matters as
much as the permissions: what another user owns, they can change.
"""

import codecs
import errno
import os
import shlex
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

from mcp_mem0.domain.errors import quote_path

OWNER_ONLY: Final = 0o600
OWNER_ONLY_FOLDER: Final = 0o700
SECRET_CHARS_MAX: Final = 4_000
_SECRET_FILE_BYTES_MAX: Final = 65_536
_OTHERS: Final = 0o077
_PERMISSIONS: Final = 0o777

# A pipe is not waited for, and no child process inherits the file. Windows has none of these.
_OPEN_FLAGS: Final = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


class PrivateFileError(OSError):
    """A file that cannot be trusted to be private; `str` says why and what to do."""

    def __init__(self, problem: str) -> None:
        super().__init__(errno.EPERM, problem)

    def __str__(self) -> str:
        return str(self.strerror)


def open_private_file(path: Path, *, bytes_max: int) -> BinaryIO:
    """Open a private file for reading.

    Raises:
        FileNotFoundError: It is not there.
        PrivateFileError: It is a link or not a regular file, is another user's, can be read or
            written by others, or is too large.
        OSError: It cannot be opened.
    """
    return os.fdopen(_open_private(path, os.O_RDONLY, bytes_max=bytes_max), "rb")


def read_private_file(path: Path, *, bytes_max: int) -> bytes:
    """Read a private file.

    Raises:
        FileNotFoundError: It is not there.
        PrivateFileError: As above.
        OSError: It cannot be read.
    """
    with open_private_file(path, bytes_max=bytes_max) as file:
        return file.read(bytes_max)


def read_secret(path: Path, *, kind: str) -> str:
    """Read the one word that a private file contains, such as a key.

    Args:
        path: The file.
        kind: What the word is, for the message.

    Raises:
        PrivateFileError: As above, or the file holds something else.
        OSError: It cannot be read.
    """
    content = read_private_file(path, bytes_max=_SECRET_FILE_BYTES_MAX)
    # PowerShell's `>` writes UTF-16.
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        secret = content.decode("utf-16" if is_wide else "utf-8-sig").strip()
    except UnicodeDecodeError:
        secret = ""
    # A key or token is sent in a header, which takes no other signs.
    is_word = secret.isascii() and secret.isprintable() and " " not in secret
    if not secret or len(secret) > SECRET_CHARS_MAX or not is_word:
        raise PrivateFileError(
            f"it contains no {kind}: write only the {kind} into {quote_path(path)}"
        )
    return secret


def write_private_file(path: Path, content: bytes) -> None:
    """Write a private file atomically; on return it is on disk.

    Raises:
        PrivateFileError: Something other than a regular file is in its place.
        OSError: It cannot be written; what was there stays.
    """
    _check_replaceable(path)
    write_atomically(path, content)


def append_private_file(path: Path, content: bytes) -> None:
    """Append to a file, which is created private, or made private if it exists.

    Raises:
        PrivateFileError: It is a link or not a regular file, or another user's.
        OSError: It cannot be written.
    """
    descriptor = open_regular_file(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, check_owner)
    with os.fdopen(descriptor, "ab") as file:
        if sys.platform != "win32":
            os.fchmod(descriptor, OWNER_ONLY)
        file.write(content)


def create_private_file(path: Path) -> BinaryIO:
    """Open a new, empty private file, replacing an older one.

    Raises:
        PrivateFileError: Something other than a regular file is in its place.
        OSError: It cannot be written.
    """
    write_private_file(path, b"")
    return os.fdopen(_open_private(path, os.O_WRONLY | os.O_APPEND), "ab")


def make_private_file(path: Path) -> None:
    """Create an empty private file, or check the existing one.

    Raises:
        PrivateFileError: As for reading.
        OSError: It cannot be created.
    """
    os.close(_open_private(path, os.O_RDWR | os.O_CREAT))


def make_private_folder(folder: Path) -> None:
    """Create a private folder and its missing parents, or check the existing one.

    A folder of ours that others may enter is made private.

    Raises:
        PrivateFileError: It is a link or not a folder, or another user's.
        OSError: It cannot be created.
    """
    make_missing_folders(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=OWNER_ONLY_FOLDER)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise PrivateFileError(f"it is a link or not a folder: remove {quote_path(folder)}")
    if not is_ours(status):
        raise PrivateFileError(
            f"it belongs to user {status.st_uid}, not to you: remove {quote_path(folder)}"
        )
    if not is_private(status):
        folder.chmod(OWNER_ONLY_FOLDER)


def make_missing_folders(folder: Path) -> None:
    """Create a folder and its parents; those that were missing are private.

    Raises:
        OSError: One cannot be created.
    """
    for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
        missing.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def write_atomically(path: Path, content: bytes, *, like: os.stat_result | None = None) -> None:
    """Replace a file atomically, so that nobody reads half of it; a link is replaced itself.

    Args:
        path: The file; its folder must exist.
        content: The new content.
        like: The file whose mode and owner it gets; None makes it private.

    Raises:
        OSError: It cannot be written; the old content stays.
    """
    temporary = path.with_name(f".{path.name[:100]}.{os.urandom(8).hex()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _OPEN_FLAGS, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if like is not None:
            _make_alike(temporary, like)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def is_ours(status: os.stat_result) -> bool:
    """Return whether a file or folder belongs to the current user; on Windows always True."""
    return sys.platform == "win32" or status.st_uid == os.geteuid()


def is_private(status: os.stat_result) -> bool:
    """Return whether only the current user may read, write or enter a file or folder.

    Windows protects a user's folders by other means than permission bits.
    """
    return sys.platform == "win32" or (is_ours(status) and not status.st_mode & _OTHERS)


def open_regular_file(
    path: Path, flags: int, check: Callable[[Path, os.stat_result], None] | None = None
) -> int:
    """Open a regular file without following a link at its name; returns its descriptor.

    Args:
        path: The file.
        flags: As for `os.open`.
        check: Raises if the opened file is not acceptable.

    Raises:
        PrivateFileError: It is a link or not a regular file.
        OSError: It cannot be opened.
    """
    # Windows has no flag that keeps links from being followed.
    if sys.platform == "win32" and path.is_symlink():
        raise _build_irregular_error(path)
    try:
        descriptor = os.open(path, flags | _OPEN_FLAGS, OWNER_ONLY)
    except OSError as error:
        # A link, a pipe without a reader, a socket, or a folder opened for writing.
        if error.errno in {errno.ELOOP, errno.EMLINK, errno.ENXIO, errno.EISDIR}:
            raise _build_irregular_error(path) from error
        raise
    try:
        status = os.fstat(descriptor)
        _check_regular(path, status)
        if check is not None:
            check(path, status)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def check_owner(path: Path, status: os.stat_result) -> None:
    """Check that a file is ours.

    Raises:
        PrivateFileError: It is another user's.
    """
    if not is_ours(status):
        raise PrivateFileError(
            f"it belongs to user {status.st_uid}, not to you: replace {quote_path(path)} with"
            " a file of your own"
        )


def _open_private(path: Path, flags: int, *, bytes_max: int | None = None) -> int:
    def check(path: Path, status: os.stat_result) -> None:
        check_owner(path, status)
        if not is_private(status):
            raise PrivateFileError(
                f"it can be read by others: run chmod 600 {shlex.quote(str(path))}"
            )
        if bytes_max is not None and status.st_size > bytes_max:
            raise PrivateFileError(
                f"it is larger than {bytes_max:,} bytes: check what {quote_path(path)} is"
            )

    return open_regular_file(path, flags, check)


def _check_regular(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _build_irregular_error(path)


def _build_irregular_error(path: Path) -> PrivateFileError:
    return PrivateFileError(
        f"it is a link or not a regular file: replace {quote_path(path)} with a file"
    )


def _check_replaceable(path: Path) -> None:
    with suppress(FileNotFoundError):
        _check_regular(path, path.lstat())


def _make_alike(file: Path, like: os.stat_result) -> None:
    if sys.platform != "win32" and not is_ours(like):
        os.chown(file, like.st_uid, like.st_gid)
    file.chmod(stat.S_IMODE(like.st_mode) & _PERMISSIONS)
