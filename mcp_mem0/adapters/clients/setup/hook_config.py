"""Our entries in a client's list of lifecycle hooks.

A client may list us several times, with different options. A hook belongs to the servers with the
same options; a hook with the options of no server belongs to none.
"""

import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import JsonValue

from mcp_mem0.adapters.clients.setup.catalogue import Client, HookFile
from mcp_mem0.adapters.clients.setup.jsonc import (
    append_element,
    read_value,
    remove_value,
    set_value,
)

_TABLE: Final = "hooks"
_HOOK: Final = "hook"


def format_hook_command(command: list[str]) -> str:
    """Return a command as the line that a client gives to its shell."""
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)


def build_hook_words(client: Client, options: Sequence[str]) -> list[str]:
    """Return the words after the program that run a client's hooks with these options."""
    return [_HOOK, client.name, *options]


def add_hooks(
    text: str, hooks: HookFile, command: list[str], others: Sequence[list[str]] = ()
) -> str:
    """Return the file with this hook for each event.

    Args:
        text: The file.
        hooks: How hooks are registered with the client.
        command: The command that the hook runs.
        others: Hooks that stay, as the words that `build_hook_words` returns.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    entry: JsonValue = {
        "type": "command",
        "command": format_hook_command(command),
        "timeout": hooks.timeout,
    }
    group: JsonValue = {"hooks": [entry]}
    # Two servers with the same options share one hook.
    others = [words for words in others if command[-len(words) :] != words]
    for event in hooks.events:
        places = _find_our_hooks(text, event, others)
        for place in reversed(places[1:]):
            text = remove_value(text, (_TABLE, event, place))
        if places:
            text = set_value(text, (_TABLE, event, places[0]), group)
        else:
            text = append_element(text, (_TABLE, event), group)
    return text


def remove_hooks(text: str, others: Sequence[list[str]] = ()) -> str:
    """Return the file without our hooks, except `others`, and without empty lists.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    table = read_value(text, (_TABLE,))
    for event in table if isinstance(table, dict) else ():
        places = _find_our_hooks(text, event, others)
        for place in reversed(places):
            text = remove_value(text, (_TABLE, event, place))
        if places and read_value(text, (_TABLE, event)) == []:
            text = remove_value(text, (_TABLE, event))
    return remove_value(text, (_TABLE,)) if table and read_value(text, (_TABLE,)) == {} else text


def has_hooks(text: str) -> bool:
    """Whether the file has a hook of ours.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    table = read_value(text, (_TABLE,))
    return any(
        _find_our_hooks(text, event, ()) for event in (table if isinstance(table, dict) else ())
    )


def list_our_commands(text: str) -> list[str]:
    """Return the commands of all hooks that run this program, in whatever form they are listed.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    return [
        command
        for command in _list_commands(read_value(text, (_TABLE,)))
        if _is_our_command(command)
    ]


def _list_commands(value: JsonValue) -> Iterator[str]:
    """Yield each command within a value."""
    match value:
        case {"command": str(command)}:
            yield command
        case dict():
            for below in value.values():
                yield from _list_commands(below)
        case list():
            for below in value:
                yield from _list_commands(below)
        case _:
            return


def _is_our_command(command: str) -> bool:
    return " hook " in command and ("mcp-mem0" in command or "mcp_mem0" in command)


def _find_our_hooks(text: str, event: str, others: Sequence[list[str]]) -> list[int]:
    """Return the indices of our groups, except `others`, in the list of an event."""
    groups = read_value(text, (_TABLE, event))
    ends = tuple(f" {format_hook_command(words)}" for words in others)
    return [
        place
        for place, group in enumerate(groups if isinstance(groups, list) else ())
        if (command := _get_our_command(group)) and not command.endswith(ends)
    ]


def _get_our_command(group: JsonValue) -> str | None:
    match group:
        case {"hooks": [{"command": str(command)}]}:
            return command if _is_our_command(command) else None
        case _:
            return None
