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


@pytest.mark.heavy
async def test_servers_that_start_beside_it_share_its_store(home: Home) -> None:
    outputs = home.check_outputs(
        ("status", "--json"), ("up", "--json"), ("up", "--json"), ("status", "--json")
    )
    before, _, again, status = map(json.loads, outputs)
    async with (
        Client(stdio_client(started(home))) as sharing,
        Client(stdio_client(started(home, "--alone"))) as alone,
    ):
        await call_text(sharing, "remember", content="Ana lives in Oslo")
        found = await call_text(alone, "recall", query="Ana")
        loaded = [_loads_lancedb(home, "serve"), _loads_lancedb(home, "serve", "--alone")]
    down, after = map(json.loads, home.check_outputs(("down", "--json"), ("status", "--json")))

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
    assert after == {"runs": False}


def _loads_lancedb(home: Home, *words: str) -> bool:
    """Whether the process that was started in a home with these words has LanceDB in its memory."""
    wanted = b"\0".join(word.encode() for word in words)
    variable = f"HOME={home.folder}\0".encode()
    for maps in Path("/proc").glob("[0-9]*/maps"):
        try:
            is_in_home = variable in (maps.parent / "environ").read_bytes()
            command = (maps.parent / "cmdline").read_bytes().rstrip(b"\0")
            if is_in_home and command.endswith(b"\0" + wanted):
                return "lancedb" in maps.read_text()
        except OSError:
            continue
    return False


@pytest.mark.heavy
async def test_one_with_other_settings_is_not_used(home: Home) -> None:
    started, beside, *statuses = home.check_outputs(
        ("up",),
        ("up", "--space", "work", "--http-port", "9"),
        ("status", "--json", "--space", "work"),
        ("status", "--json", "--log-level", "info"),
    )
    other, same = map(json.loads, statuses)

    assert "forward every request to it" in started
    assert f"Already running: process {other['process']}, {other['url']}" in beside
    assert "open the store themselves" in beside
    assert (other["runs"], other["is_shared"]) == (True, False)
    assert same["is_shared"]


@pytest.mark.heavy
async def test_from_the_first_token_on_clients_open_the_store_themselves(home: Home) -> None:
    home.check_output("token", "create", "ana", "--spaces", "default")

    started, status = map(json.loads, home.check_outputs(("up", "--json"), ("status", "--json")))

    assert (started["started"], started["is_shared"]) == (True, False)
    assert not status["is_shared"]


@pytest.mark.heavy
async def test_a_server_that_cannot_start_says_why(home: Home) -> None:
    done = home.run("up", "--store", __file__, "--http-host", "203.0.113.1")

    assert done.returncode == 3
    assert "the server did not start; its output:" in done.stderr
    assert "203.0.113.1" in done.stderr


@pytest.mark.heavy
@pytest.mark.timeout(120)
def test_it_makes_backups_by_itself(home: Home) -> None:
    settings = home.folder / ".config" / "mcp-mem0" / "config.toml"
    folder = home.folder / "backups"
    settings.write_text(f'{settings.read_text()}[backup]\nfolder = "{folder}"\n')
    home.check_output("remember", "Ana lives in Oslo")
    home.check_output("up")

    # Each status takes a second, and the timeout ends what never comes.
    status = home.check_output("status")
    while "the last one is" not in status:
        status = home.check_output("status")

    assert f"every 24 h to {folder}, 7 are kept; the last one is " in status
    assert "Every file of 1 backups is as it was written." in home.check_output(
        "backup", str(folder), "--check"
    )
