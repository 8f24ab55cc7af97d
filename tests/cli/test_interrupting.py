"""Ctrl-C and Ctrl-D at a question of the command line, on a terminal of its own."""

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mcp_mem0.cli.exits import Exit
from tests.cli.running import Terminal

WAIT_S = 15
PRESSES_MAX = 4


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
        complaint = _complaint(process, lambda: answer(process.pid, ours))
    os.close(theirs)
    os.close(ours)
    return process.returncode, complaint


def _complaint(process: subprocess.Popen[str], press: Callable[[], None]) -> str:
    """Press until a process ends, as a person would; return its stderr.

    A signal that comes right before the system begins to read a line is seen after that line.
    """
    for _ in range(PRESSES_MAX):
        press()
        try:
            return process.communicate(timeout=WAIT_S)[1]
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    return f"it did not end after it was pressed {PRESSES_MAX} times"


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
    terminal.told("remember", "Ana lives in Rome")

    assert ended(terminal, answer) == (code, "")
    assert "Ana lives in Rome" in terminal.told("list")
