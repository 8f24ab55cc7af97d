"""The explorer of an app inside MCP clients that show pages."""

from functools import cache, partial

from mcp_mem0.app.explorer.memory import AppMemory
from mcp_mem0.app.explorer.pages import build_setup
from mcp_mem0.app.running import App
from mcp_mem0.server.client_app.document import build_document
from mcp_mem0.server.client_app.tools import ClientApp
from mcp_mem0.server.explorer.calls import build_person
from mcp_mem0.server.explorer.page import locate_page, read_page_files
from mcp_mem0.server.explorer.routes import build_calls


def build_client_app(app: App) -> ClientApp:
    """Return the page and its tools over the memory of an app."""
    memory = AppMemory(app=app)
    calls = build_calls(memory, app.terms, build_setup(app))
    return ClientApp(
        calls={call.name: call for call in calls},
        find_person=partial(build_person, memory),
        usual=app.terms.caller,
        read_document=read_document,
    )


@cache
def read_document() -> str:
    """Return the page as one document; it is put together when it is first asked for."""
    files = read_page_files(locate_page())
    return build_document(
        {
            path: file.content.decode()
            for path, file in files.items()
            if path.endswith((".css", ".html", ".js"))
        }
    )
