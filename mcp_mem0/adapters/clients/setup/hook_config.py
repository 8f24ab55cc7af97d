"""Our entries in a client's list of lifecycle hooks.

A client may list us several times, each with options of its own, and each may have its hooks: a
hook belongs to the server that has the same options. One that no server has is nobody's.
"""

import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from pydantic import JsonValue

from mcp_mem0.adapters.clients.setup.catalogue import Client, HookFile
from mcp_mem0.adapters.clients.setup.jsonc import read_value, with_element, with_value, without

_TABLE: Final = "hooks"
_HOOK: Final = "hook"


def hook_command(command: list[str]) -> str:
    """Return a command as the line that a client gives to its shell."""
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)


def hook_words(client: Client, options: Sequence[str]) -> list[str]:
    """Return the words after the program that run a client's hooks with these options."""
    return [_HOOK, client.name, *options]


def with_hooks(
    text: str, hooks: HookFile, command: list[str], others: Sequence[list[str]] = ()
) -> str:
    """Return the file with this hook for each event.

    Args:
        text: The file.
        hooks: How the client is told of hooks.
        command: What the hook runs.
        others: The words, as `hook_words` returns them, of hooks that stay.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    entry: JsonValue = {
        "type": "command",
        "command": hook_command(command),
        "timeout": hooks.timeout,
    }
    group: JsonValue = {"hooks": [entry]}
    # Two servers with the same options share one hook.
    others = [words for words in others if command[-len(words) :] != words]
    for event in hooks.events:
        places = _ours(text, event, others)
        for place in reversed(places[1:]):
            text = without(text, (_TABLE, event, place))
        if places:
            text = with_value(text, (_TABLE, event, places[0]), group)
        else:
            text = with_element(text, (_TABLE, event), group)
    return text


def without_hooks(text: str, others: Sequence[list[str]] = ()) -> str:
    """Return the file without our hooks but those of others, and without lists left empty.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    table = read_value(text, (_TABLE,))
    for event in table if isinstance(table, dict) else ():
        places = _ours(text, event, others)
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
    return any(_ours(text, event, ()) for event in (table if isinstance(table, dict) else ()))


def hook_commands(text: str) -> list[str]:
    """Return the commands of all hooks that run us, in whatever form they are listed.

    Raises:
        NotJsonError: The file is not JSON with comments.
    """
    return [command for command in _commands(read_value(text, (_TABLE,))) if _runs_us(command)]


def _commands(value: JsonValue) -> Iterator[str]:
    """Yield each command below a value."""
    match value:
        case {"command": str(command)}:
            yield command
        case dict():
            for below in value.values():
                yield from _commands(below)
        case list():
            for below in value:
                yield from _commands(below)
        case _:
            return


def _runs_us(command: str) -> bool:
    return " hook " in command and ("mcp-mem0" in command or "mcp_mem0" in command)


def _ours(text: str, event: str, others: Sequence[list[str]]) -> list[int]:
    """Return the places of our groups, but those of others, in the list of an event."""
    groups = read_value(text, (_TABLE, event))
    ends = tuple(f" {hook_command(words)}" for words in others)
    return [
        place
        for place, group in enumerate(groups if isinstance(groups, list) else ())
        if (command := _our_command(group)) and not command.endswith(ends)
    ]


def _our_command(group: JsonValue) -> str | None:
    match group:
        case {"hooks": [{"command": str(command)}]}:
            return command if _runs_us(command) else None
        case _:
            return None
