"""Looking at the store's folder without opening, and so creating, the store."""

from typing import TYPE_CHECKING

import anyio

from mcp_mem0.cli.invocation import Invocation

if TYPE_CHECKING:
    from mcp_mem0.adapters.lancedb_records.lifecycle.folder import FolderState


def folder_of(run: Invocation) -> "FolderState | None":
    """Return how the folder of the store is; None for one in a bucket."""
    from mcp_mem0.adapters.lancedb_records.lifecycle.folder import folder_state  # noqa: PLC0415 - a second

    return anyio.run(folder_state, run.settings.store)
