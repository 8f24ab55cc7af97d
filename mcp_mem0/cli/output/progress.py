"""Showing how far long work is: on a terminal only, so that a log gets no stray lines."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mcp_mem0.cli.output.terminal import build_console

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


def build_progress(*columns: "ProgressColumn") -> "Progress":
    """Return a display on stderr that is gone when the work is done.

    Args:
        columns: What a line of it tells; without any, what is done and a bar.
    """
    from rich.progress import Progress  # noqa: PLC0415 - `serve` needs none of it

    console = build_console(to_stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


@contextmanager
def show_progress(title: str, total: int) -> Generator[Callable[[int], None]]:
    """Show on stderr how much of some work is done; the value is called with that number."""
    with build_progress() as progress:
        task = progress.add_task(title, total=total)
        yield lambda done: progress.update(task, completed=done)
