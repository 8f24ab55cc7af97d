"""Counting long work on stderr: a bar at a terminal, and a line now and then elsewhere."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

from mcp_mem0.cli.output.progress import build_progress
from mcp_mem0.cli.output.terminal import build_console, write_error

LINE_EVERY_S: Final = 5.0
"""How often a line is written where there is no terminal."""


@contextmanager
def count_progress(title: str, total: int | None) -> Generator[Callable[[int], None]]:
    """Show how far long work is; call the yielded function with the number of steps done.

    Args:
        title: What is being done.
        total: How many steps there are, if that is known.
    """
    if build_console(to_stderr=True).is_terminal:
        with build_progress() as progress:
            task = progress.add_task(title, total=total)
            yield lambda done: progress.update(task, completed=done)
        return
    last = time.monotonic()

    def write_line(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= LINE_EVERY_S:
            last = time.monotonic()
            write_error(f"{title}: {done:,}{'' if total is None else f' of {total:,}'}\n")

    yield write_line
