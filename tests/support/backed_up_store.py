"""Backups of a diary, made and restored as the commands do."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.backing_up import BackupMaker, BackupResult
from mcp_mem0.adapters.backups.restoring import RestoreResult, StoreRestorer
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.support.statement_writer import opened


@dataclass(frozen=True)
class BackedUpStore:
    """A store, and a folder of backups beside it."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store"

    @property
    def archive(self) -> BackupArchive:
        return BackupArchive(self.folder / "backups")

    async def back_up(self, *, keep: int | None = None) -> BackupResult:
        maker = BackupMaker(
            store=str(self.store), options={}, folder=self.archive.folder, lock_timeout_s=10
        )
        return await maker.back_up(keep=keep)

    async def restore(
        self, to: Path, *, at: str | None = None, replace: bool = False
    ) -> RestoreResult:
        backup = self.archive.find(at, now=datetime.now(UTC))
        restorer = StoreRestorer(archive=self.archive)
        return await restorer.restore(backup, LocalPlace(to), replace=replace, settle=leave_alone)


async def leave_alone(_: Path) -> None:
    """Change nothing in a restored store."""


async def read_texts(store: Path) -> list[str]:
    """Return what a store believes, after checking it."""
    diary = await opened(str(store))
    try:
        assert await diary.disagreements() == []
        assert await diary.records.list_losses() == []
        return list(await diary.texts())
    finally:
        diary.records.close()
