"""Models that decide and embed, and the transport that asks those elsewhere.

The weights are `mcp_mem0/models`.
"""
