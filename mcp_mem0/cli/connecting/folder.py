"""Inspecting the store's folder without opening the store, which would create it."""

from typing import TYPE_CHECKING

import anyio

from mcp_mem0.cli.invocation import Invocation

if TYPE_CHECKING:
    from mcp_mem0.adapters.lancedb_records.lifecycle.folder import FolderState


def inspect_store_folder(run: Invocation) -> "FolderState | None":
    """Return the state of the store's folder; None for a store in a bucket."""
    from mcp_mem0.adapters.lancedb_records.lifecycle.folder import inspect_folder  # noqa: PLC0415 - a second

    return anyio.run(inspect_folder, run.settings.store)
