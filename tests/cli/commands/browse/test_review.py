"""`mcp-mem0 review`: newest first in pages, and conflicts that are settled by their number."""

import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal

WAIT_S = 60
QUESTION = "Undo which number?"


def numbers(found: dict[str, list[dict[str, int]]]) -> list[int]:
    return [each["number"] for each in found["items"]]


def test_pages_go_from_the_newest_change_to_the_oldest(terminal: Terminal) -> None:
    for boat in range(5):
        terminal.check_output("remember", f"Ana owns boat {boat}")

    first = terminal.answered("review", "--limit", "2")
    program, *words = shlex.split(first["next_page"])
    second = terminal.answered(*words)
    shown = terminal.check_output("review", "--limit", "2", "--page", "3")
    beyond = terminal.check_output("review", "--limit", "2", "--page", "4")

    assert program == "mcp-mem0"
    assert (numbers(first), numbers(second)) == ([5, 4], [3, 2])
    assert (first["left_out"], second["left_out"], second["page"]) == (3, 1, 2)
    assert "Ana owns boat 0" in shown
    assert "Next page" not in shown
    assert beyond.startswith("No page 4: earlier pages hold all")
    assert shlex.join(["mcp-mem0", *words]) in terminal.check_output("review", "--limit", "2")


def test_an_undo_neither_shifts_a_number_nor_hides_a_change(terminal: Terminal) -> None:
    for boat in range(4):
        terminal.check_output("remember", f"Ana owns boat {boat}")

    terminal.check_output("review", "--undo", "3")
    left = terminal.answered("review", "--limit", "2")
    again = terminal.run("review", "--undo", "3")

    assert numbers(left) == [4, 2]
    assert numbers(terminal.answered("review", "--limit", "2", "--page", "2")) == [1]
    assert again.code == Exit.REQUEST


def test_a_number_of_two_spaces_undoes_only_where_it_is_said(terminal: Terminal) -> None:
    both = ("--read-spaces", "home,work")
    terminal.check_output("remember", "Ana owns a boat", "--space", "home")
    terminal.check_output("remember", "Ben owes me a report", "--space", "work")

    refused = terminal.run("review", "--undo", "1", *both)
    terminal.check_output("review", "--undo", "1", "--space", "work")

    assert refused.code == Exit.REQUEST
    assert "number 1 is in 'home' and 'work': name one of them" in refused.err
    assert [each["space"] for each in terminal.answered("review", *both)["items"]] == ["home"]


@pytest.mark.parametrize(
    ("keep", "left"),
    [
        ("first", {"Ben works at Acme"}),
        ("second", {"Ben works at Zeta"}),
        ("both", {"Ben works at Acme", "Ben works at Zeta"}),
    ],
)
def test_a_conflict_is_settled_by_its_number(terminal: Terminal, keep: str, left: set[str]) -> None:
    terminal.check_output("remember", "Ben works at Acme")
    terminal.check_output("remember", "Ben works at Zeta")
    before = terminal.answered("review")["conflicts"]
    shown = terminal.check_output("review")

    terminal.check_output("review", "--settle", "1", "--keep", keep)

    assert [each["number"] for each in before] == [1]
    assert 'c1. first:  "Ben works at Acme"' in shown
    assert "--settle NUMBER --keep first" in shown
    assert terminal.answered("review")["conflicts"] == []
    assert {each["text"] for each in terminal.answered("list")["memories"]} == left


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("--settle 1", "--settle and --keep go together"),
        ("--keep both", "--settle and --keep go together"),
        ("--settle 1 --keep neither", "choose first, second or both"),
        ("--settle 9 --keep both", "no conflict c9"),
        ("--settle 1 --keep both --undo 1", "leave out one of them"),
        ("--limit 0", "limit is 0"),
        ("--page 0", "page is 0"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(terminal: Terminal, words: str, sentence: str) -> None:
    terminal.check_output("remember", "Ben works at Acme")

    ended = terminal.run("review", *words.split())

    assert (ended.code, ended.out) == (Exit.REQUEST, "")
    assert sentence in ended.err
    assert ended.err.count("\n") == 1


@dataclass(frozen=True)
class Screen:
    """A terminal on which a review runs; what it shows is read up to the next question."""

    process: "subprocess.Popen[bytes]"
    ours: int

    def read_question(self, question: str = QUESTION) -> str:
        shown = b""
        while question.encode() not in shown or not shown.endswith(b") "):
            shown += os.read(self.ours, 4_096)
        return shown.decode().replace("\r\n", "\n")

    def answer(self, text: str, question: str = QUESTION) -> str:
        os.write(self.ours, f"{text}\n".encode())
        return self.read_question(question)

    def leave(self) -> str:
        """Press Ctrl-D, and return what is shown last."""
        os.write(self.ours, b"\x04")
        return os.read(self.ours, 4_096).decode()

    def quit(self) -> int:
        os.write(self.ours, b"q\n")
        return self.process.wait(WAIT_S)


def find_numbers(shown: str) -> list[str]:
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    return re.findall(r"^ +(c?\d+)\.", plain, re.MULTILINE)


@contextmanager
def reviewed(terminal: Terminal, *words: str) -> Generator[Screen]:
    ours, theirs = pty.openpty()
    command = [str(Path(sys.executable).with_name("mcp-mem0")), "review", *words]
    with subprocess.Popen(
        [*command, "--store", str(terminal.store)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "HOME": str(terminal.folder), "TERM": "xterm", "COLUMNS": "200"},
    ) as process:
        os.close(theirs)
        yield Screen(process, ours)
    os.close(ours)


@pytest.mark.heavy
def test_a_review_goes_on_until_the_person_quits(terminal: Terminal) -> None:
    for text in ("Ana owns a boat", "Ben works at Acme", "Ben works at Zeta", "Cleo rows"):
        terminal.check_output("remember", text)

    with reviewed(terminal, "--limit", "2") as screen:
        first = screen.read_question()
        undone = screen.answer("4")
        second = screen.answer("")
        wrong = screen.answer("nine")
        asked = screen.answer("c1", "keep the first")
        settled = screen.answer("2")
        again = screen.answer("l")
        code = screen.quit()

    assert code == Exit.DONE
    assert find_numbers(first) == ["4", "3", "c1"]
    assert "\x1b[1mNew:\x1b[0m" in first
    assert "done" in undone
    assert find_numbers(second) == ["2", "1"]
    assert "'nine' is not a number in the review" in wrong
    assert "the second or both?" in asked
    assert "done" in settled
    assert "Cleo" not in again
    assert find_numbers(again) == ["6", "3"]
    assert {each["text"] for each in terminal.answered("list")["memories"]} == {
        "Ana owns a boat",
        "Ben works at Zeta",
    }


@pytest.mark.heavy
def test_a_review_that_is_left_ends_its_line(terminal: Terminal) -> None:
    terminal.check_output("remember", "Ana owns a boat")

    with reviewed(terminal) as screen:
        screen.read_question()
        left = screen.leave()

    assert left == "\r\n"
