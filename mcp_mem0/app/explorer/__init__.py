"""The explorer of a running server, built from the settings.

No rule and no text for a user belongs here; routes and doors are in `server/explorer`.
"""

from mcp_mem0.app.explorer.memory import AppMemory
from mcp_mem0.app.explorer.pages import build_entry_codes, build_pages, build_setup

__all__ = ["AppMemory", "build_entry_codes", "build_pages", "build_setup"]
