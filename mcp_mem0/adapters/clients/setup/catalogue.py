"""The supported clients: where each keeps its servers, rules and hooks, and in which format."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from pydantic import JsonValue

from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.domain.errors import RequestError, quote_value

ServerEntry: TypeAlias = dict[str, JsonValue]
PathLocator: TypeAlias = Callable[[Places], Path]
Form: TypeAlias = Literal["json", "toml"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HookFile:
    """How lifecycle hooks are registered with a client.

    Attributes:
        where: The file that lists the hooks.
        events: The events at which ours run.
        timeout: After how long the client stops a hook, in the client's unit.
        in_project: Files of a project that can list hooks, too; we never write to them.
        trust: What the user must do before the hooks run, if anything.
    """

    where: PathLocator
    events: tuple[str, ...]
    timeout: int
    in_project: tuple[str, ...]
    trust: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One client.

    Attributes:
        name: Its name on the command line.
        title: Its name in texts.
        programs: The names of its program on a PATH; a desktop program has none.
        folder: The folder that it makes for itself; None if that is the one of `where`.
        where: The user's own file of servers.
        in_project: The same for one project, relative to its folder; None if there is none.
        form: Whether that file is JSON (with comments) or TOML.
        key: The table that lists the servers.
        has_type: Whether an entry states its transport, stdio.
        is_loaded_always: Whether an entry asks the client to load its tools from the first turn.
        rules: The user's own file of rules; None if the client keeps none in a file.
        rules_in_project: The same for one project.
        rules_head: The text at the start of a new file of rules.
        environments: Files of a project with variables for every program that the client starts.
        hooks: Its lifecycle hooks; None if they give no transcript in a documented format.
        afterwards: What the user must do for the change to take effect.
    """

    name: str
    title: str
    programs: tuple[str, ...] = ()
    folder: PathLocator | None = None
    where: PathLocator
    in_project: str | None
    form: Form = "json"
    key: str = "mcpServers"
    has_type: bool = False
    is_loaded_always: bool = False
    rules: PathLocator | None = None
    rules_in_project: str | None = None
    rules_head: str = ""
    environments: tuple[str, ...] = ()
    hooks: HookFile | None = None
    afterwards: str

    def build_entry(self, command: list[str]) -> ServerEntry:
        """Return the entry that registers a command with this client."""
        entry: ServerEntry = {"command": command[0], "args": list[JsonValue](command[1:])}
        # Otherwise the assistant must search for tools before it sees any.
        always: ServerEntry = {"alwaysLoad": True} if self.is_loaded_always else {}
        return {**({"type": "stdio"} if self.has_type else {}), **entry, **always}


CLIENTS: Final = (
    Client(
        name="claude-desktop",
        title="Claude Desktop",
        where=lambda places: places.applications / "Claude" / "claude_desktop_config.json",
        in_project=None,
        afterwards="Quit Claude Desktop and start it again",
    ),
    Client(
        name="claude-code",
        title="Claude Code",
        programs=("claude",),
        folder=lambda places: places.claude,
        where=lambda places: places.claude_json,
        in_project=".mcp.json",
        has_type=True,
        is_loaded_always=True,
        rules=lambda places: places.claude / "CLAUDE.md",
        rules_in_project="CLAUDE.md",
        environments=(".claude/settings.json", ".claude/settings.local.json"),
        hooks=HookFile(
            where=lambda places: places.claude / "settings.json",
            events=("SessionStart", "PreCompact", "SessionEnd"),
            timeout=10,
            in_project=(".claude/settings.json", ".claude/settings.local.json"),
        ),
        afterwards="Start a new session of Claude Code",
    ),
    Client(
        name="cursor",
        title="Cursor",
        programs=("cursor",),
        where=lambda places: places.home / ".cursor" / "mcp.json",
        in_project=".cursor/mcp.json",
        rules_in_project="AGENTS.md",
        afterwards="Restart Cursor, and switch the server on in its settings if it is off",
    ),
    Client(
        name="codex",
        title="Codex",
        programs=("codex",),
        where=lambda places: places.codex / "config.toml",
        in_project=".codex/config.toml",
        form="toml",
        key="mcp_servers",
        rules=lambda places: places.codex / "AGENTS.md",
        rules_in_project="AGENTS.md",
        hooks=HookFile(
            where=lambda places: places.codex / "hooks.json",
            events=("SessionStart", "PreCompact", "SessionEnd"),
            # Codex lets the last hook of a session run for three seconds at most.
            timeout=3,
            in_project=(".codex/hooks.json",),
            trust="Codex runs a new hook only after you trusted it: type /hooks in Codex",
        ),
        afterwards="Start a new session of Codex",
    ),
    Client(
        name="vscode",
        title="VS Code",
        programs=("code",),
        where=lambda places: places.vscode / "mcp.json",
        in_project=".vscode/mcp.json",
        key="servers",
        has_type=True,
        rules=lambda places: places.vscode / "prompts" / "mcp-mem0.instructions.md",
        rules_in_project=".github/copilot-instructions.md",
        # Without it the file applies only where the user attaches it.
        rules_head="---\napplyTo: '**'\n---\n\n",
        afterwards="Reload the window of VS Code and start the server when it asks",
    ),
    Client(
        name="zed",
        title="Zed",
        programs=("zed", "zeditor"),
        where=lambda places: places.zed / "settings.json",
        in_project=".zed/settings.json",
        key="context_servers",
        rules_in_project="AGENTS.md",
        afterwards="Open Zed's agent panel: it starts the server by itself",
    ),
    Client(
        name="windsurf",
        title="Windsurf",
        programs=("windsurf",),
        where=lambda places: places.home / ".codeium" / "windsurf" / "mcp_config.json",
        in_project=None,
        rules=lambda places: places.home / ".codeium" / "windsurf" / "memories" / "global_rules.md",
        afterwards="Refresh the servers in Windsurf's Cascade panel",
    ),
    Client(
        name="gemini",
        title="Gemini CLI",
        programs=("gemini",),
        where=lambda places: places.gemini / "settings.json",
        in_project=".gemini/settings.json",
        rules=lambda places: places.gemini / "GEMINI.md",
        rules_in_project="GEMINI.md",
        environments=(".gemini/.env", ".env"),
        hooks=HookFile(
            where=lambda places: places.gemini / "settings.json",
            events=("SessionStart", "PreCompress", "SessionEnd"),
            # In milliseconds.
            timeout=10_000,
            in_project=(".gemini/settings.json",),
        ),
        afterwards="Start a new session of Gemini CLI",
    ),
)

FILES_IN_PROJECT: Final = frozenset(
    name
    for client in CLIENTS
    for name in (client.in_project, client.rules_in_project)
    if name is not None
)
"""The files of a project in which clients keep servers and rules."""


def find_client(name: str) -> Client:
    """Return a client by its name on the command line.

    Raises:
        RequestError: There is none.
    """
    key = name.strip().lower().replace(" ", "-").replace("_", "-")
    client = next((client for client in CLIENTS if client.name == key), None)
    if client is None:
        names = ", ".join(client.name for client in CLIENTS)
        raise RequestError(
            f"{quote_value(name)} is not a client that can be set up: choose from {names}, or all"
            " for those found here, or paste the lines of 'mcp-mem0 demo' into yours"
        )
    return client
