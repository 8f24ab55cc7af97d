"""Who is calling: the author that is stored with everything remembered, and what it reads."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from mcp.server import ServerRequestContext
from mcp.server.mcpserver import Context

from mcp_mem0.domain.errors import READ_CHARS_MAX
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.model import Form
from mcp_mem0.domain.secrets import redact_name
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, drop_nothing, shorten
from mcp_mem0.server.http.visitor import get_request, get_visitor

UNNAMED = "unnamed client"

NAMES_KEPT: Final = 64
"""So many names of clients are kept as they were cleaned: each request has one."""

# Seen in runs of these clients (docs/clients.md). Some add the name of the server to their own.
_FORMS: Final[Mapping[str, Form]] = {"claude-code": "json", "gemini-cli-mcp-client": "text"}


def resolve_caller(context: Context[Any, Any], usual: Caller) -> Caller:
    """Return who calls a tool; see `resolve_request_caller`."""
    return resolve_request_caller(context.request_context, usual)


def resolve_request_caller(context: ServerRequestContext[Any, Any], usual: Caller) -> Caller:
    """Return who sent a request.

    Over HTTP with a token: its subject with the client's name, in the token's spaces. Else the
    usual caller, under the client's name unless the settings name an author.
    """
    client = get_client_name(context)
    request = get_request(context.request)
    visitor = None if request is None else get_visitor(request.scope)
    if request is not None and visitor is not None:
        return visitor.build_caller(request, client, usual)
    return usual if usual.author else replace(usual, author=client)


def get_client_name(context: ServerRequestContext[Any, Any]) -> str:
    """Return what the client calls itself, in either protocol era."""
    params = context.session.client_params
    return clean_client_name(params.client_info.name) if params is not None else UNNAMED


def get_answer_form(context: Context[Any, Any]) -> Form:
    """Return which form of an answer the client's model reads: both, unless we have seen it."""
    client = get_client_name(context.request_context)
    for name, form in _FORMS.items():
        if client.startswith(name):
            return form
    return "both"


def clean_client_name(name: str) -> str:
    """Return a name that can be stored: a client with an unusable name is not refused."""
    # It may be as long as a request.
    return _clean_name(name[:READ_CHARS_MAX])


@lru_cache(maxsize=NAMES_KEPT)
def _clean_name(name: str) -> str:
    printable = "".join(char for char in name if unicodedata.category(char) not in {"Cc", "Cs"})
    # Before it is shortened: part of a token would not be recognised.
    clean = redact_name(unicodedata.normalize("NFC", printable)).text
    return drop_nothing(shorten(clean, NAME_CHARS_MAX)) or UNNAMED
