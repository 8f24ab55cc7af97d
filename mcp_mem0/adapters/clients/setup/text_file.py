"""Reads and writes text files of other programs.

Encoding, byte order mark, permissions and links are preserved. A file is replaced atomically, and
only if it has not changed since it was read.

A user's own file may be a link, because some users keep such files elsewhere. A project may come
from a stranger: there a link may lead only to another file that clients read in that project, so
that a link cannot make us read or write any other file.
"""

import codecs
import os
import stat
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.private_file import open_regular_file, write_atomically

SIZE_BYTES_MAX: Final = 50_000_000

_ENCODINGS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Project:
    """The folder of a project, and the files in it that clients read, by relative path."""

    folder: Path
    files: Collection[str]


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file as it was when it was read.

    Attributes:
        path: Its path.
        target: The actual file, a different one if `path` is a link.
        content: Its content; None if there was no file.
    """

    path: Path
    target: Path
    content: bytes | None
    mark: bytes
    encoding: str
    text: str

    def encode(self, text: str) -> bytes:
        """Encode a text for the file."""
        return self.mark + text.encode(self.encoding)


def read_text_file(path: Path, project: Project | None = None) -> TextFile:
    """Read a file, which need not exist; a link is followed.

    Args:
        path: The file.
        project: Its project; None for the user's own file.

    Raises:
        RequestError: It cannot be read, is no regular file or no text, or leads out of the
            project.
    """
    target = _resolve_target(path, project)
    content = _read_content(path, target, project)
    if content is None:
        return TextFile(path, target, None, b"", "utf-8", "")
    return TextFile(path, target, content, *decode_text(path, content))


def decode_text(path: Path, content: bytes) -> tuple[bytes, str, str]:
    """Return the byte order mark, the encoding and the text of a file's content.

    Raises:
        RequestError: It is not text.
    """
    mark, encoding = _detect_encoding(content)
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise RequestError(
            f"{quote_path(path)} is not UTF-8 text: save it as UTF-8, then try again"
        ) from error
    return mark, encoding, text


def write_text_file(file: TextFile, content: bytes) -> None:
    """Replace the content of a file; missing folders are created.

    Raises:
        RequestError: It cannot be written, or has changed since it was read.
    """
    try:
        file.target.parent.mkdir(parents=True, exist_ok=True)
        status = _check_unchanged(file)
        write_atomically(file.target, content, like=status)
    except OSError as error:
        raise RequestError(
            f"cannot write {quote_path(file.path)}: {error.strerror}; nothing was changed"
        ) from error


def remove_file(file: TextFile) -> None:
    """Remove a file if it has not changed since it was read.

    Raises:
        RequestError: It cannot be removed, or has changed.
    """
    try:
        _check_unchanged(file)
        file.target.unlink()
    except OSError as error:
        raise RequestError(f"cannot remove {quote_path(file.path)}: {error.strerror}") from error


def _resolve_target(path: Path, project: Project | None) -> Path:
    try:
        target = path.resolve()
    # Python 3.11 and 3.12 raise the second for circular links.
    except (OSError, RuntimeError) as error:
        raise RequestError(f"{quote_path(path)} is a broken link: remove it") from error
    if project is None:
        return target
    folder = project.folder.resolve()
    if target not in {folder / name for name in project.files}:
        raise RequestError(
            f"{quote_path(path)} leads through a link to {quote_path(target)}, which no"
            " client reads in this project: replace the link with a file, then try again"
        )
    return target


def _read_content(path: Path, target: Path, project: Project | None) -> bytes | None:
    def check(_: Path, status: os.stat_result) -> None:
        if status.st_size > SIZE_BYTES_MAX:
            raise RequestError(
                f"{quote_path(path)} is larger than {SIZE_BYTES_MAX:,} bytes: check what it is"
            )
        if project is not None and status.st_nlink > 1:
            raise RequestError(
                f"{quote_path(path)} is a hard link to another file: replace it with a copy,"
                " then try again"
            )

    try:
        with os.fdopen(open_regular_file(target, os.O_RDONLY, check), "rb") as file:
            return file.read(SIZE_BYTES_MAX)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RequestError(f"cannot read {quote_path(path)}: {error.strerror}") from error


def _detect_encoding(content: bytes) -> tuple[bytes, str]:
    return next(
        ((mark, name) for mark, name in _ENCODINGS if content.startswith(mark)), (b"", "utf-8")
    )


def _check_unchanged(file: TextFile) -> os.stat_result | None:
    """Return the status of an unchanged file; None if it still does not exist."""
    is_same = file.path.resolve() == file.target
    present = _read_content(file.path, file.target, None) if is_same else None
    if not is_same or present != file.content:
        raise RequestError(
            f"{quote_path(file.path)} was changed while it was read: close the client, then try"
            " again"
        )
    if present is None:
        return None
    status = file.target.lstat()
    # A missing write bit is respected, even though it would not stop the superuser.
    if not stat.S_IMODE(status.st_mode) & 0o222:
        raise RequestError(
            f"{quote_path(file.path)} is read-only: make it writable, then try again"
        )
    return status
