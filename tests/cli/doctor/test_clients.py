"""`doctor` starts what each client would start, and reports what is wrong."""

import json
import os
import socket
from pathlib import Path

import pytest

from mcp_mem0.cli.connecting.paste import find_own_command
from tests.support.home_folder import Home, home_in


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home")


def findings(home: Home) -> dict[str, tuple[str, str]]:
    done = home.run("doctor", "--json")
    # Of several about one topic, the first.
    found = reversed(json.loads(done.stdout)["findings"])
    return {each["topic"]: (each["state"], each["said"] + each["remedy"]) for each in found}


@pytest.mark.heavy
def test_each_client_is_found_good_or_at_fault(home: Home) -> None:
    home.check_output("install", "claude-code", "--hooks")
    cursor = home.folder / ".cursor" / "mcp.json"
    cursor.parent.mkdir()
    cursor.write_text("{")

    found = findings(home)

    assert found["client claude-code"][0] == "good"
    assert "serves 4 tools and answers" in found["client claude-code"][1]
    assert found["client cursor"][0] == "fault"
    assert "Claude Code runs hooks" in found["hooks"][1]


@pytest.mark.heavy
def test_a_client_that_works_one_that_does_not_and_one_that_cannot_be_read(home: Home) -> None:
    nothing = findings(home)
    home.check_output("install", "claude-code", "--hooks")
    home.check_output("install", "codex")
    home.check_output("install", "gemini", "--name", "work", "--space", "work")
    (home.folder / "shop").mkdir()
    home.check_output("install", "zed", "--project", "shop")
    config = home.folder / ".codex" / "config.toml"
    config.write_text(config.read_text().replace(find_own_command()[0], "/gone/mcp-mem0"))
    cursor = home.folder / ".cursor" / "mcp.json"
    cursor.parent.mkdir()
    cursor.write_text("{")

    found = findings(home)

    assert nothing["clients"][0] == "warning"
    assert found["client claude-code"][0] == "good"
    assert "serves 4 tools and answers" in found["client claude-code"][1]
    assert found["client codex"][0] == "fault"
    assert "run mcp-mem0 install again" in found["client codex"][1]
    assert found["client gemini (work)"][0] == "good"
    assert found[f"client zed ({home.folder / 'shop' / '.zed' / 'settings.json'})"][0] == "good"
    assert found["client cursor"][0] == "fault"
    assert "Claude Code runs hooks" in found["hooks"][1]


@pytest.mark.heavy
def test_a_client_whose_every_call_fails_is_at_fault(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        dead = f"http://127.0.0.1:{bound.getsockname()[1]}/mcp"
    home.check_output("install", "cursor", "--connect", dead)

    state, said = findings(home)["client cursor"]

    assert state == "fault"
    assert "every call fails" in said
    assert "start or repair what that names" in said


@pytest.mark.heavy
def test_a_client_whose_store_cannot_be_opened_is_at_fault_in_its_own_file(home: Home) -> None:
    store = home.folder / "notes"
    home.check_output("install", "cursor", "--store", str(store))
    store.write_text("a file in the place of the folder")

    state, said = findings(home)["client cursor"]

    assert state == "fault"
    assert "every call fails: the store" in said
    assert str(home.folder / ".cursor" / "mcp.json") in said


@pytest.mark.heavy
@pytest.mark.skipif(os.name != "posix", reason="there are no such permissions")
def test_a_client_whose_token_others_can_read_is_at_fault(home: Home) -> None:
    token = home.folder / "token"
    token.write_text("a-token-of-some-length")
    token.chmod(0o644)
    home.check_output(
        "install",
        "cursor",
        "--connect",
        "http://127.0.0.1:9/mcp",
        "--token-file",
        str(token),
    )

    state, said = findings(home)["client cursor"]

    assert state == "fault"
    assert "every call fails" in said
    assert str(token) in said
