"""A text file that belongs to another program: read and written as it is.

Its encoding, byte order mark, rights and links stay. It is replaced as a whole, so that nobody
ever reads half of it, and only if it is still what was read.
"""

import codecs
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.domain.errors import RequestError

SIZE_BYTES_MAX: Final = 50_000_000

_ENCODINGS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """What a file held when it was read; `content` None says that there was no file."""

    path: Path
    content: bytes | None
    mark: bytes
    encoding: str
    text: str

    def encoded(self, text: str) -> bytes:
        """Return a text as the file would hold it."""
        return self.mark + text.encode(self.encoding)


def read_text_file(path: Path) -> TextFile:
    """Read a file that may not be there; a link is followed.

    Raises:
        RequestError: It cannot be read, or is not text.
    """
    try:
        if path.stat().st_size > SIZE_BYTES_MAX:
            raise RequestError(f"{path} is larger than {SIZE_BYTES_MAX:,} bytes: look what it is")
        content = path.read_bytes()
    except FileNotFoundError:
        return TextFile(path, None, b"", "utf-8", "")
    except OSError as error:
        raise RequestError(f"cannot read {path}: {error.strerror}") from error
    mark, encoding = _encoding(content)
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise RequestError(f"{path} is not UTF-8 text: save it as UTF-8, then try again") from error
    return TextFile(path, content, mark, encoding, text)


def write_text_file(file: TextFile, text: str) -> None:
    """Write a text where a file was read; folders are made.

    Raises:
        RequestError: It cannot be written, or has changed since it was read.
    """
    replace_file(file.path, file.encoded(text), expected=file.content)


def replace_file(path: Path, content: bytes, *, expected: bytes | None, mode: int = 0o600) -> None:
    """Put a file's new content in place at once, if its present content is the expected one.

    Args:
        path: The file; a link stays a link, and what it points to is replaced.
        content: What it is to hold.
        expected: What it holds now; None if it is not there.
        mode: Rights of a file that was not there.

    Raises:
        RequestError: It cannot be written, or holds something else.
    """
    target = path.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_unchanged(target, expected)
        _replace(target, content, mode)
    except OSError as error:
        raise RequestError(f"cannot write {path}: {error.strerror}; nothing was changed") from error


def remove_file(path: Path, *, expected: bytes) -> None:
    """Remove a file that holds what is expected.

    Raises:
        RequestError: It cannot be removed, or holds something else.
    """
    target = path.resolve()
    try:
        _check_unchanged(target, expected)
        target.unlink()
    except OSError as error:
        raise RequestError(f"cannot remove {path}: {error.strerror}") from error


def _encoding(content: bytes) -> tuple[bytes, str]:
    return next(
        ((mark, name) for mark, name in _ENCODINGS if content.startswith(mark)), (b"", "utf-8")
    )


def _check_unchanged(target: Path, expected: bytes | None) -> None:
    try:
        present = target.read_bytes()
    except FileNotFoundError:
        present = None
    if present != expected:
        raise RequestError(
            f"{target} was changed while it was read: close the client, then try again"
        )
    # A write bit that is missing is a wish, also where it does not stop the superuser.
    if present is not None and not stat.S_IMODE(target.stat().st_mode) & 0o222:
        raise RequestError(f"{target} is read-only: make it writable, then try again")


def _replace(target: Path, content: bytes, mode: int) -> None:
    known = target.stat() if target.exists() else None
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(stat.S_IMODE(known.st_mode) if known else mode)
        if known and hasattr(os, "chown") and known.st_uid != os.getuid():
            os.chown(temporary, known.st_uid, known.st_gid)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
