"""`mcp-mem0 erase`: asks first, erases for good, and says what is left."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal

QUESTION = "Erase this for good?"
WAIT_S = 60


def answer_question(
    terminal: Terminal, *words: str, answer: bytes, before: Callable[[], object] = list
) -> tuple[int, str]:
    """Erase at a terminal, and answer what is asked; return the exit code and what was shown."""
    ours, theirs = pty.openpty()
    command = [str(Path(sys.executable).with_name("mcp-mem0")), "erase", *words]
    with subprocess.Popen(
        [*command, "--store", str(terminal.store)],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "HOME": str(terminal.folder)},
    ) as process:
        assert process.stderr is not None
        shown = b""
        while QUESTION.encode() not in shown:
            shown += os.read(process.stderr.fileno(), 4_096)
        before()
        os.write(ours, answer)
        out, _ = process.communicate(timeout=WAIT_S)
    os.close(theirs)
    os.close(ours)
    return process.returncode, (shown + out).decode()


class TestEraseCommand:
    def test_it_needs_a_yes_where_nobody_can_be_asked(self, terminal: Terminal) -> None:
        fact, _ = terminal.added("remember", "Ana is allergic to walnuts")

        ended = terminal.run("erase", fact)

        assert ended.code == 2
        assert "--dry-run to see what, and with --yes" in ended.err
        assert "walnuts" in terminal.check_output("recall", "walnuts")

    def test_it_says_what_would_go(self, terminal: Terminal) -> None:
        fact, _ = terminal.added("remember", "Ana is allergic to walnuts")

        text = terminal.check_output("erase", "--query", "walnuts", "--dry-run")

        assert f"  {fact}  " in text
        assert "would erase 1 fact, 1 message passage, 1 input, without undo." in text

    def test_it_erases_and_proves_it(self, terminal: Terminal) -> None:
        fact, _ = terminal.added("remember", "Ana is allergic to walnuts")
        terminal.added("remember", "The harbour opens at six")

        report = terminal.answered("erase", fact, "--yes")

        assert report["proven"] is True
        assert (report["found_before"], report["sought"]) == (1, 1)
        assert report["remains"] == []
        assert "walnuts" not in terminal.check_output("recall", "walnuts")
        files = [path for path in terminal.store.rglob("*") if path.is_file()]
        assert files
        assert not [path for path in files if b"walnuts" in path.read_bytes()]

    def test_exactly_one_thing_is_named(self, terminal: Terminal) -> None:
        terminal.added("remember", "Ana is allergic to walnuts")

        assert "give exactly one of" in terminal.run("erase").err
        assert "give exactly one of" in terminal.run("erase", "f_06w2q7k3d", "--whole-space").err

    def test_what_was_said_in_a_time_goes_and_the_rest_stays(self, terminal: Terminal) -> None:
        for day, text in (("2023-05-01", "walnuts"), ("2024-05-01", "almonds")):
            terminal.added("remember", f"Ana is allergic to {text}", "--said-at", day)
        terminal.added("remember", "The harbour opens at six")
        times = "--since", "2024-01-01", "--before", "2024-12-31"

        report = terminal.answered("erase", *times, "--yes")

        assert report["counts"]["fact"] == 1
        assert report["proven"] is True
        left = terminal.check_output("list")
        assert ["walnuts" in left, "almonds" in left, "harbour" in left] == [True, False, True]
        assert terminal.answered("erase", "--before", "2023-12-31", "--yes")["proven"] is True
        assert "walnuts" not in terminal.check_output("list")
        ended = terminal.run("erase", "--before", "2022-12-31", "--yes")
        assert (ended.code, "nothing is left to erase from then" in ended.err) == (2, True)
        assert terminal.run("check").code == 0

    @pytest.mark.heavy
    def test_at_a_terminal_it_shows_what_goes_and_asks(self, terminal: Terminal) -> None:
        fact, _ = terminal.added("remember", "Ana is allergic to walnuts")
        query = "--query", "walnuts"
        listed = terminal.answered("forget", *query)
        assert [each["id"] for each in listed["found"]] == [fact]

        code, shown = answer_question(terminal, *query, answer=b"n\n")

        assert (code, f'{fact}  "Ana is allergic to walnuts"' in shown) == (Exit.REQUEST, True)
        assert terminal.answered("forget", *query)["found"] == listed["found"]

        def remember_more() -> None:
            terminal.added("remember", "Bo bakes with walnuts on Sundays")

        code, shown = answer_question(terminal, *query, answer=b"y\n", before=remember_more)
        assert (code, "erased 1 fact, 1 message passage, 1 input." in shown) == (Exit.DONE, True)
        left = terminal.check_output("list")
        assert ["Ana" in left, "Bo bakes" in left] == [False, True]

    def test_a_second_erase_says_that_nothing_is_left(self, terminal: Terminal) -> None:
        fact, _ = terminal.added("remember", "Ana is allergic to walnuts")
        terminal.check_output("erase", fact, "--yes")

        for way in ("--yes", "--dry-run"):
            ended = terminal.run("erase", fact, way)
            assert (ended.code, ended.out) == (Exit.REQUEST, "")
            assert f"nothing is left to erase in space 'default': {fact} was erased" in ended.err
