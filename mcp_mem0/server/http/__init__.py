"""The HTTP app around the MCP server: who may come in, how much, from where.

The tools are `server/mcp`.
"""
