"""The store of rows, in LanceDB.

What a row means, and which changes are valid, is `domain`.
"""

from mcp_mem0.adapters.lancedb_records.records import LanceRecords

__all__ = ["LanceRecords"]
