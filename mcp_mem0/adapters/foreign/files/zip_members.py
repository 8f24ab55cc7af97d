"""Members of zips, read in place: nothing is unpacked, and nothing is read without end."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from mcp_mem0.domain.errors import RequestError, quote_path, quote_value

MEMBERS_MAX: Final = 200_000
BYTES_MAX: Final = 16 * 1024**3
"""Most bytes of all members together, unpacked."""

RATIO_MAX: Final = 200
RATIO_FREE_BYTES: Final = 64 * 1024**2
"""How much larger a member may become when it is unpacked; text shrinks to a tenth."""

_ENCRYPTED: Final = 1


def list_members(path: Path) -> list[zipfile.ZipInfo]:
    """Return the members of a zip that may be read.

    Raises:
        RequestError: It is damaged, encrypted, made to fill a disk, or names files outside.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _build_damage_error(path, error) from error
    if len(members) > MEMBERS_MAX or sum(each.file_size for each in members) > BYTES_MAX:
        raise RequestError(
            f"{quote_path(path)} would be larger than {BYTES_MAX // 1024**3} GiB or"
            f" {MEMBERS_MAX:,} files when unpacked: no export is that large, so it is not read"
        )
    for member in members:
        _check_member(path, member)
    return members


def _check_member(path: Path, member: zipfile.ZipInfo) -> None:
    parts = member.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or parts[0].endswith(":"):
        raise RequestError(
            f"{quote_path(path)} names a file outside of itself, {quote_value(member.filename)}:"
            " no export does that, so nothing of it is read"
        )
    if member.flag_bits & _ENCRYPTED:
        raise RequestError(
            f"{quote_path(path)} is encrypted: unpack it with its password, and import the folder"
        )
    if member.file_size > RATIO_FREE_BYTES + RATIO_MAX * member.compress_size:
        raise RequestError(
            f"{quote_value(member.filename)} in {quote_path(path)} becomes more than {RATIO_MAX}"
            " times as large when unpacked: no export does that, so nothing of it is read"
        )


@contextmanager
def open_member(path: Path, member: zipfile.ZipInfo) -> Generator[IO[bytes]]:
    """Open a member; of one that ends in .gz what is in it.

    Raises:
        RequestError: It is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as file:
            if not member.filename.endswith(".gz"):
                yield file
                return
            bytes_max = RATIO_FREE_BYTES + RATIO_MAX * max(member.file_size, 1)
            with gzip.GzipFile(fileobj=file) as unpacked:
                bounded = _BoundedFile(unpacked, bytes_max, f"{path.name}/{member.filename}")
                yield io.BufferedReader(bounded)
    except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise _build_damage_error(path, error) from error


class _BoundedFile(io.RawIOBase):
    """A file that may only be read so far.

    Args:
        file: What is read.
        bytes_max: How far.
        name: What it is called in the error.
    """

    def __init__(self, file: gzip.GzipFile, bytes_max: int, name: str) -> None:
        super().__init__()
        self._file = file
        self._left = bytes_max
        self._name = name

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - buffers have no type before 3.12
        """Read some bytes.

        Raises:
            RequestError: It has more than it may.
        """
        view = memoryview(buffer).cast("B")
        data = self._file.read(len(view))
        self._left -= len(data)
        if self._left < 0:
            raise RequestError(
                f"{quote_value(self._name)} becomes more than {RATIO_MAX} times as large when"
                " unpacked: no export does that, so nothing of it is read"
            )
        view[: len(data)] = data
        return len(data)


def _build_damage_error(path: Path, error: Exception) -> RequestError:
    return RequestError(
        f"{quote_path(path)} is no whole zip ({error}): it may be cut off, so get it again"
    )
