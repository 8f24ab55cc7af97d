"""Wrapping long lines for a terminal between words, so that ids, dates and names stay whole."""

import re
import shutil
import sys
import textwrap
from typing import Final, TextIO

_GUIDES: Final = re.compile(r"[│├└─ ]*")
_CONTINUED: Final = str.maketrans("├└─", "│  ")
_HANGING: Final = "   "


def fit_terminal(text: str, stream: TextIO | None = None) -> str:
    """Wrap a text to the terminal's width; return it unchanged if the output is no terminal.

    Args:
        text: The text.
        stream: The stream it will be written to; standard output by default.
    """
    if not (stream or sys.stdout).isatty():
        return text
    return wrap_lines(text, shutil.get_terminal_size().columns)


def wrap_lines(text: str, width: int) -> str:
    """Wrap the lines of a text to a width; a word longer than that stays whole.

    Continued lines are indented, and the branches of a tree continue indent them.
    """
    return "\n".join(part for line in text.split("\n") for part in _wrap_line(line, width))


def _wrap_line(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    guides = _GUIDES.match(line)
    indent = "" if guides is None else guides[0].translate(_CONTINUED)
    if guides is None or not guides[0].strip():
        indent += _HANGING
    return textwrap.wrap(
        line,
        width,
        # Guides that fill the line would leave no room for words.
        subsequent_indent=indent if len(indent) < width // 2 else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
