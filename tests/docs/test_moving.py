"""Every command of the page on moving does what it says."""

import re
import shlex
from pathlib import Path

import pytest

from tests.docs.pages import DOCS
from tests.support.running import Terminal, terminal_in

_PAGE = DOCS / "moving.md"
_BLOCKS = re.compile(r"^```\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Terminal:
    return terminal_in(tmp_path, capfd)


def list_commands() -> list[list[str]]:
    """Return the words of each command of the page, without those that need a bucket."""
    blocks = _BLOCKS.findall(_PAGE.read_text(encoding="utf-8"))
    lines = [line for block in blocks for line in block.splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("mcp-mem0 ")]
    return [words for words in commands if not any("://" in word for word in words)]


@pytest.mark.heavy
@pytest.mark.timeout(120)
def test_every_command_of_the_page_runs_as_it_is_written(terminal: Terminal) -> None:
    terminal.added("remember", "Ana lives in Oslo")
    new_machine = Terminal(terminal.folder / "new", terminal.written)
    new_machine.folder.mkdir()
    commands = list_commands()

    assert {words[0] for words in commands} == {"backup", "restore"}
    for words in commands:
        moved = [f"{terminal.folder}{word}" if word.startswith("/") else word for word in words]
        is_new = words[0] == "restore" and len(words) == 2
        (new_machine if is_new else terminal).check_output(*moved)
    assert "Oslo" in new_machine.check_output("list")
    assert "Oslo" in terminal.check_output("list")


def test_settings_of_the_page_are_ours(tmp_path: Path, terminal: Terminal) -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "config.toml").write_text(text)

    shown = terminal.answered("config")["settings"]

    assert shown["backup.folder"]["value"] == "/backups/memory"
    assert {key for key in shown if key.startswith("backup.")} == {
        "backup.folder",
        "backup.every_h",
        "backup.keep",
    }
