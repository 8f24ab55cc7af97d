"""Ways in: MCP tools over one memory."""
