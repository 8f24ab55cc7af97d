"""The MCP server: tools, resources, prompts and the stdio transport.

What only HTTP needs is in `server/http`.
"""
