"""The explorer of a running server: its doors and its page."""

from starlette.middleware import Middleware

from mcp_mem0.adapters.clients.setup.places import get_user_places
from mcp_mem0.adapters.entry_codes import EntryCodeFolder
from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.explorer.memory import AppMemory, build_setup
from mcp_mem0.app.running import App
from mcp_mem0.server.explorer.browser_sessions import BrowserSessions
from mcp_mem0.server.explorer.doors import DoorMiddleware, Doors
from mcp_mem0.server.explorer.page import locate_page, read_page_files
from mcp_mem0.server.explorer.routes import Explorer
from mcp_mem0.server.http.app import Pages
from mcp_mem0.server.http.auth import Authenticator


def build_entry_codes() -> EntryCodeFolder:
    """Return the folder of the one-time codes of this user."""
    return EntryCodeFolder(get_user_places().state / "explorer", now=get_utc_now)


def build_pages(app: App, authenticator: Authenticator) -> Pages:
    """Return the explorer of a server.

    Args:
        app: The memory.
        authenticator: Knows the tokens.
    """
    doors = Doors(
        authenticator=authenticator,
        sessions=BrowserSessions(now=get_utc_now),
        codes=build_entry_codes(),
    )
    explorer = Explorer(
        memory=AppMemory(app=app),
        terms=app.terms,
        setup=build_setup(app),
        doors=doors,
        files=read_page_files(locate_page()),
    )
    return Pages(routes=explorer.build_routes(), door=(Middleware(DoorMiddleware, doors=doors),))
