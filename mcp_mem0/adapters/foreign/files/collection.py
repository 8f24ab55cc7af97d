"""What an import was given: one file, the files of a folder, or the members of a zip."""

import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Final, Literal, TypeAlias

from mcp_mem0.adapters.foreign.files.zip_members import list_members, open_member
from mcp_mem0.domain.errors import RequestError, quote_path

FILES_MAX: Final = 200_000
"""Most files of one folder."""

_HIDDEN_READ: Final = {".cursor", ".github", ".claude", ".windsurf", ".clinerules", ".obsidian"}
"""Folders that are read although their names hide them."""

_UNREAD: Final = {"node_modules", "__pycache__", "site-packages"}

Form: TypeAlias = Literal["file", "folder", "zip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file to read from.

    Attributes:
        name: Its name for a person, within what was given.
        open: Opens its bytes.
        path: Where it is on the disk; None for a member of a zip.
        modified: When it was last changed.
    """

    name: str
    open: Callable[[], AbstractContextManager[IO[bytes]]]
    path: Path | None = None
    modified: datetime | None = None

    @property
    def basename(self) -> str:
        """The last part of its name."""
        return self.name.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """The files that were given together.

    Attributes:
        path: What the caller named.
        form: What that is.
        files: All files in it that may be read, by name.
        left_out: Names of files that may not, because they lead out of the folder.
    """

    path: Path
    form: Form
    files: tuple[SourceFile, ...]
    left_out: tuple[str, ...] = ()

    def find_named(self, *names: str) -> list[SourceFile]:
        """Return the files with one of these names, in whatever folder."""
        return [file for file in self.files if file.basename.casefold() in names]


def open_collection(path: Path) -> Collection:
    """Return what is at a path; nothing is read but names.

    Raises:
        RequestError: There is nothing, or nothing that can be read.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise RequestError(
            f"cannot read {quote_path(path)}: {error.strerror}; name a file, a folder or a zip"
        ) from error
    if stat.S_ISDIR(mode):
        return _open_folder(path)
    if not stat.S_ISREG(mode):
        raise RequestError(f"{quote_path(path)} is neither a file nor a folder: name one of these")
    if _is_zip(path):
        members = tuple(
            SourceFile(
                name=member.filename,
                open=partial(open_member, path, member),
                modified=_read_zip_time(member),
            )
            for member in list_members(path)
        )
        return Collection(path=path, form="zip", files=members)
    return Collection(path=path, form="file", files=(_build_file(path, path.name),))


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}
    except OSError as error:
        raise RequestError(
            f"cannot read {quote_path(path)}: {error.strerror}; check its permissions"
        ) from error


def _read_zip_time(member: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*member.date_time, tzinfo=UTC)
    except ValueError:
        return None


def _build_file(path: Path, name: str) -> SourceFile:
    try:
        modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        modified = None
    return SourceFile(name=name, open=partial(_open_path, path), path=path, modified=modified)


def _open_path(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise RequestError(
            f"cannot read {quote_path(path)}: {error.strerror}; check its permissions"
        ) from error


def _open_folder(path: Path) -> Collection:
    root = path.resolve()
    files: list[SourceFile] = []
    left_out: list[str] = []
    for name, file in _walk_folder(path):
        # A link may lead anywhere, also to what the caller never meant to import.
        if file.is_symlink() and not file.resolve().is_relative_to(root):
            left_out.append(name)
        elif file.is_file():
            files.append(_build_file(file, name))
        if len(files) > FILES_MAX:
            raise RequestError(
                f"{quote_path(path)} has more than {FILES_MAX:,} files: import its folders one by"
                " one"
            )
    return Collection(path=path, form="folder", files=tuple(files), left_out=tuple(left_out))


def _walk_folder(path: Path) -> Iterator[tuple[str, Path]]:
    for folder, folders, names in os.walk(path, followlinks=False):
        folders[:] = sorted(
            name
            for name in folders
            if name not in _UNREAD and (not name.startswith(".") or name in _HIDDEN_READ)
        )
        for name in sorted(names):
            file = Path(folder, name)
            yield file.relative_to(path).as_posix(), file
