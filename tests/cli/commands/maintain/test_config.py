"""`config --edit`, as a person runs it."""

import sys

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal

_EDITOR = """
import pathlib, sys
file = pathlib.Path(sys.argv[1])
file.write_text(file.read_text() + {added!r})
"""


@pytest.fixture
def set_editor(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> object:
    """Let $EDITOR be a program that adds a text."""

    def set_one(added: str) -> None:
        script = terminal.folder / "editor.py"
        script.write_text(_EDITOR.format(added=added))
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")

    return set_one


def run_edit(terminal: Terminal) -> tuple[int, str]:
    ended = terminal.run("config", "--edit")
    return ended.code, ended.out + ended.err


class TestConfigEdit:
    def test_a_valid_text_is_saved(self, terminal: Terminal, set_editor: object) -> None:
        assert callable(set_editor)
        set_editor("[recall]\nlimit = 3\n")

        code, said = run_edit(terminal)

        assert (code, said.startswith("Saved ")) == (Exit.DONE, True)
        assert terminal.answered("config")["settings"]["recall.limit"]["value"] == 3

    def test_an_error_is_one_sentence_with_key_and_line(
        self, terminal: Terminal, set_editor: object
    ) -> None:
        assert callable(set_editor)
        set_editor("[recall]\nlimits = 3\n")

        code, said = run_edit(terminal)

        assert code == Exit.REQUEST
        assert "config.toml, line 2: 'recall.limits' is not a setting" in " ".join(said.split())
        assert (terminal.folder / "config.toml").read_text() == ""
        assert "limits = 3" in (terminal.folder / "config.draft.toml").read_text()

    def test_without_an_editor_it_says_what_to_set(
        self, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("EDITOR", raising=False)
        monkeypatch.delenv("VISUAL", raising=False)

        code, said = run_edit(terminal)

        assert code == Exit.REQUEST
        assert "no editor is known: set VISUAL or EDITOR" in said

    def test_it_prints_no_json_and_no_example(self, terminal: Terminal) -> None:
        assert "leave out --json" in terminal.run("config", "--edit", "--json").err
        assert "exclude each other" in terminal.run("config", "--edit", "--example").err
