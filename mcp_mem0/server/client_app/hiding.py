"""Only clients that show pages are told of the page and its tools; others see what they saw."""

from collections.abc import Mapping
from typing import Any, Final

from mcp.server import ServerRequestContext
from mcp.server.apps import client_supports_apps
from mcp.server.context import CallNext, HandlerResult

from mcp_mem0.server.client_app.tools import EXPLORE, SHOW, URI

_HIDDEN: Final[Mapping[str, tuple[str, str, frozenset[str]]]] = {
    "tools/list": ("tools", "name", frozenset({SHOW, EXPLORE})),
    "resources/list": ("resources", "uri", frozenset({URI})),
}
"""Of each list: under which key it stands, what names an item, and which items are hidden."""


async def hide_from_others(
    ctx: ServerRequestContext[Any, Any], call_next: CallNext
) -> HandlerResult:
    """Answer a request; a list leaves out what the client has no use for."""
    answer = await call_next(ctx)
    if ctx.method not in _HIDDEN or not isinstance(answer, dict) or client_supports_apps(ctx):
        return answer
    key, name, hidden = _HIDDEN[ctx.method]
    return {**answer, key: [item for item in answer[key] if item[name] not in hidden]}
