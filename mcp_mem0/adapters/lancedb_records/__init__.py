"""The store of rows, in LanceDB."""

from mcp_mem0.adapters.lancedb_records.records import LanceRecords

__all__ = ["LanceRecords"]
