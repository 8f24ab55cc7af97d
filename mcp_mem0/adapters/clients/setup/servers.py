"""Our entries in a client's file of servers."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Final

from pydantic import JsonValue

from mcp_mem0.adapters.clients.setup.catalogue import Client, ServerEntry
from mcp_mem0.adapters.clients.setup.jsonc import read_value, remove_value, set_value
from mcp_mem0.adapters.clients.setup.jsonc_tree import NotJsonError
from mcp_mem0.adapters.clients.setup.text_file import Project, read_text_file
from mcp_mem0.adapters.clients.setup.toml_text import (
    NotTomlError,
    read_table,
    remove_table,
    set_table,
)
from mcp_mem0.domain.errors import RequestError, quote_path, quote_value

_OUR_NAME: Final = re.compile(r"mcp[-_]mem0(\.exe)?([\[=@].*)?")

_STARTS_NOTHING: Final = frozenset(
    {
        "alwaysAllow",
        "alwaysLoad",
        "autoApprove",
        "description",
        "disabled",
        "disabled_tools",
        "disabledTools",
        "enabled",
        "enabled_tools",
        "excludeTools",
        "includeTools",
        "required",
        "source",
        "startup_timeout_sec",
        "timeout",
        "tool_timeout_sec",
        "trust",
    }
)
"""Settings of an entry that do not affect what the client starts."""


def read_our_servers(
    client: Client, file: Path, project: Project | None = None
) -> dict[str, list[str]]:
    """Return the commands that a client's file starts us with, by the name of each server.

    Raises:
        RequestError: The file cannot be read.
    """
    commands = {
        name: extract_command(entry) for name, entry in list_servers(client, file, project).items()
    }
    return {name: command for name, command in commands.items() if is_ours(command)}


def list_servers(
    client: Client, file: Path, project: Project | None = None
) -> dict[str, ServerEntry]:
    """Return all entries of a client's file, by the name of each server.

    Raises:
        RequestError: The file cannot be read.
    """
    try:
        return _parse_entries(read_text_file(file, project).text, client)
    except (NotJsonError, NotTomlError) as error:
        raise RequestError(f"{quote_path(file)} cannot be read: {error}") from error


def has_same_start(entry: ServerEntry, other: ServerEntry) -> bool:
    """Whether two entries make a client start the same."""
    return _select_decisive(entry) == _select_decisive(other)


def list_extra_keys(text: str, client: Client, server: str, command: list[str]) -> list[str]:
    """Return the settings in an entry of ours that one written by us would not have.

    Raises:
        NotJsonError: The file is not JSON with comments.
        NotTomlError: The file is not TOML.
    """
    present, entry = _read_entry(text, client, server), client.build_entry(command)
    if not isinstance(present, dict):
        return []
    keys: list[str] = []
    for key, value in present.items():
        if isinstance(value, dict) and value and key not in entry:
            keys += [f"{key}.{name}" for name in value]
        elif key not in entry or (key not in {"command", "args"} and value != entry[key]):
            keys.append(key)
    return keys


def extract_options(command: list[str]) -> list[str]:
    """Return the options with which a command of ours serves."""
    starts = (
        index
        for index, (part, following) in enumerate(pairwise(command))
        if _is_serve_command(part, following)
    )
    return command[next(starts) + 2 :]


def add_server(text: str, client: Client, server: str, command: list[str]) -> str:
    """Return the file with our entry, which replaces an existing one as a whole.

    Raises:
        NotJsonError: The file is not JSON with comments.
        NotTomlError: The file is not TOML, or lists servers in a form that cannot be edited.
        RequestError: Another program's server has that name.
    """
    present = _read_entry(text, client, server)
    if present is not None and not is_ours(extract_command(present)):
        raise RequestError(
            f"{client.title} lists another server under the name {quote_value(server)}: choose a"
            " name"
            " for this one with --name"
        )
    # An environment or a folder that stays could make it start something else.
    entry = client.build_entry(command)
    if client.form == "toml":
        return set_table(text, (client.key, server), entry)
    return set_value(text, (client.key, server), entry)


def remove_server(text: str, client: Client, server: str, original: str | None) -> str:
    """Return the file without our entry, and without a table that was not there before us.

    Args:
        text: The file.
        client: Whose it is.
        server: The name of our entry.
        original: The file before our first change; None if we never changed it.

    Raises:
        NotJsonError: The file is not JSON with comments.
        NotTomlError: The file is not TOML, or lists us in a form that cannot be edited.
    """
    if not is_ours(extract_command(_read_entry(text, client, server))):
        return text
    if client.form == "toml":
        return remove_table(text, (client.key, server))
    text = remove_value(text, (client.key, server))
    is_table_ours = original is not None and read_value(original, (client.key,)) is None
    is_empty = read_value(text, (client.key,)) == {}
    return remove_value(text, (client.key,)) if is_table_ours and is_empty else text


def has_our_server(text: str, client: Client) -> bool:
    """Whether a file lists a server of ours, under whatever name."""
    try:
        return any(
            is_ours(extract_command(entry)) for entry in _parse_entries(text, client).values()
        )
    except (NotJsonError, NotTomlError):
        # A file of rules is neither.
        return False


def _read_entry(text: str, client: Client, server: str) -> JsonValue:
    if client.form == "toml":
        return read_table(text, (client.key, server))
    return read_value(text, (client.key, server))


def _parse_entries(text: str, client: Client) -> dict[str, ServerEntry]:
    read = read_table if client.form == "toml" else read_value
    table = read(text, (client.key,))
    entries = table.items() if isinstance(table, dict) else ()
    return {name: entry for name, entry in entries if isinstance(entry, dict)}


def _select_decisive(entry: ServerEntry) -> ServerEntry:
    return {key: value for key, value in entry.items() if key not in _STARTS_NOTHING}


def extract_command(entry: JsonValue) -> list[str]:
    """Return what an entry starts; nothing if it starts nothing, or not in a form that we know."""
    match entry:
        case {"command": str(program), "args": list(arguments)}:
            return [program, *map(str, arguments)]
        case {"command": str(program)}:
            return [program]
        case _:
            return []


def is_ours(command: list[str]) -> bool:
    """Whether a command runs us: our name as a path or package, and then what serves."""
    return any(_is_serve_command(part, following) for part, following in pairwise(command))


def _is_serve_command(part: str, following: str) -> bool:
    return following == "serve" and _OUR_NAME.fullmatch(Path(part).name) is not None
