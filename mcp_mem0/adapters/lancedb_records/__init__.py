"""The store of rows, in LanceDB.

What a row means, and which changes are valid, is `domain`.
"""

from mcp_mem0.adapters.lancedb_records.lifecycle.lancedb_import import import_lancedb

import_lancedb()

from mcp_mem0.adapters.lancedb_records.records import LanceRecords  # noqa: E402 - it imports LanceDB

__all__ = ["LanceRecords"]
