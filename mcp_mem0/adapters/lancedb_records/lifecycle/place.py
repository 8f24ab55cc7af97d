"""Where a store lives: a local folder, or a bucket."""

import errno
import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ValidationError

from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.adapters.system.flush import sync_folder
from mcp_mem0.domain.errors import StoreError, quote_path

_SCHEMES: Final = ("s3://", "gs://", "az://")
_OURS: Final = ".mcp_mem0"
_OWNER_ONLY: Final = 0o700
_OWNER_ONLY_FILE: Final = 0o600
_NOT_FOREIGN: Final = frozenset({_OURS, "lost+found", ".DS_Store"})
"""What an empty folder may hold: ours, and what systems put into a new volume or folder."""

_NOTE_BYTES: Final = 160
_HIGHEST: Final = 2**64 - 1
_ELSEWHERE: Final = "choose another with MCP_MEM0_STORE or `store` in config.toml"


class FlushNote(BaseModel):
    """What was last known to be on disk: the table's version, and in which boot."""

    version: int
    boot: str


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """The folder of a local store: LanceDB's table beside our own folder for locks."""

    folder: Path

    @property
    def uri(self) -> str:
        """What LanceDB opens; absolute, because it takes some relative names for cloud names."""
        return str(self.folder)

    @property
    def table(self) -> Path:
        """The table's own folder."""
        return self.folder / f"{TABLE}.lance"

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

    def list_manifests(self) -> list[Path]:
        """Return the manifest of each version of the table, newest first."""
        found = self.versions.glob("*.manifest")
        return sorted((path for path in found if path.stem.isdigit()), key=lambda p: int(p.stem))

    def parse_version(self, manifest: Path) -> int:
        """Return the version that a manifest is of: names count down from the highest number."""
        return _HIGHEST - int(manifest.stem)

    def build_manifest_path(self, version: int) -> Path:
        """Return where the manifest of a version is, or will be."""
        return self.versions / f"{_HIGHEST - version:020}.manifest"

    def has_rows(self) -> bool:
        """Whether there are rows, or were by the flush note, whatever a manifest says of them."""
        note = self.read_note()
        has_files = any((self.table / "data").glob("*.lance"))
        return has_files or (note is not None and note.version > 0)

    def prepare(self) -> None:
        """Make the folder, readable by its owner only, or check the one that is there.

        Raises:
            StoreError: It cannot be made or written, or it is somebody else's folder.
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
        """Return the flush note, or None when there is none that can be read."""
        try:
            return FlushNote.model_validate_json(self.note.read_bytes())
        except (OSError, ValidationError):
            return None

    def write_note(self, note: FlushNote) -> None:
        """Replace the flush note.

        It is written after the flush, so an old one is never wrong, and one that cannot be read
        makes the next open look at everything. In place and always of one size: several writers
        cannot trip over each other, and a full disk does not stop it.
        """
        text = note.model_dump_json().encode().ljust(_NOTE_BYTES)
        flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.note, flags, _OWNER_ONLY_FILE)
        try:
            os.write(descriptor, text)
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """An object store: no lock and no flush; its conditional writes do the work."""

    uri: str


def parse_place(store: str) -> LocalPlace | BucketPlace:
    """Return the place that a setting names.

    Raises:
        StoreError: The scheme is none that is served, or the path cannot be a folder.
    """
    if store.startswith(_SCHEMES):
        return BucketPlace(store)
    if "://" in store:
        raise StoreError(
            f"the store {quote_path(store)} cannot be opened: use a folder, or a URI that"
            " starts with"
            f" one of {', '.join(_SCHEMES)}"
        )
    if not store.strip() or "\0" in store:
        raise StoreError(f"the store {quote_path(store)} is not the name of a folder: name one")
    try:
        folder = Path(store).expanduser().absolute()
        is_folder = not folder.exists() or stat.S_ISDIR(folder.stat().st_mode)
    except (OSError, RuntimeError) as error:
        raise StoreError(
            f"the store folder {quote_path(store)} cannot be looked at ({error}): {_ELSEWHERE}"
        ) from error
    if not is_folder:
        raise StoreError(f"the store {quote_path(folder)} is a file: name a folder")
    return LocalPlace(folder)


def _make(folder: Path) -> None:
    """Make a folder and those above it that are missing, on disk and for the owner only."""
    if folder.is_dir():
        return
    if folder.exists():
        raise NotADirectoryError(errno.ENOTDIR, f"{folder.name!r} is a file")
    _make(folder.parent)
    folder.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    # A folder above that may be entered but not read cannot be flushed.
    with suppress(PermissionError):
        sync_folder(folder.parent)
