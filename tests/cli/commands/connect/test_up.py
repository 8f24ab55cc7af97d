"""One server for all clients here: it is found, shared and stopped."""

import json
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters, stdio_client

from mcp_mem0.cli.connecting.paste import find_own_command
from tests.support.home_folder import Home, home_in
from tests.support.http_server import free_port
from tests.support.mcp_calls import call_text

pytestmark = pytest.mark.anyio


@pytest.fixture
def home(tmp_path: Path) -> Generator[Home]:
    home = home_in(tmp_path / "home")
    settings = home.folder / ".config" / "mcp-mem0" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"[http]\nport = {free_port()}\n")
    yield home
    home.check_output("down")


def started(home: Home, *words: str) -> StdioServerParameters:
    command = find_own_command()
    return StdioServerParameters(
        command=command[0], args=[*command[1:], "serve", *words], env=home.environment
    )


async def test_servers_that_start_beside_it_share_its_store(home: Home) -> None:
    before = json.loads(home.check_output("status", "--json"))
    home.check_output("up")
    again = json.loads(home.check_output("up", "--json"))
    status = json.loads(home.check_output("status", "--json"))
    async with (
        Client(stdio_client(started(home))) as sharing,
        Client(stdio_client(started(home, "--alone"))) as alone,
    ):
        await call_text(sharing, "remember", content="Ana lives in Oslo")
        found = await call_text(alone, "recall", query="Ana")
        loaded = [_loads_lancedb("serve"), _loads_lancedb("serve", "--alone")]
    down = json.loads(home.check_output("down", "--json"))

    assert before == {"runs": False}
    assert (again["started"], again["process"], again["is_shared"]) == (
        False,
        status["process"],
        True,
    )
    assert (status["runs"], status["answers"], status["is_shared"]) == (True, True, True)
    assert "Ana lives in Oslo" in found
    if sys.platform == "linux":
        assert loaded == [False, True]
    assert down == {"stopped": True, "process": status["process"]}
    assert json.loads(home.check_output("status", "--json")) == {"runs": False}


def _loads_lancedb(*words: str) -> bool:
    """Whether the process that was started with these words has LanceDB in its memory."""
    wanted = b"\0".join(word.encode() for word in words)
    for maps in Path("/proc").glob("[0-9]*/maps"):
        try:
            if (maps.parent / "cmdline").read_bytes().rstrip(b"\0").endswith(b"\0" + wanted):
                return "lancedb" in maps.read_text()
        except OSError:
            continue
    return False


async def test_one_with_other_settings_is_not_used(home: Home) -> None:
    started = home.check_output("up")
    beside = home.check_output("up", "--space", "work", "--http-port", "9")

    other = json.loads(home.check_output("status", "--json", "--space", "work"))
    same = json.loads(home.check_output("status", "--json", "--log-level", "info"))

    assert "forward every request to it" in started
    assert f"Already running: process {other['process']}, {other['url']}" in beside
    assert "open the store themselves" in beside
    assert (other["runs"], other["is_shared"]) == (True, False)
    assert same["is_shared"]


async def test_from_the_first_token_on_clients_open_the_store_themselves(home: Home) -> None:
    home.check_output("token", "create", "ana", "--spaces", "default")
    started = json.loads(home.check_output("up", "--json"))

    assert (started["started"], started["is_shared"]) == (True, False)
    assert not json.loads(home.check_output("status", "--json"))["is_shared"]


async def test_a_server_that_cannot_start_says_why(home: Home) -> None:
    done = home.run("up", "--store", __file__, "--http-host", "203.0.113.1")

    assert done.returncode == 3
    assert "the server did not start; its output:" in done.stderr
    assert "203.0.113.1" in done.stderr
