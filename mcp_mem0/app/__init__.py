"""The running app, built from the settings: the only room that builds concrete parts.

No rule and no text for a user belongs here.
"""

from mcp_mem0.app.running import App, build_app
from mcp_mem0.app.terms import build_terms, create_process_session

__all__ = ["App", "build_app", "build_terms", "create_process_session"]
