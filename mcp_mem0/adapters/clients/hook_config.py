"""Our entries in a client's list of lifecycle hooks."""

import shlex
import subprocess
import sys
from typing import Final

from pydantic import JsonValue

from mcp_mem0.adapters.clients.catalogue import HookFile
from mcp_mem0.adapters.clients.jsonc import read_value, with_element, with_value, without

_TABLE: Final = "hooks"


def hook_command(command: list[str]) -> str:
    """Return a command as the line that a client gives to its shell."""
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)


def with_hooks(text: str, hooks: HookFile, command: list[str]) -> str:
    """Return the file with one hook of ours for each event.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    entry: JsonValue = {
        "type": "command",
        "command": hook_command(command),
        "timeout": hooks.timeout,
    }
    group: JsonValue = {"hooks": [entry]}
    for event in hooks.events:
        places = _ours(text, event)
        if places:
            text = with_value(text, (_TABLE, event, places[0]), group)
        else:
            text = with_element(text, (_TABLE, event), group)
    return text


def without_hooks(text: str) -> str:
    """Return the file without any hook of ours, and without lists that this leaves empty.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    table = read_value(text, (_TABLE,))
    for event in table if isinstance(table, dict) else ():
        places = _ours(text, event)
        for place in reversed(places):
            text = without(text, (_TABLE, event, place))
        if places and read_value(text, (_TABLE, event)) == []:
            text = without(text, (_TABLE, event))
    return without(text, (_TABLE,)) if table and read_value(text, (_TABLE,)) == {} else text


def has_hooks(text: str) -> bool:
    """Whether the file has a hook of ours.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    table = read_value(text, (_TABLE,))
    return any(_ours(text, event) for event in (table if isinstance(table, dict) else ()))


def _ours(text: str, event: str) -> list[int]:
    """Return the places of our groups in the list of an event."""
    groups = read_value(text, (_TABLE, event))
    return [
        place
        for place, group in enumerate(groups if isinstance(groups, list) else ())
        if _is_ours(group)
    ]


def _is_ours(group: JsonValue) -> bool:
    match group:
        case {"hooks": [{"command": str(command)}]}:
            return " hook " in command and ("mcp-mem0" in command or "mcp_mem0" in command)
        case _:
            return False
