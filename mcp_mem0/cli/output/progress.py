"""Showing the progress of long work: on a terminal only, so that logs get no stray lines."""

from collections.abc import Callable, Generator, Mapping
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


@contextmanager
def show_stages(titles: Mapping[str, str]) -> Generator[Callable[[str, int, int], None]]:
    """Show the progress of work in stages on stderr, one bar for each.

    Args:
        titles: The title of each stage.

    Yields:
        What to call with a stage, how many steps of it are done, and how many there are.
    """
    with build_progress() as progress:
        tasks = {stage: progress.add_task(title, visible=False) for stage, title in titles.items()}

        def tell(stage: str, done: int, total: int) -> None:
            progress.update(tasks[stage], completed=done, total=total, visible=True)

        yield tell
