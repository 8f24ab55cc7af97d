"""Describing an entry of a client's configuration, and reading its command's environment."""

import shlex
from pathlib import Path
from typing import Final

from mcp_mem0.adapters.clients.setup.catalogue import ServerEntry
from mcp_mem0.adapters.clients.setup.servers import extract_command

SHOWN_CHARS_MAX: Final = 500
_START: Final = frozenset({"command", "args", "type"})


def describe_entry(entry: ServerEntry) -> str:
    """Return an entry's command and the names of its other settings; values may be secrets."""
    command = extract_command(entry)
    start = shlex.join(command) if command else "no command in a known form"
    beside = [
        f"{key}.{name}" if name else key
        for key, value in entry.items()
        if key not in _START
        for name in (value if isinstance(value, dict) and value else [""])
    ]
    return cut(f"{start}, with {', '.join(beside)}" if beside else start)


def cut(text: str) -> str:
    """Return an untrusted text on one line, shortened if it is long."""
    line = " ".join(text.split("\n"))
    return line if len(line) <= SHOWN_CHARS_MAX else f"{line[: SHOWN_CHARS_MAX - 1]}…"


def extract_environment(entry: ServerEntry) -> dict[str, str]:
    """Return the environment variables that an entry sets."""
    variables = entry.get("env")
    return (
        {name: str(value) for name, value in variables.items()}
        if isinstance(variables, dict)
        else {}
    )


def resolve_folder(entry: ServerEntry, usual: Path) -> Path:
    """Return the working folder of an entry's command."""
    named = entry.get("cwd")
    return usual / named if isinstance(named, str) else usual
