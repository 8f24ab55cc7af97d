"""MCP clients on this machine: their configuration, hooks and transcripts."""
