"""Colour is for a terminal that a person looks at; programs, files and `--json` never get it."""

import io
import re

import pytest

from mcp_mem0.cli.output.colour import is_coloured, paint
from mcp_mem0.cli.output.terminal import write
from tests.support.running import Terminal

ESCAPES = re.compile(r"\x1b\[[\d;]*m")


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "on_terminal", "on_pipe"),
    [
        pytest.param({"TERM": "xterm-256color"}, True, False, id="terminal"),
        pytest.param({"TERM": "dumb"}, False, False, id="dumb"),
        pytest.param({}, False, False, id="no TERM"),
        pytest.param({"TERM": "xterm", "NO_COLOR": "1"}, False, False, id="NO_COLOR"),
        pytest.param({"TERM": "xterm", "NO_COLOR": ""}, True, False, id="empty NO_COLOR"),
        pytest.param({"FORCE_COLOR": "1"}, True, True, id="FORCE_COLOR"),
        pytest.param({"TERM": "dumb", "CLICOLOR_FORCE": "1"}, True, True, id="CLICOLOR_FORCE"),
        pytest.param({"TERM": "xterm", "FORCE_COLOR": "0"}, False, False, id="FORCE_COLOR=0"),
        pytest.param({"TERM": "xterm", "CLICOLOR": "0"}, False, False, id="CLICOLOR=0"),
        pytest.param({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False, id="NO before FORCE"),
    ],
)
def test_the_environment_says_whether_there_is_colour(
    environment: dict[str, str], *, on_terminal: bool, on_pipe: bool
) -> None:
    assert is_coloured(Tty(), environment, platform="linux") is on_terminal
    assert is_coloured(io.StringIO(), environment, platform="linux") is on_pipe


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, False), ({"WT_SESSION": "1"}, True), ({"TERM": "dumb"}, False)],
)
def test_windows_is_coloured_where_its_terminal_can_be(
    environment: dict[str, str], *, coloured: bool
) -> None:
    assert is_coloured(Tty(), environment, platform="win32") is coloured


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("mcp-mem0: limit is 0: write 1 to 50", ["mcp-mem0:"]),
        ('New:\n    4. "Ana rows" (f_06w2q7k3d)', ["New:", "    4.", "f_06w2q7k3d"]),
        ('   c1. first:  "Ana"', ["   c1."]),
        ("ok    lock: free\nBAD   store: gone\nwarn  model: none", ["ok", "BAD", "warn"]),
        ("id    when    what", ["id    when    what"]),
        ("undo it: mcp-mem0 undo c_06w2q7k3d", ["mcp-mem0 undo", "c_06w2q7k3d"]),
        ("Ana lives in Rome", []),
    ],
)
def test_only_what_stands_out_is_marked(text: str, marked: list[str]) -> None:
    painted = paint(text)

    assert ESCAPES.sub("", painted) == text
    assert re.findall(r"\x1b\[[\d;]+m([^\x1b]*)\x1b\[0m", painted) == marked


@pytest.mark.parametrize(
    "words",
    ["list", "config", "remember --help", "graph --help", "--help", "recal"],
)
def test_no_colour_is_hard_to_read_on_a_light_or_a_dark_ground(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal.check_output("remember", "Ana lives in Rome")

    ended = terminal.run(*words.split())

    assert_readable(ended.out + ended.err)


def test_no_mark_is_hard_to_read() -> None:
    assert_readable(paint("mcp-mem0: x\nok y\nwarn z\nNew:\nf_06w2q7k3d"))


def assert_readable(painted: str) -> None:
    codes = set(re.findall(r"\d+", "".join(ESCAPES.findall(painted))))
    assert codes
    # Black, yellow, blue and white are hard to read, and so is what is dim or has another ground.
    assert codes <= {"0", "1", "31", "32", "35", "36"}


def test_what_programs_read_is_plain_even_if_colour_is_forced(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal.check_output("remember", "Ana lives in Rome")

    for words in ("list", "review", "recall Ana", "history", "spaces", "stats", "config", "doctor"):
        assert "\x1b" not in terminal.check_output(*words.split(), "--json")
    assert "\x1b" not in terminal.check_output("config", "--example")
    assert "\x1b[" in terminal.check_output("list")
    assert "\x1b[" in terminal.run("recall", "x", "--limit", "0").err


def test_a_text_brings_no_escape_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = Tty()

    write("New:\nAna likes \x1b[31mred\x1b[0m boats\n", stream, for_person=True)

    assert stream.getvalue() == ("\x1b[1mNew:\x1b[0m\nAna likes \\u001b[31mred\\u001b[0m boats\n")
