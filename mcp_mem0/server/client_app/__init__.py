"""The explorer inside an MCP client that shows pages: one document, and the tools that it calls.

Nothing that clients without pages see belongs here: that is `server/mcp`.
"""
