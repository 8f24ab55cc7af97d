"""Showing the progress of long work on stderr.

What may take minutes says a line now and then where there is no terminal; the rest says nothing
there, so that logs get no stray lines.
"""

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mcp_mem0.cli.output.terminal import build_console, write_error

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

LINE_EVERY_S: Final = 5.0
"""How often a line is written where there is no terminal."""


def build_progress(*columns: "ProgressColumn") -> "Progress":
    """Return a progress display on stderr that disappears when the work is done.

    Args:
        columns: The columns of a line; by default a title and a bar.
    """
    from rich.progress import Progress  # noqa: PLC0415 - `serve` needs none of it

    console = build_console(to_stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def show_progress(title: str, total: int) -> Generator[Callable[[int], None]]:
    """Show progress on stderr; call the yielded function with the number of steps done."""
    with build_progress() as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.update(task, completed=done)


@contextmanager
def show_stages(titles: Mapping[str, str]) -> Generator[Callable[[str, int, int | None], None]]:
    """Show the progress of work in stages on stderr: a bar for each, or a line now and then.

    Args:
        titles: The title of each stage.

    Yields:
        What to call with a stage, how many steps of it are done, and how many there are, if that is
        known.
    """
    if not build_console(to_stderr=True).is_terminal:
        yield _ProgressLines(titles).tell
        return
    with build_progress() as progress:
        tasks = {stage: progress.add_task(title, visible=False) for stage, title in titles.items()}

        def tell(stage: str, done: int, total: int | None) -> None:
            progress.update(tasks[stage], completed=done, total=total, visible=True)

        yield tell


@contextmanager
def count_progress(title: str, total: int | None) -> Generator[Callable[[int], None]]:
    """Show how far long work of one stage is; call the yielded function with the steps done.

    Args:
        title: What is being done.
        total: How many steps there are, if that is known.
    """
    with show_stages({title: title}) as tell:
        yield lambda done: tell(title, done, total)


class _ProgressLines:
    """Writes a line where there is no terminal, at most one every `LINE_EVERY_S` seconds."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._titles = titles
        self._last = time.monotonic()

    def tell(self, stage: str, done: int, total: int | None) -> None:
        """Say how far a stage is, if the last line is old enough."""
        if time.monotonic() - self._last < LINE_EVERY_S:
            return
        self._last = time.monotonic()
        write_error(f"{self._titles[stage]}: {done:,}{'' if total is None else f' of {total:,}'}\n")
