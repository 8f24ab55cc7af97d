"""Showing the progress of long work: on a terminal only, so that logs get no stray lines."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mcp_mem0.cli.output.terminal import build_console

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


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
