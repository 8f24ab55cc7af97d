"""Showing how far long work is: on a terminal only, so that a log gets no stray lines."""

from typing import TYPE_CHECKING

from mcp_mem0.cli.output.terminal import styled_console

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn


def shown_progress(*columns: "ProgressColumn") -> "Progress":
    """Return a display on stderr that is gone when the work is done.

    Args:
        columns: What a line of it tells; without any, what is done and a bar.
    """
    from rich.progress import Progress  # noqa: PLC0415 - `serve` needs none of it

    console = styled_console(to_stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
