"""The explorer in a browser: its page, its doors, its calls and its stream of changes.

The files of the page are in `mcp_mem0/explorer`; what a call does is `services`.
"""
