"""Exports and their import: where their files are, and which services read and write them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mcp_mem0 import __version__
from mcp_mem0.adapters.clients.setup.places import get_user_places
from mcp_mem0.adapters.transfer_files.line_file import LineFile, StdoutLines
from mcp_mem0.adapters.transfer_files.line_source import FileLines
from mcp_mem0.adapters.transfer_files.page_folder import PageFolder
from mcp_mem0.adapters.transfer_files.vector_file import VectorFile
from mcp_mem0.domain.transfer.values import (
    STDOUT,
    ExportReport,
    ExportRequest,
    ImportExportReport,
    ImportExportRequest,
    OnProgress,
)
from mcp_mem0.ports import KeptVectors
from mcp_mem0.services.erase.scope import EraseScope
from mcp_mem0.services.transfer.export_lines import ExportLines
from mcp_mem0.services.transfer.export_pages import ExportPages
from mcp_mem0.services.transfer.restore_export import RestoreExport

if TYPE_CHECKING:
    from mcp_mem0.app.parts import Parts


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Exports spaces, and imports what was exported."""

    lines: ExportLines
    pages: ExportPages
    importing: RestoreExport

    async def export(
        self, request: ExportRequest, on_progress: OnProgress | None = None
    ) -> ExportReport:
        """Write spaces to a file, a stream or a folder; see `ExportLines.export`."""
        if request.format == "markdown":
            folder = PageFolder(Path(request.target), is_forced=request.is_forced)
            return await self.pages.export(request, folder, on_progress)
        file = LineFile(Path(request.target), is_forced=request.is_forced)
        target = StdoutLines() if request.target == STDOUT else file
        return await self.lines.export(request, target, on_progress)

    async def import_export(
        self, request: ImportExportRequest, on_progress: OnProgress | None = None
    ) -> ImportExportReport:
        """Store the spaces of an export as they were; see `RestoreExport.restore`."""
        return await self.importing.restore(request, FileLines(request.file), on_progress)


def build_transfer(parts: "Parts", scope: EraseScope) -> Transfer:
    """Return what exports the spaces of a store and imports others."""
    return Transfer(
        lines=ExportLines(
            mover=parts.records.mover,
            scope=scope,
            identity=parts.embedder.identity,
            program=__version__,
        ),
        pages=ExportPages(mover=parts.records.mover, scope=scope),
        importing=RestoreExport(
            records=parts.records,
            mover=parts.records.mover,
            embedder=parts.embedder,
            keep_vectors=_build_vector_shelf(get_user_places().state / "imports"),
        ),
    )


def _build_vector_shelf(folder: Path) -> Callable[[str, int], KeptVectors]:
    """Return what keeps the vectors of imports in a folder."""

    def keep(name: str, dimensions: int) -> KeptVectors:
        return VectorFile(folder, name, dimensions)

    return keep
