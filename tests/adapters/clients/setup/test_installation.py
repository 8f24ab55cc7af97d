"""Setting clients up and undoing it, on files as people really have them."""

import codecs
import json
import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.adapters.clients.setup.catalogue import CLIENTS, Client, find_client
from mcp_mem0.adapters.clients.setup.drafts import Edit
from mcp_mem0.adapters.clients.setup.installation import (
    InstallRequest,
    apply_edits,
    is_hooked,
    plan_edits,
    uninstall_server,
)
from mcp_mem0.adapters.clients.setup.places import Places
from mcp_mem0.adapters.clients.setup.servers import read_our_servers
from mcp_mem0.adapters.clients.setup.text_file import read_text_file
from mcp_mem0.domain.errors import RequestError

PROGRAM = "/opt/memory/bin/mcp-mem0"
COMMAND = [PROGRAM, "serve"]
HOOK = [PROGRAM, "hook", "x"]

DESKTOP = """\
{
    // added by Ana
    "globalShortcut": "Ctrl+Space",
    "mcpServers": {
        "filesystem": {
            "command": "npx",
            "args": ["-y", "@modelcontextprotocol/server-filesystem", "/home/ana"],
        },
    },
}
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return places_of(tmp_path, "linux")


def places_of(root: Path, platform: str) -> Places:
    home = root / "home"
    home.mkdir(exist_ok=True)
    return Places(home=home, platform=platform, environment={}, state=root / "state")


def wanted(name: str, *, rules: bool = False, hooks: bool = False) -> InstallRequest:
    client = find_client(name)
    return InstallRequest(
        client=client,
        server="memory",
        command=COMMAND,
        rules=rules,
        hooks=HOOK if hooks else None,
    )


def install(places: Places, what: InstallRequest) -> list[Edit]:
    return [edit for edit, _ in apply_edits(plan_edits(what, places), places)]


def uninstall(places: Places, client: Client) -> list[Edit]:
    return list(uninstall_server(client, places, server="memory", project=None))


def tree(root: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


def everything(client: Client) -> InstallRequest:
    return wanted(client.name, rules=client.rules is not None, hooks=client.hooks is not None)


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_a_client_that_was_set_up_starts_us_and_undoing_it_leaves_no_trace(
    tmp_path: Path, client: Client, platform: str
) -> None:
    places = places_of(tmp_path, platform)
    before = tree(places.home)

    install(places, everything(client))
    command = read_our_servers(client, client.where(places)).get("memory")
    hooked = is_hooked(client, places)
    uninstall(places, client)

    assert command == COMMAND
    assert hooked == (client.hooks is not None)
    assert read_our_servers(client, client.where(places)).get("memory") is None
    assert tree(places.home) == before


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_doing_it_again_changes_nothing(places: Places, client: Client) -> None:
    install(places, everything(client))

    assert plan_edits(everything(client), places) == []


def test_comments_other_servers_and_a_backup_are_kept(places: Places) -> None:
    client = find_client("claude-desktop")
    file = client.where(places)
    file.parent.mkdir(parents=True)
    file.write_text(DESKTOP)

    ((edit, backup),) = list(apply_edits(plan_edits(wanted(client.name), places), places))

    assert backup is not None
    assert backup.read_text() == DESKTOP
    kept = file.read_text()
    assert "// added by Ana" in kept
    assert "@modelcontextprotocol/server-filesystem" in kept
    assert [line for line in edit.difference.splitlines()[2:] if line.startswith("-")] == []
    uninstall(places, client)
    assert file.read_text() == DESKTOP
    assert not backup.exists()


def test_what_the_client_wrote_since_survives_undoing(places: Places) -> None:
    client = find_client("claude-code")
    file = client.where(places)
    file.write_text('{\n  "numStartups": 1\n}\n')
    install(places, wanted(client.name, rules=True, hooks=True))
    state = json.loads(file.read_text())
    file.write_text(json.dumps({**state, "numStartups": 2}, indent=2))

    uninstall(places, client)

    assert json.loads(file.read_text()) == {"numStartups": 2}


def test_undoing_leaves_nothing_of_ours_also_when_the_client_wrote_between_two_times(
    places: Places,
) -> None:
    client = find_client("claude-code")
    file = client.where(places)
    file.write_text('{"numStartups": 1}')
    install(places, wanted(client.name))
    file.write_text(file.read_text().replace("1", "2"))
    install(
        places, InstallRequest(client=client, server="memory", command=["/new/mcp-mem0", "serve"])
    )

    uninstall(places, client)

    assert read_our_servers(client, client.where(places)).get("memory") is None
    assert json.loads(file.read_text())["numStartups"] == 2
    assert uninstall(places, client) == []


def test_an_entry_that_was_pasted_by_hand_is_removed_too(places: Places) -> None:
    client = find_client("codex")
    file = client.where(places)
    file.parent.mkdir()
    file.write_text('# mine\n[mcp_servers.memory]\ncommand = "/old/mcp-mem0"\nargs = ["serve"]\n')
    install(places, wanted(client.name))

    uninstall(places, client)

    assert file.read_text() == "# mine\n"


@pytest.mark.parametrize("name", ["cursor", "codex"])
def test_of_two_servers_of_ours_each_can_be_removed(places: Places, name: str) -> None:
    client = find_client(name)
    before = tree(places.home)
    install(places, wanted(client.name))
    install(
        places, InstallRequest(client=client, server="work", command=[*COMMAND, "--space", "work"])
    )

    uninstall(places, client)
    left = read_our_servers(client, client.where(places)).get("work")
    list(uninstall_server(client, places, server="work", project=None))

    assert left == [*COMMAND, "--space", "work"]
    assert tree(places.home) == before


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["/opt/bin/mcp-mem0", "serve", "--space", "work"], True),
        (["/opt/bin/python", "-m", "mcp_mem0", "serve"], True),
        (["uvx", "mcp-mem0==0.1.0", "serve"], True),
        (["uv", "run", "--directory", "/opt", "mcp-mem0", "serve"], True),
        (["npx", "-y", "server-filesystem", "/home/ana/src/mcp-mem0"], False),
        (["/opt/bin/other", "serve"], False),
    ],
)
def test_a_command_is_ours_if_it_serves_this_memory(
    places: Places, command: list[str], *, expected: bool
) -> None:
    file = find_client("cursor").where(places)
    file.parent.mkdir(parents=True)
    entry = {"command": command[0], "args": command[1:]}
    file.write_text(json.dumps({"mcpServers": {"other": entry}}))

    assert (read_our_servers(find_client("cursor"), file) == {"other": command}) == expected


def test_an_entry_of_ours_is_written_whole_when_it_is_done_again(places: Places) -> None:
    client = find_client("codex")
    install(places, wanted(client.name))
    file = client.where(places)
    file.write_text(file.read_text() + "tool_timeout_sec = 90\n")

    install(
        places, InstallRequest(client=client, server="memory", command=["/new/mcp-mem0", "serve"])
    )

    assert "tool_timeout_sec" not in file.read_text()
    assert read_our_servers(client, client.where(places)).get("memory") == [
        "/new/mcp-mem0",
        "serve",
    ]


@pytest.mark.parametrize("last", ["server-memory", "/home/ana/src/mcp-mem0"])
def test_another_server_of_that_name_is_never_overwritten(places: Places, last: str) -> None:
    file = find_client("cursor").where(places)
    file.parent.mkdir(parents=True)
    foreign = {"mcpServers": {"memory": {"command": "npx", "args": ["-y", last]}}}
    file.write_text(json.dumps(foreign))

    with pytest.raises(RequestError, match="another server under the name 'memory'"):
        plan_edits(wanted("cursor"), places)
    uninstall(places, find_client("cursor"))

    assert json.loads(file.read_text()) == foreign


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-8"),
    ],
)
def test_the_encoding_of_a_file_stays(places: Places, mark: bytes, encoding: str) -> None:
    file = find_client("claude-desktop").where(places)
    file.parent.mkdir(parents=True)
    text = '{"name": "Änne 😀"}\r\n'
    file.write_bytes(mark + text.encode(encoding))

    install(places, wanted("claude-desktop"))

    content = file.read_bytes()
    assert content.startswith(mark)
    written = content[len(mark) :].decode(encoding)
    assert "Änne 😀" in written
    assert COMMAND[0] in written
    uninstall(places, find_client("claude-desktop"))
    assert file.read_bytes() == mark + text.encode(encoding)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"name": "\xe4nne"}', "not UTF-8"),
        (b'{"mcpServers": ', "cannot be edited: line 1"),
        (b'{"mcpServers": []}', "mcpServers is not an object"),
    ],
)
def test_a_file_that_cannot_be_edited_stays_as_it_is(
    places: Places, content: bytes, sentence: str
) -> None:
    file = find_client("claude-desktop").where(places)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)

    with pytest.raises(RequestError, match=sentence):
        install(places, wanted("claude-desktop"))

    assert file.read_bytes() == content


def test_a_read_only_file_is_refused_and_stays(places: Places) -> None:
    file = find_client("claude-desktop").where(places)
    file.parent.mkdir(parents=True)
    file.write_text("{}")
    file.chmod(0o444)

    with pytest.raises(RequestError, match="read-only"):
        install(places, wanted("claude-desktop"))

    assert file.read_text() == "{}"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link_and_rights_stay(places: Places, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles" / "mcp.json"
    real.parent.mkdir()
    real.write_text("{}")
    real.chmod(0o640)
    link = find_client("cursor").where(places)
    link.parent.mkdir(parents=True)
    link.symlink_to(real)

    install(places, wanted("cursor"))

    assert link.is_symlink()
    assert COMMAND[0] in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    uninstall(places, find_client("cursor"))
    assert link.is_symlink()
    assert real.read_text() == "{}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_file_that_is_made_is_its_owners_alone(places: Places) -> None:
    install(places, wanted("claude-desktop"))

    file = find_client("claude-desktop").where(places)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_changes_meanwhile_is_left_alone(places: Places) -> None:
    file = find_client("claude-code").where(places)
    file.write_text("{}")
    edits = plan_edits(wanted("claude-code"), places)
    file.write_text('{"numStartups": 2}')

    with pytest.raises(RequestError, match="changed while it was read"):
        list(apply_edits(edits, places))

    assert file.read_text() == '{"numStartups": 2}'


def test_rules_are_added_to_the_users_own_and_removed_again(places: Places) -> None:
    client = find_client("claude-code")
    rules = places.claude / "CLAUDE.md"
    rules.parent.mkdir()
    rules.write_text("Be brief.\n")

    install(places, wanted(client.name, rules=True))
    written = rules.read_text()
    rules.write_text(written + "\nUse metric units.\n")
    uninstall(places, client)

    assert written.startswith("Be brief.\n")
    assert "call `recall`" in written
    assert rules.read_text() == "Be brief.\n\nUse metric units.\n"


def test_rules_of_a_project_are_written_in_the_project(places: Places, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    client = find_client("cursor")
    what = InstallRequest(
        client=client, server="memory", command=COMMAND, project=project, rules=True
    )

    install(places, what)
    files = tree(project)
    list(uninstall_server(client, places, server="memory", project=project))

    assert {name for name, content in files.items() if content} == {
        "AGENTS.md",
        os.path.join(".cursor", "mcp.json"),  # noqa: PTH118 - a name below the project
    }
    assert tree(project) == {}


@pytest.mark.parametrize("text", ["", "Be brief.\n"])
def test_rules_that_several_clients_read_go_with_the_last_of_them(
    places: Places, tmp_path: Path, text: str
) -> None:
    project = tmp_path / "project"
    project.mkdir()
    rules = project / "AGENTS.md"
    if text:
        rules.write_text(text)
    before = tree(project)
    clients = [find_client(name) for name in ("codex", "cursor", "zed")]
    for client in clients:
        install(
            places,
            InstallRequest(
                client=client, server="memory", command=COMMAND, project=project, rules=True
            ),
        )

    written: list[bool] = []
    for client in clients:
        list(uninstall_server(client, places, server="memory", project=project))
        written.append(rules.exists() and "call `recall`" in rules.read_text())

    assert written == [True, True, False]
    assert tree(project) == before


def of_space(name: str, server: str) -> InstallRequest:
    """Want a server of its own for a space, with rules and hooks."""
    client = find_client(name)
    options = ["--space", server]
    return InstallRequest(
        client=client,
        server=server,
        command=[*COMMAND, *options],
        rules=True,
        hooks=[PROGRAM, "hook", name, *options],
    )


def hooks_in(places: Places, name: str) -> list[str]:
    """Return what a client runs when a session starts."""
    hooks = find_client(name).hooks
    assert hooks
    settings = hooks.where(places)
    table = json.loads(settings.read_text() if settings.exists() else "{}").get("hooks", {})
    return [group["hooks"][0]["command"] for group in table.get("SessionStart", [])]


HOOKED = ["claude-code", "codex", "gemini"]


@pytest.mark.parametrize("name", HOOKED)
def test_of_two_servers_each_has_its_hooks_and_the_rules_go_with_the_last(
    places: Places, name: str
) -> None:
    client = find_client(name)
    assert client.rules
    rules = client.rules(places)
    before = tree(places.home)
    install(places, of_space(name, "home"))
    install(places, of_space(name, "work"))

    both = hooks_in(places, name)
    list(uninstall_server(client, places, server="home", project=None))
    left = hooks_in(places, name)

    assert both == [f"{PROGRAM} hook {name} --space {space}" for space in ("home", "work")]
    assert left == both[1:]
    assert "call `recall`" in rules.read_text()
    list(uninstall_server(client, places, server="work", project=None))
    assert tree(places.home) == before


@pytest.mark.parametrize("name", HOOKED)
def test_a_name_that_is_not_listed_takes_nothing_of_others_out(places: Places, name: str) -> None:
    install(places, of_space(name, "home"))
    before = tree(places.home)

    assert list(uninstall_server(find_client(name), places, server="hom", project=None)) == []
    assert tree(places.home) == before


def test_a_server_that_gets_other_options_keeps_one_hook(places: Places) -> None:
    install(places, of_space("claude-code", "work"))
    other = of_space("claude-code", "home")

    install(places, replace(other, server="work"))

    assert hooks_in(places, "claude-code") == [f"{PROGRAM} hook claude-code --space home"]


def test_hooks_stay_with_a_server_of_the_same_options(places: Places) -> None:
    work = of_space("claude-code", "work")
    install(places, work)
    install(places, replace(work, server="same"))

    list(uninstall_server(work.client, places, server="work", project=None))

    assert hooks_in(places, "claude-code") == [f"{PROGRAM} hook claude-code --space work"]


@pytest.mark.parametrize(
    ("name", "part", "sentence"),
    [
        ("claude-desktop", "rules", "keeps no rules in a file"),
        ("cursor", "rules", "add --project FOLDER"),
        ("cursor", "hooks", "has no hooks that hand over"),
    ],
)
def test_what_a_client_cannot_do_is_said(
    places: Places, name: str, part: str, sentence: str
) -> None:
    with pytest.raises(RequestError, match=sentence):
        plan_edits(wanted(name, rules=part == "rules", hooks=part == "hooks"), places)


def test_hooks_are_added_next_to_the_users_own(places: Places) -> None:
    client = find_client("claude-code")
    settings = places.claude / "settings.json"
    settings.parent.mkdir()
    own = {"hooks": {"SessionStart": [{"hooks": [{"type": "command", "command": "date"}]}]}}
    settings.write_text(json.dumps(own))

    install(places, wanted(client.name, hooks=True))
    hooks = json.loads(settings.read_text())["hooks"]
    uninstall(places, client)

    assert [len(hooks[event]) for event in ("SessionStart", "PreCompact", "SessionEnd")] == [
        2,
        1,
        1,
    ]
    assert hooks["SessionStart"][0]["hooks"][0]["command"] == "date"
    assert json.loads(settings.read_text()) == own


def test_an_unknown_client_is_answered_with_the_known_ones() -> None:
    with pytest.raises(RequestError, match=r"'emacs' is not a client.*claude-desktop"):
        find_client("emacs")


def test_a_missing_file_reads_as_empty(tmp_path: Path) -> None:
    file = read_text_file(tmp_path / "none.json")

    assert (file.content, file.text) == (None, "")
