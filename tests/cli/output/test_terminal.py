"""No text that a command writes can control the terminal."""

import ast
import json
import logging
from pathlib import Path

import pytest
from pydantic import BaseModel
from rich.table import Table

import mcp_mem0.cli
from mcp_mem0.cli.invocation import print_answer
from mcp_mem0.cli.output.tables import render_table
from mcp_mem0.cli.output.terminal import LogFormatter, build_console, write, write_error

STEERING = "a\x1b]0;title\x07b\x9b31mc\x7fd\re\u202ef\u2028g\ud800h"
SPELLED = "a\\u001b]0;title\\u0007b\\u009b31mc\\u007fd\\u000de\\u202ef\\u2028g\\ud800h"
DOORS = {"terminal.py", "hook.py"}
"""The one place that writes, and a hook, which must be over in milliseconds and writes ASCII."""


class Named(BaseModel):
    name: str


def test_control_characters_are_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    write(STEERING)
    write_error(STEERING)

    assert capsys.readouterr() == (SPELLED, SPELLED)


@pytest.mark.parametrize("text", ["one\n\ttwo\n", "Zoë läuft – 東京 👩‍👩‍👧 \\u001b", "\\x1b"])
def test_other_words_stay_as_they_are(capsys: pytest.CaptureFixture[str], text: str) -> None:
    write(text)

    assert capsys.readouterr().out == text


def test_a_document_of_json_says_the_same_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    name = STEERING.replace("\ud800", "")

    print_answer("", Named(name=name), as_json=True)

    shown = capsys.readouterr().out
    assert shown.isascii()
    assert "\x1b" not in shown
    assert json.loads(shown) == {"name": name}


def test_styled_text_keeps_our_styles_and_no_others(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    console = build_console(width=200)
    table = Table("head", box=None)
    table.add_row("\x1b]0;[link=http://127.0.0.1]here[/link]" + " " * 20, style="dim")

    console.print(table)
    console.print("\x1b]0;\x9b31m\u202e[bold]x", style="bold")

    shown = capsys.readouterr().out
    ours = shown.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert ours != shown
    assert "\x1b" not in ours
    assert "\\u001b]0;[link=http://127.0.0.1]here[/link]" in ours
    assert "\\u001b]0;\\u009b31m\\u202e[bold]x" in ours


def test_a_cell_is_measured_as_it_is_shown() -> None:
    lines = render_table(["name", "n"], [[STEERING, "1"], ["b", "2"]]).splitlines()

    assert SPELLED in lines[1]
    assert [line.rindex(number) for line, number in zip(lines, "n12", strict=True)] == [
        len(SPELLED) + 2
    ] * 3


def test_a_line_of_the_log_steers_no_terminal() -> None:
    record = logging.makeLogRecord({"msg": "said %s", "args": (STEERING,)})

    assert LogFormatter("%(message)s").format(record) == f"said {SPELLED}"


def test_every_command_writes_through_the_one_place() -> None:
    elsewhere: list[str] = []
    for file in Path(mcp_mem0.cli.__file__).parent.rglob("*.py"):
        if file.name in DOORS:
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in {
                    "print",
                    "typer.echo",
                    "typer.secho",
                    "Console",
                    "sys.stdout.write",
                    "sys.stderr.write",
                    "logging.StreamHandler",
                }:
                    elsewhere.append(f"{file.name}:{node.lineno} {called}")

    # Its formatter is the one that spells out.
    assert [each for each in elsewhere if not each.startswith("invocation.py")] == []
    assert len(elsewhere) == 1
