"""Language and embedding models, and the HTTP client for remote ones.

The weights are in `mcp_mem0/models`.
"""
