"""The command-line clients, each as its own program, with a model on loopback."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.clients.model_server import Model, as_list
from tests.support.home_folder import Home

ASK_S_MAX = 180


class TerminalClient(Protocol):
    """A client in a terminal."""

    @property
    def name(self) -> str:
        """What our installer calls it."""
        ...

    def ask(self, prompt: str) -> str:
        """Start a session, ask, end the session; returns what the assistant said last."""
        ...

    def servers(self) -> str:
        """Return what the client lists as its MCP servers."""
        ...

    def results(self) -> list[str]:
        """Return the results of tools that stood in front of the model."""
        ...


@dataclass(frozen=True)
class ClaudeCode:
    """Claude Code."""

    program: Sequence[str]
    home: Home
    model: Model
    name: str = "claude-code"

    def ask(self, prompt: str) -> str:
        tools = ",".join(f"mcp__memory__{tool}" for tool in ("remember", "recall", "relate"))
        return self._run("-p", prompt, "--allowedTools", tools)

    def servers(self) -> str:
        return self._run("mcp", "list")

    def results(self) -> list[str]:
        return [
            str(block["content"])
            for message in self.model.last("messages")
            for block in as_list(message["content"])
            if block.get("type") == "tool_result"
        ]

    def _run(self, *words: str) -> str:
        environment = {
            "ANTHROPIC_BASE_URL": self.model.url,
            "ANTHROPIC_API_KEY": "sk-ant-loopback",
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "DISABLE_AUTOUPDATER": "1",
            "DISABLE_ERROR_REPORTING": "1",
            "DISABLE_TELEMETRY": "1",
            # Claude Code waits for a server that is always loaded, but not for long enough on a
            # machine as busy as one that tests.
            "MCP_CONNECT_TIMEOUT_MS": "60000",
            "MCP_TIMEOUT": "60000",
        }
        return _run([*self.program, *words], self.home, environment)


@dataclass(frozen=True)
class Codex:
    """Codex."""

    program: Sequence[str]
    home: Home
    model: Model
    name: str = "codex"
    more: Sequence[str] = field(default=())

    def ask(self, prompt: str) -> str:
        provider = (
            f'{{name="here", base_url="{self.model.url}/v1", env_key="KEY", wire_api="responses"}}'
        )
        settings = {
            "model_provider": '"here"',
            "model_providers.here": provider,
            "model": '"gpt-5"',
            # Codex begins without a server that is not there yet; a test must not.
            "mcp_servers.memory.required": "true",
            "mcp_servers.memory.startup_timeout_sec": "60",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        trusting = ["--dangerously-bypass-approvals-and-sandbox", *self.more]
        return self._run("exec", "--skip-git-repo-check", *trusting, *options, prompt)

    def servers(self) -> str:
        return self._run("mcp", "list")

    def results(self) -> list[str]:
        return [
            str(item["output"])
            for item in self.model.last("input")
            if item.get("type") == "function_call_output"
        ]

    def _run(self, *words: str) -> str:
        node = str(Path(self.program[0]).parent)
        environment = {"KEY": "loopback", "PATH": os.pathsep.join([node, os.defpath])}
        return _run([*self.program, *words], self.home, environment)


@dataclass(frozen=True)
class Gemini:
    """Gemini CLI."""

    program: Sequence[str]
    home: Home
    model: Model
    name: str = "gemini"

    def ask(self, prompt: str) -> str:
        # A model by its name, else it asks one first which to take.
        return self._run("--model", "gemini-2.5-flash", "--yolo", "--prompt", prompt)

    def servers(self) -> str:
        return self._run("mcp", "list")

    def results(self) -> list[str]:
        return [
            json.dumps(part["functionResponse"]["response"], ensure_ascii=False)
            for content in self.model.last("contents")
            for part in as_list(content["parts"])
            if "functionResponse" in part
        ]

    def _run(self, *words: str) -> str:
        node = str(Path(self.program[0]).parent)
        environment = {
            "GEMINI_API_KEY": "loopback",
            "GOOGLE_GEMINI_BASE_URL": self.model.url,
            # It starts no server in a folder that nobody trusted.
            "GEMINI_CLI_TRUST_WORKSPACE": "true",
            "GEMINI_TELEMETRY_ENABLED": "false",
            "PATH": os.pathsep.join([node, os.defpath]),
        }
        return _run([*self.program, *words], self.home, environment)


def _run(command: Sequence[str], home: Home, environment: dict[str, str]) -> str:
    project = home.folder / "project"
    project.mkdir(exist_ok=True)
    done = subprocess.run(
        command,
        env={**home.environment, **environment},
        cwd=project,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=ASK_S_MAX,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr
