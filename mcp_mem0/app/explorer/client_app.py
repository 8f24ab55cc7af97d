"""The explorer of an app inside MCP clients that show pages.

A server that starts imports this, so what only the page needs is imported when it is shown.
"""

from functools import cache, partial

from mcp_mem0.app.running import App
from mcp_mem0.server.client_app.tools import ClientApp, PageCalls


def build_client_app(app: App) -> ClientApp:
    """Return the page and its tools over the memory of an app."""
    return ClientApp(
        load_calls=cache(partial(_load_calls, app)),
        usual=app.terms.caller,
        read_document=read_document,
    )


def _load_calls(app: App) -> PageCalls:
    from mcp_mem0.app.explorer.memory import AppMemory, build_setup  # noqa: PLC0415 - only here
    from mcp_mem0.server.explorer.calls import build_person  # noqa: PLC0415 - only here
    from mcp_mem0.server.explorer.routes import build_calls  # noqa: PLC0415 - only here

    memory = AppMemory(app=app)
    calls = build_calls(memory, app.terms, build_setup(app))
    return PageCalls(
        by_name={call.name: call for call in calls}, find_person=partial(build_person, memory)
    )


@cache
def read_document() -> str:
    """Return the page as one document; it is put together when it is first asked for."""
    from mcp_mem0.server.client_app.document import build_document  # noqa: PLC0415 - only here
    from mcp_mem0.server.explorer.page import locate_page, read_page_files  # noqa: PLC0415 - the same

    files = read_page_files(locate_page())
    return build_document(
        {
            path: file.content.decode()
            for path, file in files.items()
            if path.endswith((".css", ".html", ".js"))
        }
    )
