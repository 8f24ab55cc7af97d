"""What is known to be forgotten since a backup: by a store that is there, or by a newer backup."""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import anyio.to_thread

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.manifest import BackupManifest
from mcp_mem0.adapters.backups.restoring import StoreRestorer
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored, read_stored_embedder
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.services.erase.forgotten_since import ForgottenIds, read_forgotten_ids


@dataclass(kw_only=True)
class ForgottenSince:
    """Looks for what was forgotten since a backup was made.

    Attributes:
        archive: The folder of backups.
        options: Object-store options.
        notes: What somebody should know about it, as sentence parts.
    """

    archive: BackupArchive
    options: Mapping[str, str]
    notes: list[str] = field(default_factory=list[str])

    async def read_store(self, store: str) -> Sequence[ForgottenIds] | None:
        """Return what a store has forgotten; None if it has no memories.

        Raises:
            StoreError: It cannot be read.
        """
        if not await is_stored(store, self.options):
            return None
        identity = await read_stored_embedder(store, self.options)
        with closing(LanceRecords(store, identity=identity, options=self.options)) as records:
            await records.open()
            if not await records.list_spaces():
                return None
            return await read_forgotten_ids(records)

    async def read_elsewhere(self, backup: BackupManifest, store: str) -> Sequence[ForgottenIds]:
        """Return what the store that a backup is of has forgotten, or else its newest backup.

        Args:
            backup: The backup.
            store: The store that the settings name, which need not be there.
        """
        if store == backup.store:
            try:
                found = await self.read_store(store)
            except StoreError:
                found = None
            if found is not None:
                return found
        newest = await anyio.to_thread.run_sync(partial(self._find_newest, backup))
        if newest.name != backup.name:
            try:
                found = await self._read_backup(newest)
            except StoreError as error:
                self.notes.append(f"the newest backup {newest.name} was not asked ({error})")
            else:
                self._note_unknown(newest)
                return found
        self._note_unknown(backup)
        return ()

    def _note_unknown(self, asked: BackupManifest) -> None:
        self.notes.append(
            f"what was forgotten after {asked.made_at:%Y-%m-%d %H:%M} UTC is not known here: forget"
            " it again"
        )

    def _find_newest(self, backup: BackupManifest) -> BackupManifest:
        return [each for each in self.archive.list_backups() if each.store == backup.store][-1]

    async def _read_backup(self, backup: BackupManifest) -> Sequence[ForgottenIds]:
        restorer = StoreRestorer(archive=self.archive)
        with tempfile.TemporaryDirectory(prefix="mcp-mem0-") as folder:
            staged = Path(folder) / "store"
            async with restorer.stage(backup, staged):
                return await self.read_store(str(staged)) or ()
