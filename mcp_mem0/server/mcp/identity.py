"""Who is calling: the author that is kept beside everything that is remembered."""

import unicodedata
from dataclasses import replace
from typing import Any

from mcp.server import ServerRequestContext
from mcp.server.mcpserver import Context

from mcp_mem0.domain.errors import READ_CHARS_MAX
from mcp_mem0.domain.requests import Caller
from mcp_mem0.domain.secrets import redacted_name
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, shortened
from mcp_mem0.server.http.visitor import request_of, visitor_in

UNNAMED = "unnamed client"


def caller_of(context: Context[Any, Any], usual: Caller) -> Caller:
    """Return who calls a tool, as `caller_in` tells it."""
    return caller_in(context.request_context, usual)


def caller_in(context: ServerRequestContext[Any, Any], usual: Caller) -> Caller:
    """Return who sent a request.

    Over HTTP with a token: its subject with the client's name, in the token's spaces. Else the
    usual caller, under the client's name unless the settings name an author.
    """
    client = client_name(context)
    request = request_of(context.request)
    visitor = None if request is None else visitor_in(request.scope)
    if request is not None and visitor is not None:
        return visitor.caller(request, client, usual)
    return usual if usual.author else replace(usual, author=client)


def client_name(context: ServerRequestContext[Any, Any]) -> str:
    """Return what the client calls itself, in either protocol era."""
    params = context.session.client_params
    return storable(params.client_info.name) if params is not None else UNNAMED


def storable(name: str) -> str:
    """Return a name as it can be kept: a client that cannot mend its own is not refused."""
    # It may be as long as a request, and is looked through with each.
    read = name[:READ_CHARS_MAX]
    kept = "".join(char for char in read if unicodedata.category(char) not in {"Cc", "Cs"})
    # Before it is cut: the rest of a token would look like none.
    clean = redacted_name(unicodedata.normalize("NFC", kept)).text
    return shortened(clean, NAME_CHARS_MAX) or UNNAMED
