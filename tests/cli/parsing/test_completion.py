"""Shell completion, requested like typer's scripts for bash, zsh and fish do."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from mcp_mem0.cli.main import COMPLETION_VARIABLE, run
from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal

COMMAND = Path(sys.executable).with_name("mcp-mem0")

IN_BASH = """
eval "$(_MCP_MEM0_COMPLETE=source_bash mcp-mem0)"
complete -p mcp-mem0
asked() {
    COMP_WORDS=(mcp-mem0 "$@")
    COMP_CWORD=$#
    _mcp_mem0_completion mcp-mem0
    echo "${COMPREPLY[@]}"
}
asked undo --dr
asked list --sp
"""


def words_in(words: str) -> Mapping[str, str]:
    """Return how bash asks what may follow."""
    count = len(words.split()) - (not words.endswith(" "))
    return {COMPLETION_VARIABLE: "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(count)}


def completed(
    asked: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> list[str]:
    capfd.readouterr()
    with monkeypatch.context() as shell:
        for name, value in asked.items():
            shell.setenv(name, value)
        assert run([]) == Exit.DONE
    return capfd.readouterr().out.split("\n")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("mcp-mem0 rec", ["recall"]),
        ("mcp-mem0 ev", ["eval"]),
        ("mcp-mem0 --store /x --recall-limit 5 undo --dr", ["--dry-run"]),
        ("mcp-mem0 token re", ["revoke"]),
        ("mcp-mem0 --st", ["--store"]),
        ("mcp-mem0 recall --s", ["--since", "--store", "--space"]),
        ("mcp-mem0 recall --c", ["--config"]),
        ("mcp-mem0 eval retrieval --s", ["--store", "--space"]),
        ("mcp-mem0 recall --store ", [""]),
    ],
)
def test_commands_and_options_are_completed_those_of_all_commands_too(
    words: str,
    offered: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    found = completed(words_in(words), monkeypatch, capfd)

    assert [each for each in found if each] == [each for each in offered if each]


@pytest.mark.parametrize("place", ["recall --store {} --space ", "--store {} list --space "])
def test_spaces_are_completed_from_the_store_that_is_named(
    place: str,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for space in ("work", "home", "hobby"):
        terminal.check_output("remember", f"Ana is at {space}", "--space", space)
    words = f"mcp-mem0 {place.format(terminal.store)}"

    assert completed(words_in(words), monkeypatch, capfd)[:-1] == ["hobby", "home", "work"]
    assert completed(words_in(f"{words}ho"), monkeypatch, capfd)[:-1] == ["hobby", "home"]


def test_a_store_that_is_not_there_has_no_spaces_and_stays_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    words = f"mcp-mem0 list --store {tmp_path / 'store'} --space "

    assert "".join(completed(words_in(words), monkeypatch, capfd)) == ""
    assert list(tmp_path.iterdir()) == []


def test_zsh_and_fish_are_answered_as_they_ask(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    asked = {"_TYPER_COMPLETE_ARGS": "mcp-mem0 recall --sp"}
    fish = {
        **asked,
        COMPLETION_VARIABLE: "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }

    (zsh, *_) = completed({**asked, COMPLETION_VARIABLE: "complete_zsh"}, monkeypatch, capfd)
    (first, *_) = completed(fish, monkeypatch, capfd)

    assert "_arguments" in zsh
    assert '"--space":"Whose memory."' in zsh
    assert first.split("\t") == ["--space", "Whose memory."]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_itself_completes_with_the_script_that_it_is_given() -> None:
    path = f"{COMMAND.parent}:/usr/bin:/bin"

    ended = subprocess.run(
        ["bash", "--norc", "-c", IN_BASH],  # noqa: S607 - the one that is there
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert ended.stdout.split("\n")[-3:-1] == ["--dry-run", "--space"]


def test_help_lists_only_the_options_of_the_command(terminal: Terminal) -> None:
    assert (
        "--store"
        not in terminal.check_output("stats", "--help").partition("Every command takes")[0]
    )
