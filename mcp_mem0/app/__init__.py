"""The running app. Settings go in, and what serves a call comes out."""

from mcp_mem0.app.running import App, build_app
from mcp_mem0.app.terms import process_session, terms_of

__all__ = ["App", "build_app", "process_session", "terms_of"]
