"""Finds the variables that a project sets for every program that a client starts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.clients.setup.catalogue import Client
from mcp_mem0.adapters.clients.setup.jsonc import read_value
from mcp_mem0.adapters.clients.setup.jsonc_tree import NotJsonError
from mcp_mem0.adapters.clients.setup.text_file import read_text_file
from mcp_mem0.domain.errors import RequestError

NAMES_MAX: Final = 5
_DECISIVE: Final = re.compile(
    r"(?:MCP_MEM0_|ANTHROPIC_|PYTHON|LD_|DYLD_|XDG_|SSL_CERT_)\w{1,60}|(?:HTTPS?|ALL|NO)_PROXY"
    r"|HOME|USERPROFILE|(?:LOCAL)?APPDATA",
    re.IGNORECASE,
)
"""Variables that change which memory and model are used, which certificates are trusted, where
settings and keys are read, or what the interpreter loads."""

_SET: Final = re.compile(r"^[ \t]*(?:export[ \t]+)?(\w{1,80})[ \t]*=", re.MULTILINE)


def list_project_variables(client: Client, folder: Path) -> list[str]:
    """Return the variables of a project that could redirect data or keys, with their file."""
    variables = [
        f"{name} in {file}"
        for file in client.environments
        for name in dict.fromkeys(_list_names(folder / file))
        if _DECISIVE.fullmatch(name)
    ]
    # The number of variables must not hide any.
    more = len(variables) - NAMES_MAX
    return variables if more <= 0 else [*variables[:NAMES_MAX], f"{more:,} more of that kind"]


def _list_names(path: Path) -> Iterator[str]:
    try:
        text = read_text_file(path).text
        if path.suffix == ".json":
            table = read_value(text, ("env",))
            yield from table if isinstance(table, dict) else ()
        else:
            yield from (match[1] for match in _SET.finditer(text))
    except (RequestError, NotJsonError):
        # What we cannot parse, the client cannot parse either.
        return
