"""The command line: answers for people and programs, one sentence and an exit code for errors."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from mcp_mem0 import __version__
from mcp_mem0.cli.connecting.paste import build_pastes, find_own_command
from mcp_mem0.cli.main import run
from mcp_mem0.cli.parsing.exits import Exit
from mcp_mem0.cli.parsing.flags import take_flags
from mcp_mem0.config import render_example_toml
from mcp_mem0.domain.errors import SettingsError
from tests.support.code_page_streams import type_in
from tests.support.locomo import question, record, written

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a store of its own; returns exit code, stdout and stderr."""
    settings = tmp_path / "config.toml"
    settings.touch()

    def run_one(*arguments: str) -> tuple[int, str, str]:
        store = ("--config", str(settings), "--store", str(tmp_path / "store"))
        code = run([*arguments[:1], *store, *arguments[1:]])
        shown = capfd.readouterr()
        return code, shown.out, shown.err

    return run_one


def test_what_was_remembered_is_recalled(cli: Run) -> None:
    kept = cli("remember", "Ana lives in Oslo")
    found = cli("recall", "Where does Ana live?")

    assert (kept[0], kept[2], found[0], found[2]) == (Exit.DONE, "", Exit.DONE, "")
    assert 'kept: "Ana lives in Oslo" (f_' in kept[1]
    assert "Ana lives in Oslo" in found[1]


def test_a_decision_by_rules_is_reported_however_short_the_wait(cli: Run) -> None:
    kept = cli("remember", "Ana lives in Oslo", "--wait", "0")[1]
    refused = cli("remember", "Ana lives in Oslo", "--wait", "-1")

    assert kept.startswith("remember: done")
    assert "Nothing is pending." in cli("pending")[1]
    assert refused[0] == Exit.REQUEST
    assert "wait_s is -1" in refused[2]


def test_json_is_for_programs(cli: Run) -> None:
    added = json.loads(cli("remember", "Ana lives in Rome", "--json")[1])
    fact = added["operations"][0]["id"]
    shown = json.loads(
        cli("remember", "Ana lives in Oslo", "--replaces", fact, "--json", "--dry-run")[1]
    )
    found = json.loads(cli("recall", "Ana", "--json")[1])

    assert shown["operations"][0]["closed"] == [
        {"id": fact, "revision": 1, "text": "Ana lives in Rome"}
    ]
    assert [(each["id"], each["text"]) for each in found["memories"]] == [
        (fact, "Ana lives in Rome")
    ]


def test_a_conversation_comes_from_a_file(cli: Run, tmp_path: Path) -> None:
    file = tmp_path / "talk.json"
    file.write_text('[{"role": "user", "content": "The blue bicycle is mine", "name": "Ana"}]')

    kept = cli("remember", "--messages", str(file))

    assert kept[0] == Exit.DONE
    assert "blue bicycle" in cli("recall", "bicycle")[1]


@pytest.mark.parametrize(
    "text",
    [
        '{"role": "human", "content": [{"type": "text", "text": "The blue bicycle"}]}',
        '\ufeff[{"content": "", "tool_calls": [{}]}, {"from": "human", "value": "A blue bicycle"}]',
    ],
)
def test_a_conversation_of_another_program_is_kept_as_far_as_it_is_readable(
    cli: Run, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "talk.json"
    file.write_text(text, encoding="utf-8")

    kept = cli("remember", "--messages", str(file))

    assert kept[0] == Exit.DONE
    assert ("only called tools" in kept[1]) == ("tool_calls" in text)
    assert "blue bicycle" in cli("recall", "bicycle")[1]


def test_a_file_that_is_no_conversation_is_refused_with_how_to_write_one(
    cli: Run, tmp_path: Path
) -> None:
    file = tmp_path / "talk.json"
    file.write_text("Ana: Hello!", encoding="utf-8")

    ended, _, err = cli("remember", "--messages", str(file))

    assert ended == Exit.REQUEST
    assert "talk.json' is not JSON (line 1, column 1 has 'Ana: Hello!'): write it like" in err


def test_a_relation_is_forgotten_and_restored(cli: Run) -> None:
    related = json.loads(cli("relate", "Ana", "works_at", "Acme", "--json")[1])
    forgotten = json.loads(cli("forget", related["operations"][0]["id"], "--json")[1])
    gone = cli("recall", "Acme")[1]
    cli("undo", forgotten["change"])

    assert "Ana works at Acme" not in gone
    assert "Ana works at Acme" in cli("recall", "Acme")[1]


def test_a_space_of_the_command_line_is_written_to_and_read_from(cli: Run) -> None:
    cli("remember", "Ana lives in Oslo", "--space", "home")

    assert "Oslo" in cli("recall", "Ana", "--space", "home")[1]
    assert "Oslo" not in cli("recall", "Ana")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["remember"], Exit.REQUEST, "none of content, contents and messages"),
        (["remember", "x", "--said-at", "soon"], Exit.REQUEST, "said_at is 'soon'"),
        (["remember", "--messages", "/nowhere.json"], Exit.REQUEST, "/nowhere.json"),
        (["recall", "x", "--limit", "0"], Exit.REQUEST, "limit is 0"),
        (["recall", "x", "--recall-limit", "many"], Exit.REQUEST, "--recall-limit"),
        (["recall", "x", "--space", "A B"], Exit.REQUEST, "cannot name a space"),
        (["undo", "x"], Exit.REQUEST, "'x'"),
        (["config", "--example", "--json"], Exit.REQUEST, "leave out --json"),
        (["up", "--print-unit", "--json"], Exit.REQUEST, "leave out --json"),
        (["up", "--stay", "--json"], Exit.REQUEST, "leave out --json"),
        (["recall", "x", "--config", "/nowhere.toml"], Exit.REQUEST, "/nowhere.toml"),
        (["recall", "x", "--config="], Exit.REQUEST, "--config is '': it names nothing"),
        (["recall", "x", "--store", ""], Exit.REQUEST, "--store is '': it is empty"),
        (["recall", "x", "--store", __file__], Exit.STORE, "is a file"),
        (["recall", "x", "--store", "ftp://x"], Exit.STORE, "ftp://x"),
    ],
)
def test_an_error_is_one_sentence_and_an_exit_code(
    cli: Run, arguments: list[str], code: Exit, sentence: str
) -> None:
    ended, out, err = cli(*arguments)

    assert (ended, out) == (code, "")
    assert err.startswith("mcp-mem0: ")
    assert sentence in err
    assert err.count("\n") == 1


def test_an_unknown_option_is_a_wrong_request(cli: Run) -> None:
    code, _, err = cli("recall", "x", "--limits", "5")

    assert code == Exit.REQUEST
    assert "--limits" in err


def test_config_shows_each_value_and_where_it_comes_from(cli: Run, tmp_path: Path) -> None:
    shown = json.loads(cli("config", "--recall-limit", "3", "--json")[1])
    table = cli("config")[1]

    rows = shown["settings"]
    assert shown["file"] == str(tmp_path / "config.toml")

    assert rows["recall.limit"] == {"value": 3, "from": "--recall-limit"}
    assert rows["recall.max_tokens"] == {"value": 1500, "from": "default"}
    assert rows["store"]["from"] == "--store"
    assert "recall.limit" in table


def test_config_hides_what_may_be_secret(cli: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[storage.options]\naws_secret_access_key = "hush"\n')

    assert "hush" not in cli("config", "--json")[1] + cli("config")[1]


def test_config_prints_the_example_file(cli: Run) -> None:
    assert cli("config", "--example")[1] == render_example_toml()


def test_flags_may_be_anywhere_before_two_dashes() -> None:
    flags, rest = take_flags(
        ["--space=work", "recall", "--limit", "3", "--config", "c.toml", "--", "--store", "x"]
    )

    assert (flags.values, flags.config_file) == ({"space": "work"}, Path("c.toml"))
    assert rest == ["recall", "--limit", "3", "--", "--store", "x"]


def test_a_flag_without_its_value_is_refused() -> None:
    with pytest.raises(SettingsError, match="--store needs a value"):
        take_flags(["serve", "--store"])


def test_the_version_is_printed_without_a_command(cli: Run) -> None:
    assert cli("--version") == (Exit.DONE, f"mcp-mem0 {__version__}\n", "")


def test_python_m_is_the_same_command() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "mcp_mem0", "--help"], capture_output=True, text=True, check=True
    )

    assert "Usage: mcp-mem0" in shown.stdout


def test_what_is_pasted_into_a_client_starts_this_installation() -> None:
    command = find_own_command()
    json_text, _, toml_text = (paste.text for paste in build_pastes(command))

    server = json.loads(json_text)["mcpServers"]["memory"]
    assert [server["command"], *server["args"]] == [*command, "serve"]
    assert Path(command[0]).is_absolute()
    assert json.dumps(command[0]) in toml_text


def test_retrieval_is_measured_in_a_store_made_for_it(cli: Run, tmp_path: Path) -> None:
    data = tmp_path / "talk.json"
    data.write_text(written([record(question("What colour is the boat?", 4, "D1:2"))]))

    table = cli("eval", "retrieval", "--data", str(data))
    figures = json.loads(cli("eval", "retrieval", "--data", str(data), "--json")[1])

    assert table[0] == Exit.DONE
    assert "recall@5    @10    @20  hit@10" in table[1]
    assert (figures["overall"]["questions"], figures["overall"]["recall_at_10"]) == (1, 100.0)
    assert not (tmp_path / "store").exists()


def test_a_client_that_starts_the_server_cannot_leave_its_store_relative(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.toml").touch()
    given = ("--config", str(tmp_path / "c.toml"), "--store", "no-such-folder/x")

    with type_in(b""):
        code = run(["serve", *given])

    assert code == Exit.REQUEST
    assert "--store is 'no-such-folder/x': it is relative" in capfd.readouterr().err
    assert not Path("no-such-folder").exists()


def test_at_a_terminal_a_relative_store_is_said_to_be_in_the_working_directory(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.toml").touch()

    run(["list", "--config", str(tmp_path / "c.toml"), "--store", "no-such-folder/x"])

    where = str(Path("no-such-folder/x").absolute())
    shown = capfd.readouterr().err
    assert f"--store is relative to the working directory: {where!r}\n" in shown


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="the system has no full disk to write to"
)
def test_what_was_done_stays_done_when_the_disk_behind_stdout_is_full(cli: Run) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full, redirect_stdout(full):
        code, out, err = cli("remember", "Ana lives in Oslo")

    assert (code, out) == (Exit.OUTPUT, "")
    assert err.count("\n") == 1
    assert "No space left" in err
    assert "Ana lives in Oslo" in cli("recall", "Ana")[1]


def test_a_reader_that_stops_early_is_no_error(cli: Run) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w", encoding="utf-8") as pipe, redirect_stdout(pipe):
        ended = cli("remember", "Ana lives in Oslo")

    assert ended == (Exit.DONE, "", "")
    assert "Ana lives in Oslo" in cli("recall", "Ana")[1]
