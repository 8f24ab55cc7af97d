"""MCP clients on this machine: their configuration, hooks and transcripts.

Commands that use them are in `cli/commands/connect`; nothing here opens a store.
"""
