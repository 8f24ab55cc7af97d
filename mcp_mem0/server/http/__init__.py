"""The HTTP app around the MCP server: authentication, limits, origins, logging.

The tools are `server/mcp`.
"""
