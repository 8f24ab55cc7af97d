"""`config --edit`: the file is always what it was, or what was checked, with every comment."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mcp_mem0.cli.editing.settings_file import SettingsEdit, find_editor
from mcp_mem0.config import render_own_toml
from mcp_mem0.domain.errors import RequestError, SettingsError

_SCRIPT = """
import pathlib, sys
file = pathlib.Path(sys.argv[1])
text = file.read_text()
{lines}
file.write_text(text)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "config.toml"


def edit(file: Path, lines: str, ask_again: Callable[[str], bool] | None = None) -> bool:
    """Edit with a program that changes the variable `text`."""
    script = file.parent.parent / "editor.py"
    script.write_text(_SCRIPT.format(lines=lines))
    editor = (sys.executable, str(script))
    return SettingsEdit(file=file, editor=editor, ask_again=ask_again).run()


def test_a_new_file_has_every_setting_with_its_comment(file: Path) -> None:
    assert edit(file, "text = text.replace('# keep = 7', 'keep = 3')")

    assert file.read_text() == render_own_toml().replace("# keep = 7", "keep = 3")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


def test_nothing_is_made_when_nothing_was_changed(file: Path) -> None:
    assert not edit(file, "pass")

    assert [*file.parent.iterdir()] == []


def test_comments_of_a_person_stay(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('# mine\nspace = "home" # for Ana\n')

    edit(file, "text += '[recall]\\nlimit = 3\\n'")

    assert file.read_text() == '# mine\nspace = "home" # for Ana\n[recall]\nlimit = 3\n'


def test_an_error_names_key_and_line_and_keeps_the_text(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('# mine\nspace = "home"\n')

    with pytest.raises(SettingsError) as caught:
        edit(file, "text += '[recall]\\nlimit = 0 # none\\n'")

    assert f"{file}, line 4: recall.limit is 0" in str(caught.value)
    assert "the settings are as they were, and your text is in" in str(caught.value)
    assert file.read_text() == '# mine\nspace = "home"\n'
    assert edit(file, "text = text.replace('limit = 0', 'limit = 3')")
    assert file.read_text() == '# mine\nspace = "home"\n[recall]\nlimit = 3 # none\n'


def test_who_is_asked_may_go_on_at_once(file: Path) -> None:
    told: list[str] = []

    def agree(problem: str) -> bool:
        told.append(problem)
        return True

    lines = "text += 'space = 3\\n' if 'space = 3' not in text else ''\n"
    lines += "text = text.replace('space = 3\\n', 'space = \"x\"\\n') if 'once' in text else text\n"
    file.parent.mkdir()
    file.write_text("# begun\n")
    edit(file, lines + "text += '# once\\n'", agree)

    assert len(told) == 1
    assert "line 2: space is 3" in told[0]
    assert 'space = "x"' in file.read_text()


def test_an_editor_that_fails_changes_nothing(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("# mine\n")

    with pytest.raises(RequestError, match="ended with code 3"):
        edit(file, "text = 'lost'; sys.exit(3)")
    with pytest.raises(RequestError, match="cannot be started"):
        SettingsEdit(file=file, editor=("/nowhere/editor",)).run()

    assert file.read_text() == "# mine\n"


def test_text_that_is_not_utf_8_is_refused(file: Path) -> None:
    with pytest.raises(SettingsError, match="is not UTF-8 text"):
        edit(file, "file.write_bytes(b'\\xff'); sys.exit(0)")

    assert not file.exists()


def test_a_file_that_somebody_else_changed_meanwhile_stays(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("# mine\n")
    lines = f"pathlib.Path({str(file)!r}).write_text('# theirs\\n'); text += '# more\\n'"

    with pytest.raises(RequestError, match="was changed by somebody else meanwhile"):
        edit(file, lines)

    assert file.read_text() == "# theirs\n"


def test_the_editor_is_the_one_that_the_environment_names() -> None:
    assert find_editor({"VISUAL": "code --wait", "EDITOR": "nano"}) == ("code", "--wait")
    assert find_editor({"VISUAL": " ", "EDITOR": "nano"}) == ("nano",)
    with pytest.raises(RequestError, match="no editor is known: set VISUAL or EDITOR"):
        find_editor({})
    with pytest.raises(RequestError, match="the variable EDITOR is"):
        find_editor({"EDITOR": "vi 'x"})


@pytest.mark.skipif(os.name == "nt", reason="modes are those of POSIX")
def test_a_file_that_others_could_read_is_private_afterwards(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("# mine\n")
    file.chmod(0o644)

    edit(file, "text += '# more\\n'")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
