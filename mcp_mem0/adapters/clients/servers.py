"""Our entries in a client's file of servers."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Final

from pydantic import JsonValue

from mcp_mem0.adapters.clients.catalogue import Client
from mcp_mem0.adapters.clients.jsonc import read_value, with_value, without
from mcp_mem0.adapters.clients.jsonc_tree import NotJsonError
from mcp_mem0.adapters.clients.text_file import read_text_file
from mcp_mem0.adapters.clients.toml_text import (
    NotTomlError,
    read_table,
    with_table,
    without_table,
)
from mcp_mem0.domain.errors import RequestError, quoted

_OUR_NAME: Final = re.compile(r"mcp[-_]mem0(\.exe)?([\[=@].*)?")


def registered(client: Client, file: Path) -> dict[str, list[str]]:
    """Return the commands that a client's file starts us with, by the name of each server.

    Raises:
        RequestError: The file cannot be read.
    """
    try:
        return _ours(read_text_file(file).text, client)
    except (NotJsonError, NotTomlError) as error:
        raise RequestError(f"{file} cannot be read: {error}") from error


def options_of(command: list[str]) -> list[str]:
    """Return with which options a command of ours serves."""
    starts = (
        at for at, (part, following) in enumerate(pairwise(command)) if _serves(part, following)
    )
    return command[next(starts) + 2 :]


def with_server(text: str, client: Client, server: str, command: list[str]) -> str:
    """Return the file with our entry; what somebody added to it stays.

    Raises:
        NotJsonError: The file is not JSON with comments.
        NotTomlError: The file is not TOML, or lists servers in a form that cannot be edited.
        RequestError: Another program's server has that name.
    """
    known = _entry(text, client, server)
    if known is not None and not _is_ours(_command(known)):
        raise RequestError(
            f"{client.title} lists another server under the name {quoted(server)}: choose a name"
            " for this one with --name"
        )
    # What somebody added to our entry, such as an environment or a time limit, stays.
    entry = {**(known if isinstance(known, dict) else {}), **client.entry(command)}
    if client.form == "toml":
        return with_table(text, (client.key, server), entry)
    return with_value(text, (client.key, server), entry)


def without_server(text: str, client: Client, server: str, kept: str | None) -> str:
    """Return the file without our entry, and without a table that was not there before us.

    Args:
        text: The file.
        client: Whose it is.
        server: The name of our entry.
        kept: The file before us; None if we never changed it.

    Raises:
        NotJsonError: The file is not JSON with comments.
        NotTomlError: The file is not TOML, or lists us in a form that cannot be edited.
    """
    if not _is_ours(_command(_entry(text, client, server))):
        return text
    if client.form == "toml":
        return without_table(text, (client.key, server))
    text = without(text, (client.key, server))
    is_table_ours = kept is not None and read_value(kept, (client.key,)) is None
    is_empty = read_value(text, (client.key,)) == {}
    return without(text, (client.key,)) if is_table_ours and is_empty else text


def lists_us(text: str, client: Client) -> bool:
    """Whether a file lists a server of ours, under whatever name."""
    try:
        return bool(_ours(text, client))
    except (NotJsonError, NotTomlError):
        # A file of rules is neither.
        return False


def _entry(text: str, client: Client, server: str) -> JsonValue:
    if client.form == "toml":
        return read_table(text, (client.key, server))
    return read_value(text, (client.key, server))


def _ours(text: str, client: Client) -> dict[str, list[str]]:
    read = read_table if client.form == "toml" else read_value
    table = read(text, (client.key,))
    commands = {
        name: _command(entry) for name, entry in (table if isinstance(table, dict) else {}).items()
    }
    return {name: command for name, command in commands.items() if _is_ours(command)}


def _command(entry: JsonValue) -> list[str]:
    match entry:
        case {"command": str(program), "args": list(arguments)}:
            return [program, *map(str, arguments)]
        case {"command": str(program)}:
            return [program]
        case _:
            return []


def _is_ours(command: list[str]) -> bool:
    """Whether a command runs us: our name as a path or package, and then what serves."""
    return any(_serves(part, following) for part, following in pairwise(command))


def _serves(part: str, following: str) -> bool:
    return following == "serve" and _OUR_NAME.fullmatch(Path(part).name) is not None
