"""Reads and writes text files of other programs, preserving encoding, rights and links.

Its encoding, byte order mark, rights and links stay. It is replaced as a whole, so that nobody
ever reads half of it, and only if it is still what was read.

A person's own file may be a link, as those who keep such files elsewhere have it. A project may
come from a stranger: in it a link may lead only to another file that clients read there, so that
nobody is made to read or write anything else.
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
    """The folder of a project, and the files in it that clients read, by their path below it."""

    folder: Path
    files: Collection[str]


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file held when it was read.

    Attributes:
        path: What it is called.
        target: The file itself, which is another one where `path` is a link.
        content: None says that there was no file.
    """

    path: Path
    target: Path
    content: bytes | None
    mark: bytes
    encoding: str
    text: str

    def encode(self, text: str) -> bytes:
        """Return a text as the file would hold it."""
        return self.mark + text.encode(self.encoding)


def read_text_file(path: Path, project: Project | None = None) -> TextFile:
    """Read a file that may not be there; a link is followed.

    Args:
        path: The file.
        project: Whose file it is, if it is not the person's own.

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
    """Return the byte order mark, the encoding and the text of what a file holds.

    Raises:
        RequestError: It is not text.
    """
    mark, encoding = _detect_encoding(content)
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise RequestError(f"{path} is not UTF-8 text: save it as UTF-8, then try again") from error
    return mark, encoding, text


def write_text_file(file: TextFile, content: bytes) -> None:
    """Replace what a file held when it was read; folders are made.

    Raises:
        RequestError: It cannot be written, or has changed since it was read.
    """
    try:
        file.target.parent.mkdir(parents=True, exist_ok=True)
        status = _check_unchanged(file)
        write_atomically(file.target, content, like=status)
    except OSError as error:
        raise RequestError(
            f"cannot write {file.path}: {error.strerror}; nothing was changed"
        ) from error


def remove_file(file: TextFile) -> None:
    """Remove a file that still holds what was read.

    Raises:
        RequestError: It cannot be removed, or holds something else.
    """
    try:
        _check_unchanged(file)
        file.target.unlink()
    except OSError as error:
        raise RequestError(f"cannot remove {file.path}: {error.strerror}") from error


def _resolve_target(path: Path, project: Project | None) -> Path:
    try:
        target = path.resolve()
    # Python 3.11 and 3.12 raise the second for links that lead in a circle.
    except (OSError, RuntimeError) as error:
        raise RequestError(f"{path} is a link that leads nowhere: remove it") from error
    if project is None:
        return target
    folder = project.folder.resolve()
    if target not in {folder / name for name in project.files}:
        raise RequestError(
            f"{path} is or stands behind a link that leads to {quote_path(target)}, which no"
            " client reads in this project: put a file in the place of the link, then try again"
        )
    return target


def _read_content(path: Path, target: Path, project: Project | None) -> bytes | None:
    def check(_: Path, status: os.stat_result) -> None:
        if status.st_size > SIZE_BYTES_MAX:
            raise RequestError(f"{path} is larger than {SIZE_BYTES_MAX:,} bytes: check what it is")
        if project is not None and status.st_nlink > 1:
            raise RequestError(
                f"{path} is the same file as another one elsewhere: put a copy in its place, then"
                " try again"
            )

    try:
        with os.fdopen(open_regular_file(target, os.O_RDONLY, check), "rb") as file:
            return file.read(SIZE_BYTES_MAX)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise RequestError(f"cannot read {path}: {error.strerror}") from error


def _detect_encoding(content: bytes) -> tuple[bytes, str]:
    return next(
        ((mark, name) for mark, name in _ENCODINGS if content.startswith(mark)), (b"", "utf-8")
    )


def _check_unchanged(file: TextFile) -> os.stat_result | None:
    """Return how a file is that still holds what was read; None if it is still not there."""
    is_same = file.path.resolve() == file.target
    present = _read_content(file.path, file.target, None) if is_same else None
    if not is_same or present != file.content:
        raise RequestError(
            f"{file.path} was changed while it was read: close the client, then try again"
        )
    if present is None:
        return None
    status = file.target.lstat()
    # A write bit that is missing is a wish, also where it does not stop the superuser.
    if not stat.S_IMODE(status.st_mode) & 0o222:
        raise RequestError(f"{file.path} is read-only: make it writable, then try again")
    return status
