"""`config --edit`, as a person runs it, in a process with an environment of its own."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mcp_mem0.cli.connecting.paste import find_own_command
from mcp_mem0.cli.parsing.exits import Exit
from tests.support.home_folder import Home

_EDITOR = """
import pathlib, sys
file = pathlib.Path(sys.argv[1])
file.write_text(file.read_text() + {added!r})
"""


def run_config(
    folder: Path, *options: str, adding: str | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run `config` with an editor that adds a text, or with none."""
    environment = Home(folder).environment
    if adding is not None:
        script = folder / "editor.py"
        script.write_text(_EDITOR.format(added=adding))
        environment["EDITOR"] = shlex.join([sys.executable, str(script)])
    (folder / "config.toml").touch()
    command = [*find_own_command(), "config", "--config", str(folder / "config.toml"), *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_valid_text_is_saved(tmp_path: Path) -> None:
    ended = run_config(tmp_path, "--edit", adding="[recall]\nlimit = 3\n")

    assert (ended.returncode, ended.stdout.startswith("Saved ")) == (Exit.DONE, True)
    settings = json.loads(run_config(tmp_path, "--json").stdout)["settings"]
    assert settings["recall.limit"]["value"] == 3


def test_an_error_is_one_sentence_with_key_and_line(tmp_path: Path) -> None:
    ended = run_config(tmp_path, "--edit", adding="[recall]\nlimits = 3\n")

    assert ended.returncode == Exit.REQUEST
    said = " ".join(ended.stderr.split())
    assert "config.toml, line 2: 'recall.limits' is not a setting" in said
    assert (tmp_path / "config.toml").read_text() == ""
    assert "limits = 3" in (tmp_path / "config.draft.toml").read_text()


def test_without_an_editor_it_says_what_to_set(tmp_path: Path) -> None:
    ended = run_config(tmp_path, "--edit")

    assert ended.returncode == Exit.REQUEST
    assert "no editor is known: set VISUAL or EDITOR" in ended.stderr


@pytest.mark.parametrize(
    ("option", "said"), [("--json", "leave out --json"), ("--example", "exclude each other")]
)
def test_it_prints_no_json_and_no_example(tmp_path: Path, option: str, said: str) -> None:
    assert said in run_config(tmp_path, "--edit", option, adding="").stderr
