"""Where a store lives: a local folder, or a bucket."""

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ValidationError

from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.errors import StoreError

_SCHEMES: Final = ("s3://", "gs://", "az://")
_OURS: Final = ".mcp_mem0"
_OWNER_ONLY: Final = 0o700


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
    def ours(self) -> Path:
        """The folder of locks, the flush note and what healing set aside."""
        return self.folder / _OURS

    @property
    def note(self) -> Path:
        """The file of the flush note."""
        return self.ours / "flushed.json"

    def prepare(self) -> None:
        """Make the folder, readable by its owner only, or check the one that is there.

        Raises:
            StoreError: It cannot be made or written, or it is somebody else's folder.
        """
        try:
            self.folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
            foreign = None if self.table.exists() else self._foreign()
            if foreign is not None:
                raise StoreError(
                    f"the store folder {str(self.folder)!r} holds {foreign!r} and no store: choose"
                    " an empty or new folder with MCP_MEM0_STORE or `store` in config.toml"
                )
            self.ours.mkdir(mode=_OWNER_ONLY, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"the store folder {str(self.folder)!r} cannot be used ({error.strerror}): make it"
                " writable, or choose another with MCP_MEM0_STORE or `store` in config.toml"
            ) from error
        if not os.access(self.folder, os.W_OK) or not os.access(self.ours, os.W_OK):
            raise StoreError(
                f"the store folder {str(self.folder)!r} is read-only: make it writable, or choose"
                " another with MCP_MEM0_STORE or `store` in config.toml"
            )

    def _foreign(self) -> str | None:
        return next((p.name for p in sorted(self.folder.iterdir()) if p.name != _OURS), None)

    def read_note(self) -> FlushNote | None:
        """Return the flush note, or None when there is none that can be read."""
        try:
            return FlushNote.model_validate_json(self.note.read_bytes())
        except (OSError, ValidationError):
            return None

    def write_note(self, note: FlushNote) -> None:
        """Replace the flush note. It is written after the flush, so an old one is never wrong."""
        fresh = self.note.with_suffix(".new")
        fresh.write_text(json.dumps(note.model_dump()), encoding="utf-8")
        fresh.replace(self.note)


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """An object store: no lock and no flush; its conditional writes do the work."""

    uri: str


def place_of(store: str) -> LocalPlace | BucketPlace:
    """Return the place that a setting names.

    Raises:
        StoreError: The scheme is none that is served, or the path is a file.
    """
    if store.startswith(_SCHEMES):
        return BucketPlace(store)
    if "://" in store:
        raise StoreError(
            f"the store {store!r} cannot be opened: use a folder, or a URI that starts with one of"
            f" {', '.join(_SCHEMES)}"
        )
    folder = Path(store).expanduser().absolute()
    if folder.exists() and not stat.S_ISDIR(folder.stat().st_mode):
        raise StoreError(f"the store {str(folder)!r} is a file: name a folder")
    return LocalPlace(folder)
