"""Who is calling: the author that is kept beside everything that is remembered."""

import unicodedata
from dataclasses import replace
from typing import Any

from mcp.server.mcpserver import Context

from mcp_mem0.domain.doors import Caller
from mcp_mem0.domain.text import NAME_CHARS_MAX, shortened

UNNAMED = "unnamed client"


def caller_of(context: Context[Any, Any], usual: Caller) -> Caller:
    """Return the usual caller under the client's name, unless the settings name an author."""
    return usual if usual.author else replace(usual, author=client_name(context))


def client_name(context: Context[Any, Any]) -> str:
    """Return what the client calls itself, in either protocol era."""
    params = context.session.client_params
    return storable(params.client_info.name) if params is not None else UNNAMED


def storable(name: str) -> str:
    """Return a name as it can be kept: a client that cannot mend its own is not refused."""
    kept = "".join(char for char in name if unicodedata.category(char) not in {"Cc", "Cs"})
    return shortened(unicodedata.normalize("NFC", kept), NAME_CHARS_MAX) or UNNAMED
