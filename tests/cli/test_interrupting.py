"""Ctrl-C and Ctrl-D at a question of the command line, on a terminal of its own."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mcp_mem0.cli.parsing.exits import Exit
from tests.support.running import Terminal

WAIT_S = 60


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Let child processes react to Ctrl-C, even if this process ignores it.

    A shell starts background commands so that they ignore it, and children inherit that.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt(pid: int, _keys: int) -> None:
    os.kill(pid, signal.SIGINT)


def press_ctrl_d(_pid: int, keys: int) -> None:
    os.write(keys, b"\x04")


def press_enter(_pid: int, keys: int) -> None:
    os.write(keys, b"\n")


def ended(terminal: Terminal, answer: Callable[[int, int], None]) -> tuple[int, str]:
    """Run a review on a terminal, answer its question; return its exit code and its stderr."""
    ours, theirs = pty.openpty()
    command = [str(Path(sys.executable).with_name("mcp-mem0")), "review"]
    with subprocess.Popen(
        [*command, "--store", str(terminal.store)],
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "HOME": str(terminal.folder)},
    ) as process:
        shown = b""
        while b"Undo which number?" not in shown:
            shown += os.read(ours, 4_096)
        answer(process.pid, ours)
        _, complaint = process.communicate(timeout=WAIT_S)
    os.close(theirs)
    os.close(ours)
    return process.returncode, complaint


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("answer", "code"),
    [
        pytest.param(interrupt, Exit.INTERRUPTED, id="ctrl-c"),
        pytest.param(press_ctrl_d, Exit.DONE, id="ctrl-d"),
        pytest.param(press_enter, Exit.DONE, id="enter"),
    ],
)
def test_a_question_that_is_not_answered_undoes_nothing(
    terminal: Terminal, answer: Callable[[int, int], None], code: Exit
) -> None:
    terminal.check_output("remember", "Ana lives in Rome")

    assert ended(terminal, answer) == (code, "")
    assert "Ana lives in Rome" in terminal.check_output("list")
