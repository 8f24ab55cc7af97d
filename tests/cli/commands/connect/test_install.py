"""Setting clients up from the command line, as a person does."""

import json
import os
import plistlib
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from mcp_mem0.cli.connecting.lasting_flags import build_lasting_flags
from mcp_mem0.cli.connecting.paste import find_own_command, is_in_cache
from mcp_mem0.cli.connecting.units import build_unit
from mcp_mem0.cli.parsing.flags import take_flags
from mcp_mem0.domain.errors import SettingsError
from tests.support.home_folder import Home, home_in


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path / "home")


def claude_entry(home: Home) -> dict[str, object]:
    return json.loads((home.folder / ".claude.json").read_text())["mcpServers"]["memory"]


@pytest.mark.heavy
def test_one_line_sets_a_client_up_and_one_undoes_it(home: Home) -> None:
    output = home.check_output("install", "claude-code")
    entry = claude_entry(home)
    again = home.check_output("install", "claude-code")
    undone = home.check_output("uninstall", "claude-code")

    assert output.startswith("What leaves this machine: mcp-mem0 sends nothing")
    assert '+    "memory": {' in output
    assert "Wrote" in output
    assert "uninstall claude-code" in output
    command = find_own_command()
    assert entry == {
        "type": "stdio",
        "command": command[0],
        "args": [*command[1:], "serve"],
        "alwaysLoad": True,
    }
    assert Path(command[0]).is_absolute()
    assert "is already set up like this" in again
    assert "Removed this memory from" in undone
    assert not (home.folder / ".claude.json").exists()


def test_a_program_reads_what_was_written_and_what_undoes_it(home: Home) -> None:
    config = home.folder / ".cursor" / "mcp.json"
    config.parent.mkdir()
    config.write_text("{}")

    shown = json.loads(home.check_output("install", "cursor", "--print", "--json"))
    before = config.read_text()
    done = json.loads(home.check_output("install", "cursor", "--json"))
    [written] = done["files"]
    kept = Path(written["backup"]).read_text()
    taken = json.loads(home.check_output(*shlex.split(done["undo"])[1:], "--json"))

    assert (before, shown.get("undo")) == ("{}", None)
    assert [each["difference"] for each in shown["files"]] == [
        each["difference"] for each in done["files"]
    ]
    assert (written["file"], kept) == (str(config), "{}")
    assert done["leaves"].startswith("What leaves this machine")
    assert "Restart Cursor" in done["then"][0]
    assert [each["file"] for each in taken["files"]] == [str(config)]
    assert config.read_text() == "{}"


def test_the_printed_uninstall_command_undoes_exactly_that_install(home: Home) -> None:
    (home.folder / "my shop").mkdir()
    output = home.check_output(
        "install", "cursor", "--project", "my shop", "--name", "shop", "--rules"
    )
    (undoing,) = re.findall("'(mcp-mem0 uninstall .*)' undoes this", output)
    home.check_output(*shlex.split(undoing)[1:])

    assert "is it installed?" not in output
    assert not [*(home.folder / "my shop").iterdir()]


def test_each_client_gets_what_it_can_have_and_it_is_said_why_one_lacks_something(
    home: Home,
) -> None:
    (home.folder / ".cursor").mkdir()
    (home.folder / ".codex").mkdir()

    shown = home.check_output("install", "all", "--rules", "--hooks")

    assert (
        "Cursor gets the server; no rules, because it keeps rules for projects only: add --project"
        " FOLDER; no hooks, because it has no hooks that hand over a conversation."
    ) in shown
    assert "Codex gets the server, rules and hooks." in shown
    assert "'mcp-mem0 uninstall cursor codex' undoes this." in shown
    assert "SessionStart" in (home.folder / ".codex" / "hooks.json").read_text()
    assert not (home.folder / ".gemini").exists()


@pytest.mark.heavy
def test_clients_are_listed_and_one_in_the_way_stops_no_other(home: Home) -> None:
    cursor = home.folder / ".cursor" / "mcp.json"
    cursor.parent.mkdir()
    cursor.write_text("{")
    (home.folder / "shop").mkdir()
    refused = home.run("install", "cursor", "claude-desktop", "codex", "--project", "shop")
    home.check_output("install", "codex")
    cursor.write_text("")
    listed = json.loads(home.check_output("install", "--json"))["clients"]
    undone = home.check_output("uninstall", "all")

    assert "Claude Desktop keeps no servers for projects" in refused.stdout
    assert (home.folder / "shop" / ".codex" / "config.toml").exists()
    states = {each["client"]: each["state"] for each in listed}
    assert (states["codex"], states["cursor"], states["zed"]) == (
        "set up",
        "found here",
        "not found here",
    )
    assert "Removed this memory from" in undone
    assert "Zed" not in undone


def test_print_only_shows(home: Home) -> None:
    shown = home.check_output("install", "codex", "--rules", "--hooks", "--print")

    assert "+[mcp_servers.memory]" in shown
    assert "SessionStart" in shown
    assert not (home.folder / ".codex").exists()


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("/home/ana/.cache/uv/archive-v0/x7Kq/bin/mcp-mem0", True),
        ("/home/ana/.cache/uv/environments-v2/mcp-mem0-5f/bin/mcp-mem0", True),
        ("/home/ana/.cache/pipx/034486b33022a04/bin/mcp-mem0", True),
        ("/home/ana/.local/pipx/.cache/034486b33022a04/bin/mcp-mem0", True),
        ("/home/ana/.local/share/pipx/venvs/mcp-mem0/bin/mcp-mem0", False),
        ("/home/ana/.local/share/uv/tools/mcp-mem0/bin/mcp-mem0", False),
        ("/home/ana/mcp-mem0/.venv/bin/mcp-mem0", False),
    ],
)
def test_a_program_in_a_cache_is_not_one_that_a_client_can_rely_on(
    program: str, *, expected: bool
) -> None:
    assert is_in_cache(program) == expected


def test_settings_of_the_command_line_go_into_the_command(home: Home) -> None:
    home.check_output("install", "claude-code", "--hooks", "--store", "memory", "--space", "work")

    store = ["--store", str(home.folder / "memory"), "--space", "work"]
    assert claude_entry(home)["args"] == [*find_own_command()[1:], "serve", *store]
    hooks = json.loads((home.folder / ".claude" / "settings.json").read_text())["hooks"]
    line = hooks["SessionEnd"][0]["hooks"][0]["command"]
    assert shlex.split(line) == [*find_own_command(), "hook", "claude-code", *store]


def test_settings_of_the_environment_go_into_the_command(tmp_path: Path) -> None:
    flags, _ = take_flags(["--recall-limit", "3"])
    environment = {"MCP_MEM0_SPACE": "work", "MCP_MEM0_STORE": "s3://bucket/memory"}

    config = _empty(tmp_path)
    baked = build_lasting_flags(flags, {**environment, "MCP_MEM0_CONFIG": str(config)})

    assert dict(zip(baked[::2], baked[1::2], strict=True)) == {
        "--config": str(config),
        "--store": "s3://bucket/memory",
        "--space": "work",
        "--recall-limit": "3",
    }


def test_paths_are_written_whole_into_a_client(tmp_path: Path) -> None:
    file = _empty(tmp_path)
    flags, _ = take_flags(["--config", str(file), "--store", "$DATA/x", "--backup-folder", "rel"])

    baked = build_lasting_flags(flags, {"DATA": "/data"})

    assert baked[2:] == ["--store", "/data/x", "--backup-folder", str(Path("rel").absolute())]
    file.write_text('store = "rel"\n')
    with pytest.raises(SettingsError, match=r"store is 'rel', and what starts somewhere else"):
        build_lasting_flags(take_flags(["--config", str(file)])[0], {})


def test_a_secret_in_the_environment_is_not_written_into_a_client(tmp_path: Path) -> None:
    flags, _ = take_flags(["--config", str(_empty(tmp_path))])

    with pytest.raises(SettingsError, match=r"set storage\.options in config\.toml"):
        build_lasting_flags(flags, {"MCP_MEM0_STORAGE_OPTIONS_AWS_SECRET_ACCESS_KEY": "hush"})


def _empty(folder: Path) -> Path:
    file = folder / "config.toml"
    file.touch()
    return file


def test_a_team_server_is_reached_through_a_proxy(home: Home) -> None:
    token = home.folder / "token"
    token.write_text("mem0_x")

    output = home.check_output(
        "install", "claude-desktop", "--connect", "https://m.example.org", "--token-file", "token"
    )

    assert "goes to m.example.org, whose operator can read it" in output
    file = home.folder / ".config" / "Claude" / "claude_desktop_config.json"
    if sys.platform == "linux":
        entry = json.loads(file.read_text())["mcpServers"]["memory"]
        link = ["--connect", "https://m.example.org", "--token-file", str(token)]
        assert entry["args"] == [*find_own_command()[1:], "serve", *link]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["install", "emacs"], "'emacs' is not a client"),
        (["install", "cursor", "emacs"], "'emacs' is not a client"),
        (["install", "all"], "no client was found here"),
        (["install", "windsurf", "--project", "."], "keeps no servers for projects"),
        (["install", "cursor", "--project", "no-such-shop"], "no-such-shop': correct --project"),
        (["install", "codex", "--token-file", "x"], "needs --connect"),
        (["install", "codex", "--connect", "http://x", "--token-file", "x"], "there is no file '/"),
        (["serve", "--connect", "nowhere"], "is not the URL of a server"),
        (["serve", "--connect", "http://[x"], "is not the URL of a server"),
        (["install", "codex", "--connect", "http://x:y"], "is not the URL of a server"),
        (["serve", "--token-file", "x"], "needs --connect"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(home: Home, words: list[str], sentence: str) -> None:
    done = home.run(*words)

    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_the_key_is_asked_for_once_and_stored_for_its_owner_only(home: Home) -> None:
    first = in_terminal(home, ["install", "codex"], "sk-proj-other\n", "sk-ant-secret\n")
    again = in_terminal(home, ["install", "claude-code"])

    config = home.folder / ".config" / "mcp-mem0" / "config.toml"
    key = config.with_name("model.key")
    assert tomllib.loads(config.read_text()) == {"model": {"api_key_file": str(key)}}
    assert key.read_text() == "sk-ant-secret\n"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "Key (Enter for none" in first
    assert "That is no key of Anthropic, which begins with sk-ant-: type it again" in first
    assert "sk-ant-secret" not in first
    assert "sk-proj-other" not in first
    assert "goes to api.anthropic.com (for decisions)" in first
    assert "Key (Enter" not in again
    assert "goes to api.anthropic.com (for decisions)" in again


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of POSIX")
def test_after_an_empty_answer_the_key_is_not_asked_for_again(home: Home) -> None:
    first = in_terminal(home, ["install", "codex"], "\n")
    again = in_terminal(home, ["install", "claude-code"])

    assert "mcp-mem0 sends nothing" in first
    assert "Key (Enter" not in again
    assert not (home.folder / ".config" / "mcp-mem0").exists()


def in_terminal(home: Home, words: list[str], *answers: str) -> str:
    """Run our command line in a terminal of its own; returns all its words, however broken."""
    import pty  # noqa: PLC0415 - POSIX only

    shown = bytearray()

    def read(descriptor: int) -> bytes:
        piece = os.read(descriptor, 1_024)
        shown.extend(piece)
        # The blank comes last, when what was typed before has been thrown away.
        asked = bytes(shown).count(b"rules decide): ")
        if len(typed) < min(asked, len(answers)):
            typed.append(answers[len(typed)])
            os.write(descriptor, typed[-1].encode())
        return piece

    typed: list[str] = []
    command = ["env", "-i", *(f"{k}={v}" for k, v in home.environment.items())]
    pty.spawn([*command, *find_own_command(), *words], read)
    return " ".join(shown.decode().split())


UNIT = ["/opt/m/mcp-mem0", "up", "--stay", "--store", "/a b/%s <$HOME> \"'"]


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        (
            "linux",
            r'''ExecStart="/opt/m/mcp-mem0" "up" "--stay" "--store" "/a b/%%s <$$HOME> \"'"''',
        ),
        ("win32", "schtasks /Create /TN mcp-mem0"),
    ],
)
def test_a_unit_runs_the_server(platform: str, expected: str) -> None:
    assert expected in build_unit(platform, UNIT, Path("/state/server.log"))


def test_a_unit_of_launchd_can_be_read_back() -> None:
    read = plistlib.loads(build_unit("darwin", UNIT, Path("/state/server.log")).encode())

    assert read["ProgramArguments"] == UNIT
    assert read["StandardErrorPath"] == "/state/server.log"
    assert read["RunAtLoad"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_takes_the_unit(home: Home) -> None:
    file = home.folder / "mcp-mem0.service"
    file.write_text(home.check_output("up", "--print-unit", "--store", "my $HOME/%s"))

    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", str(file)],  # noqa: S607 - as found
        # A short one: systemd refuses sockets with long paths in units that are not ours.
        env={"XDG_RUNTIME_DIR": "/run", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout + done.stderr) == (0, "")
