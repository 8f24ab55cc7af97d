"""The one place through which commands write: no text of theirs steers the terminal.

What a command shows may come from an endpoint, from a file or from whoever wrote a memory. Only
the styles that we ask for ourselves reach the terminal as such.
"""

import logging
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from mcp_mem0.domain.text.escapes import escape_controls

if TYPE_CHECKING:
    from rich.console import Console


def write(text: str, stream: TextIO | None = None) -> None:
    """Write a text, with what steers a terminal spelled out, and hand it on at once.

    Args:
        text: What is written.
        stream: Where to; standard output unless said.
    """
    chosen = stream or sys.stdout
    chosen.write(escape_controls(text))
    chosen.flush()


def write_error(text: str) -> None:
    """Write a text to standard error."""
    write(text, sys.stderr)


def build_console(*, to_stderr: bool = False, width: int | None = None) -> "Console":
    """Return what writes styled text: words are never read as markup, and steer nothing."""
    # Not at the top: `serve` needs none of it.
    from rich.console import Console, ConsoleOptions, RenderableType  # noqa: PLC0415
    from rich.segment import Segment  # noqa: PLC0415

    class Plain(Console):
        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterable[Segment]:
            for segment in super().render(renderable, options):
                # What moves the cursor of a progress bar is the library's own.
                if segment.control:
                    yield segment
                else:
                    yield Segment(escape_controls(segment.text), segment.style)

    return Plain(stderr=to_stderr, width=width, highlight=False, markup=False, emoji=False)


class LogFormatter(logging.Formatter):
    """Formats what is logged to a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, or with a traceback the lines, of a record."""
        return escape_controls(super().format(record))
