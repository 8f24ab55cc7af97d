"""The calls of the app that move a memory."""

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from mcp_mem0.domain.transfer.values import (
    ExportReport,
    ExportRequest,
    ImportExportReport,
    ImportExportRequest,
    OnProgress,
)

if TYPE_CHECKING:
    from mcp_mem0.app.parts import Services


class MovingCalls:
    """What `App` can do to move a memory; it says how a call is counted."""

    def track_call(self) -> AbstractAsyncContextManager["Services"]:
        """Yield the services for one call."""
        raise NotImplementedError

    def track_write(self) -> AbstractAsyncContextManager["Services"]:
        """Yield the services for one call that writes."""
        raise NotImplementedError

    async def export(
        self, request: ExportRequest, on_progress: OnProgress | None = None
    ) -> ExportReport:
        """Write spaces to a file, a stream or a folder."""
        async with self.track_call() as services:
            return await services.transfer.export(request, on_progress)

    async def import_export(
        self, request: ImportExportRequest, on_progress: OnProgress | None = None
    ) -> ImportExportReport:
        """Store the spaces of an export of this program as they were."""
        async with self.track_write() as services:
            return await services.transfer.import_export(request, on_progress)
