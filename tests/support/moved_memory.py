"""Memories that are moved: what they hold, and apps that move them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.invariants import StoredRow, UnreadableRow
from mcp_mem0.domain.model.rows import Head
from mcp_mem0.domain.transfer.values import (
    ExportReport,
    ExportRequest,
    ImportExportReport,
    ImportExportRequest,
)
from mcp_mem0.ports import Embedder
from tests.support.doubles import FixedClock, ReadableEmbedder


@dataclass(kw_only=True)
class Mover:
    """One process on a store, and the folder in which its exports are."""

    app: App
    folder: Path
    embedder: Embedder = field(default_factory=ReadableEmbedder)

    async def export(
        self,
        name: str = "export.jsonl",
        *,
        has_vectors: bool = True,
        has_forgotten: bool = False,
    ) -> Path:
        """Export all spaces, and return the file."""
        request = ExportRequest(
            target=str(self.folder / name),
            is_forced=True,
            has_vectors=has_vectors,
            has_forgotten=has_forgotten,
        )
        await self.app.export(request)
        return self.folder / name

    async def export_pages(self, *, force: bool = False) -> tuple[Path, ExportReport]:
        """Export all spaces as pages, and return their folder and the report."""
        folder = self.folder / "pages"
        request = ExportRequest(target=str(folder), format="markdown", is_forced=force)
        return folder, await self.app.export(request)

    async def take(self, file: Path, into: str | None = None) -> ImportExportReport:
        """Import an export."""
        return await self.app.import_export(ImportExportRequest(file=file, into=into))

    async def read_rows(self) -> dict[str, StoredRow]:
        """Return all rows and heads by their ids."""
        records = (await self.app.get_services()).records
        found: dict[str, StoredRow] = {}
        async for batch in records.scan():
            for row in batch:
                assert not isinstance(row, UnreadableRow)
                found[f"head:{row.space}" if isinstance(row, Head) else row.id] = row
        return found

    async def check(self) -> list[str]:
        """Return in which ways the store disagrees."""
        return await (await self.app.get_services()).check.find_violations()


@asynccontextmanager
async def opened_mover(
    folder: Path,
    name: str = "store",
    *,
    embedder: Embedder | None = None,
    clock: FixedClock | None = None,
) -> AsyncGenerator[Mover]:
    """Open the store of a name in a folder, as one process does."""
    chosen = embedder or ReadableEmbedder()
    settings = Settings(store=str(folder / name))
    async with App(settings, now=clock or FixedClock(), embedder=chosen) as app:
        yield Mover(app=app, folder=folder, embedder=chosen)
