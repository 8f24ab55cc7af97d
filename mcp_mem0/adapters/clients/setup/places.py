"""The folders of users and programs on each platform."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP_NAME = "mcp-mem0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """One user's folders on one machine.

    Attributes:
        home: Their home folder.
        platform: As `sys.platform` names it.
        environment: Variables that move a client's folder, such as CODEX_HOME.
        state: The folder of our own state; it contains no memories.
    """

    home: Path
    platform: str
    environment: Mapping[str, str]
    state: Path

    @property
    def applications(self) -> Path:
        """The folder in which desktop programs keep their settings."""
        match self.platform:
            case "darwin":
                return self.home / "Library" / "Application Support"
            case "win32":
                return self._resolve_variable("APPDATA", self.home / "AppData" / "Roaming")
            case _:
                return self.dot_config

    @property
    def dot_config(self) -> Path:
        """The folder in which programs that follow the XDG rules keep their settings."""
        return self._resolve_variable("XDG_CONFIG_HOME", self.home / ".config")

    @property
    def claude(self) -> Path:
        """The folder of Claude Code."""
        return self._resolve_variable("CLAUDE_CONFIG_DIR", self.home / ".claude")

    @property
    def claude_json(self) -> Path:
        """The file in which Claude Code keeps the user's own servers."""
        folder = self.environment.get("CLAUDE_CONFIG_DIR")
        return (Path(folder) if folder else self.home) / ".claude.json"

    @property
    def codex(self) -> Path:
        """The folder of Codex."""
        return self._resolve_variable("CODEX_HOME", self.home / ".codex")

    @property
    def gemini(self) -> Path:
        """The folder of Gemini CLI."""
        return self._resolve_variable("GEMINI_CLI_HOME", self.home) / ".gemini"

    @property
    def vscode(self) -> Path:
        """The user's folder of VS Code."""
        return self.applications / "Code" / "User"

    @property
    def zed(self) -> Path:
        """The folder of Zed."""
        windows = self.platform == "win32"
        return self.applications / "Zed" if windows else self.dot_config / "zed"

    def _resolve_variable(self, variable: str, usual: Path) -> Path:
        value = self.environment.get(variable)
        return Path(value) if value else usual


def get_user_places() -> Places:
    """Return the places of the current user."""
    return Places(
        home=Path.home(),
        platform=sys.platform,
        environment=os.environ,
        state=platformdirs.user_state_path(APP_NAME, appauthor=False),
    )
