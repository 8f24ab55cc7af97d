"""The location of a store: a local folder or a bucket."""

import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.lancedb_records.lifecycle.flush_note import (
    FlushNote,
    read_flush_note,
    write_flush_note,
)
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.adapters.system.flush import sync_folder
from mcp_mem0.domain.errors import StoreError, quote_path
from mcp_mem0.private_file import OWNER_ONLY_FOLDER

_SCHEMES: Final = ("s3://", "gs://", "az://")
_OURS: Final = ".mcp_mem0"
_FRONT: Final = "front.db"
_FRONT_LOGS: Final = (f"{_FRONT}-wal", f"{_FRONT}-shm")
_NOT_FOREIGN: Final = frozenset({_OURS, _FRONT, *_FRONT_LOGS, "lost+found", ".DS_Store"})
"""What a folder without a table may contain: our files, and what systems put into new volumes."""

_HIGHEST: Final = 2**64 - 1
_ELSEWHERE: Final = "choose another with MCP_MEM0_STORE or `store` in config.toml"


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """The folder of a local store: LanceDB's table, and our own folder for locks."""

    folder: Path

    @property
    def uri(self) -> str:
        """The URI for LanceDB; absolute, because it takes some relative paths for cloud URIs."""
        return str(self.folder)

    @property
    def table(self) -> Path:
        """The table's own folder."""
        return self.folder / f"{TABLE}.lance"

    @property
    def front(self) -> Path:
        """The file of the newest rows."""
        return self.folder / _FRONT

    @property
    def front_logs(self) -> tuple[Path, ...]:
        """The files that SQLite keeps beside it: its log, and the index of that."""
        return tuple(self.folder / name for name in _FRONT_LOGS)

    @property
    def versions(self) -> Path:
        """The folder with a manifest for each version of the table."""
        return self.table / "_versions"

    @property
    def ours(self) -> Path:
        """The folder of locks, the flush note and what healing set aside."""
        return self.folder / _OURS

    @property
    def claims(self) -> Path:
        """The folder of locks on episodes."""
        return self.ours / "claims"

    @property
    def note(self) -> Path:
        """The file of the flush note."""
        return self.ours / "flushed.json"

    @property
    def sums(self) -> Path:
        """The file of the sums of the table's files."""
        return self.ours / "checksums.jsonl"

    @property
    def damaged(self) -> Path:
        """The folder of what healing set aside."""
        return self.ours / "damaged"

    @property
    def salvage(self) -> Path:
        """The folder of the rows that healing is reading; left behind only by a killed process."""
        return self.ours / "salvage"

    @property
    def losses(self) -> Path:
        """The file of what damage has cost, until somebody has seen it."""
        return self.ours / "losses.jsonl"

    @property
    def forgotten(self) -> Path:
        """The file of what was forgotten, by ids and fingerprints."""
        return self.ours / "forgotten.jsonl"

    @property
    def notes(self) -> tuple[Path, ...]:
        """The files that say more of the rows than the rows do, and that a commit may write."""
        return (self.note, self.sums, self.losses, self.forgotten)

    def list_manifests(self) -> list[Path]:
        """Return the manifests of all versions of the table, newest first."""
        manifests = self.versions.glob("*.manifest")
        return sorted(
            (path for path in manifests if path.stem.isdigit()), key=lambda p: int(p.stem)
        )

    def parse_version(self, manifest: Path) -> int:
        """Return the version of a manifest: names count down from the highest number."""
        return _HIGHEST - int(manifest.stem)

    def build_manifest_path(self, version: int) -> Path:
        """Return the path of the manifest of a version, present or not."""
        return self.versions / f"{_HIGHEST - version:020}.manifest"

    def has_rows(self) -> bool:
        """Whether there are rows, or were according to the flush note, whatever manifests say."""
        note = self.read_note()
        has_files = any((self.table / "data").glob("*.lance")) or self.front.exists()
        return has_files or (note is not None and note.version > 0)

    def build_gone_error(self) -> StoreError:
        """Return the error of a store whose table is gone: it is never begun anew in silence."""
        if not self.folder.exists():
            return StoreError(
                f"the store folder {quote_path(self.folder)} is gone: restore it from a backup, or"
                " restart the server to begin with an empty memory"
            )
        lost = self.versions if (self.table / "data").exists() else self.table
        return StoreError(
            f"the store in {quote_path(self.folder)} has lost its table, and what is left is not"
            f" overwritten: restore {str(lost.relative_to(self.folder))!r} from a backup, or move"
            " the folder away to"
            " begin with an empty memory"
        )

    def is_read_only(self) -> bool:
        """Whether there is a store that this process may read and not write.

        Raises:
            StoreError: It may not read it either.
        """
        if not self.folder.exists():
            return False
        if not os.access(self.folder, os.R_OK | os.X_OK):
            raise StoreError(
                f"the store folder {quote_path(self.folder)} cannot be read (permission denied):"
                f" make it readable and writable for the user of this process, or {_ELSEWHERE}"
            )
        folders = (self.folder, self.ours, self.versions)
        may_write = all(os.access(each, os.W_OK) for each in folders if each.exists())
        return self.versions.exists() and not may_write

    def prepare(self) -> None:
        """Create the folder, readable by its owner only, or check the existing one.

        Raises:
            StoreError: It cannot be created or written, or it holds something else.
        """
        try:
            _make(self.folder)
            foreign = None if self.table.exists() else self._find_foreign_file()
            if foreign is not None:
                raise StoreError(
                    f"the store folder {quote_path(self.folder)} holds {quote_path(foreign)} and no"
                    f" store: it must be empty or new; {_ELSEWHERE}"
                )
            _make(self.ours)
            _make(self.claims)
        except OSError as error:
            raise StoreError(
                f"the store folder {quote_path(self.folder)} cannot be used ({error.strerror}):"
                f" make it writable, or {_ELSEWHERE}"
            ) from error
        if not os.access(self.folder, os.W_OK) or not os.access(self.ours, os.W_OK):
            raise StoreError(
                f"the store folder {quote_path(self.folder)} is read-only: make it writable, or"
                f" {_ELSEWHERE}"
            )

    def _find_foreign_file(self) -> str | None:
        names = sorted(path.name for path in self.folder.iterdir())
        return next((name for name in names if name not in _NOT_FOREIGN), None)

    def read_note(self) -> FlushNote | None:
        """Return the flush note, or None if there is none that can be read."""
        return read_flush_note(self.note)

    def write_note(self, note: FlushNote) -> None:
        """Replace the flush note."""
        write_flush_note(self.note, note)


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """An object store: conditional writes replace locks and flushes."""

    uri: str


def parse_place(store: str) -> LocalPlace | BucketPlace:
    """Return the place that a setting names.

    Raises:
        StoreError: The scheme is not supported, or the path cannot be a folder.
    """
    if store.startswith(_SCHEMES):
        return BucketPlace(store)
    if "://" in store:
        raise StoreError(
            f"the store {quote_path(store)} cannot be opened: use a folder, or a URI that"
            f" starts with one of {', '.join(_SCHEMES)}"
        )
    if not store.strip() or "\0" in store:
        raise StoreError(f"the store {quote_path(store)} is not the name of a folder: name one")
    try:
        folder = Path(store).expanduser().absolute()
        is_folder = _is_folder_or_missing(folder)
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"the store folder {quote_path(store)} cannot be inspected ({error}): {_ELSEWHERE}"
        ) from error
    if not is_folder:
        raise StoreError(f"the store {quote_path(folder)} is a file: name a folder")
    return LocalPlace(folder)


def _is_folder_or_missing(folder: Path) -> bool:
    """Return whether a path is a folder or nothing yet; a link to nothing may be a lost disk's.

    Raises:
        OSError: It cannot be inspected, such as links that lead in a circle.
        StoreError: It is a link to nothing.
    """
    try:
        return stat.S_ISDIR(folder.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        if folder.is_symlink():
            raise StoreError(
                f"the store folder {quote_path(folder)} is a link to"
                f" {quote_path(folder.readlink())}, which is not there: bring that back, or"
                f" {_ELSEWHERE}"
            ) from None
        return True


def _make(folder: Path) -> None:
    """Create a folder and its missing parents, flushed to disk and for the owner only."""
    if folder.is_dir():
        return
    if folder.exists():
        raise NotADirectoryError(errno.ENOTDIR, f"{folder.name!r} is a file")
    _make(folder.parent)
    folder.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)
    # A parent that may be entered but not read cannot be flushed.
    with suppress(PermissionError):
        sync_folder(folder.parent)
