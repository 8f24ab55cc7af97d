"""LanceDB as the one store of rows."""

from mcp_mem0.adapters.lancedb_records.records import LanceRecords

__all__ = ["LanceRecords"]
