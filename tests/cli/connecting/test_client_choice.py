"""Clients are named on the command line, or found."""

from pathlib import Path

import pytest

from mcp_mem0.adapters.clients.setup.catalogue import CLIENTS
from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.cli.connecting.client_choice import (
    build_install_line,
    choose_clients,
    describe_choice,
    list_found_clients,
)
from mcp_mem0.domain.errors import RequestError


@pytest.fixture
def places(tmp_path: Path) -> Places:
    environment = {"PATH": str(tmp_path / "bin")}
    return Places(
        home=tmp_path, platform="linux", environment=environment, state=tmp_path / "state"
    )


def test_a_client_is_found_by_its_folder_its_file_or_its_program(places: Places) -> None:
    with pytest.raises(RequestError, match="no client was found here: name those"):
        list_found_clients(places)
    (places.home / ".cursor").mkdir()
    places.claude_json.write_text("{}")
    program = places.home / "bin" / "codex"
    program.parent.mkdir()
    program.touch(mode=0o755)

    found = [client.name for client in list_found_clients(places)]

    assert found == ["claude-code", "cursor", "codex"]
    assert build_install_line(["mcp-mem0"], places) == "mcp-mem0 install claude-code cursor codex"


def test_where_no_client_is_found_all_that_can_be_set_up_are_named(places: Places) -> None:
    assert build_install_line(["mcp-mem0"], places) == "mcp-mem0 install CLIENT"
    names = ", ".join(client.name for client in CLIENTS)
    assert describe_choice(places) == f"with your client as CLIENT: {names}"


def test_each_client_is_chosen_once() -> None:
    chosen = choose_clients(["Cursor", "all", "cursor"], lambda: list(CLIENTS[:3]))

    assert [client.name for client in chosen] == ["cursor", "claude-desktop", "claude-code"]
