"""The one place through which commands write, so that no text can control the terminal.

What a command shows may come from an endpoint, a file or another author of the memory. Control
characters in it are escaped; only our own styles reach the terminal.
"""

import json
import logging
import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TextIO

from mcp_mem0.cli.output.colour import is_coloured, paint
from mcp_mem0.cli.output.streams import can_hold
from mcp_mem0.domain.text.escapes import escape_controls

if TYPE_CHECKING:
    from rich.console import Console

_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def write(text: str, stream: TextIO | None = None, *, for_person: bool = False) -> None:
    """Write a text with its control characters escaped, and flush it.

    Args:
        text: The text.
        stream: The stream; standard output by default.
        for_person: Whether a person reads it, who gets colour where that can be shown.
    """
    chosen = stream or sys.stdout
    shown = escape_controls(text)
    chosen.write(paint(shown) if for_person and is_coloured(chosen, os.environ) else shown)
    chosen.flush()


def write_error(text: str) -> None:
    """Write a text for a person to standard error."""
    write(text, sys.stderr, for_person=True)


def write_json(document: str, stream: TextIO | None = None) -> None:
    """Write a JSON document; where the stream cannot hold a character, with JSON's own escapes."""
    # What stands for a mark in other texts, such as a plain quotation mark, would end a string.
    is_held = can_hold(document, stream or sys.stdout)
    write((document if is_held else _escape_as_json(document)) + "\n", stream)


def _escape_as_json(document: str) -> str:
    return _NOT_ASCII.sub(lambda match: json.dumps(match[0])[1:-1], document)


def build_console(*, to_stderr: bool = False, width: int | None = None) -> "Console":
    """Return a console for styled text; texts are escaped and never read as markup."""
    # Imported here, because `serve` needs none of it.
    from rich.console import Console, ConsoleOptions, RenderableType  # noqa: PLC0415
    from rich.segment import Segment  # noqa: PLC0415

    class Plain(Console):
        def render(
            self, renderable: RenderableType, options: ConsoleOptions | None = None
        ) -> Iterable[Segment]:
            for segment in super().render(renderable, options):
                # Cursor movements of a progress bar come from the library itself.
                if segment.control:
                    yield segment
                else:
                    yield Segment(escape_controls(segment.text), segment.style)

    stream = sys.stderr if to_stderr else sys.stdout
    return Plain(
        stderr=to_stderr,
        width=width,
        highlight=False,
        markup=False,
        emoji=False,
        # The library has rules of its own for both, which differ from ours.
        color_system="standard" if is_coloured(stream, os.environ) else None,
        force_terminal=stream.isatty(),
    )


class LogFormatter(logging.Formatter):
    """Formats log records, with control characters escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a line, or as several if it has a traceback."""
        return escape_controls(super().format(record))
