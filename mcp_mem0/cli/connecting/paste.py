"""Configuration to paste into a client so that it uses this installation."""

import json
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SERVER = "memory"
PROGRAM: Final = "mcp-mem0"

_CACHES: Final = ({"archive-v0"}, {"environments-v2"}, {"pipx", ".cache"})
"""Names of the folders in which `uvx` and `pipx run` cache programs."""


def find_own_command() -> list[str]:
    """Return the command of this installation, with absolute paths."""
    suffix = ".exe" if sys.platform == "win32" else ""
    # Next to the interpreter, unresolved: its link may point outside the environment.
    script = Path(sys.executable).parent / f"mcp-mem0{suffix}"
    # -P: a client may start it in a project's folder, and nothing may be imported from there.
    return [str(script)] if script.exists() else [sys.executable, "-P", "-m", "mcp_mem0"]


def find_short_command() -> list[str]:
    """Return what a person types to run this installation: its name, if a shell finds it."""
    command = find_own_command()
    found = shutil.which(PROGRAM)
    return [PROGRAM] if found and Path(found).resolve() == Path(command[0]).resolve() else command


def is_in_cache(program: str) -> bool:
    """Whether a program lives in a cache and so disappears when that is emptied."""
    parts = set(Path(program).parts)
    return any(cache <= parts for cache in _CACHES)


@dataclass(frozen=True, slots=True)
class Paste:
    """A text to paste, and where."""

    where: str
    text: str


def build_pastes(command: list[str]) -> list[Paste]:
    """Return the text to paste for each kind of client."""
    program, *arguments = [*command, "serve"]
    entry = {"mcpServers": {SERVER: {"command": program, "args": arguments}}}
    toml = (
        f"[mcp_servers.{SERVER}]\ncommand = {json.dumps(program)}\nargs = {json.dumps(arguments)}"
    )
    add = f"claude mcp add --scope user {SERVER} -- {shlex.join([program, *arguments])}"
    return [
        Paste(
            "Claude Desktop (claude_desktop_config.json), Cursor (~/.cursor/mcp.json)",
            json.dumps(entry, indent=2),
        ),
        Paste("Claude Code, in a terminal", add),
        Paste("Codex (~/.codex/config.toml)", toml),
    ]
