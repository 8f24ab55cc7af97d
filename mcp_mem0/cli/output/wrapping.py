"""Breaking long lines for a terminal: between words, so that ids, dates and names stay whole."""

import re
import shutil
import sys
import textwrap
from typing import Final, TextIO

_GUIDES: Final = re.compile(r"[│├└─ ]*")
_CONTINUED: Final = str.maketrans("├└─", "│  ")
_HANGING: Final = "   "


def fit_terminal(text: str, stream: TextIO | None = None) -> str:
    """Return a text as wide as the terminal, if it is written to one; else as it is.

    Args:
        text: What is written.
        stream: Where it is written to; standard output unless said.
    """
    if not (stream or sys.stdout).isatty():
        return text
    return wrap_lines(text, shutil.get_terminal_size().columns)


def wrap_lines(text: str, width: int) -> str:
    """Return a text whose lines fit a width where words allow it.

    What is broken off is indented, and a tree's branches go on beside it.
    """
    return "\n".join(part for line in text.split("\n") for part in _wrap_line(line, width))


def _wrap_line(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    guides = _GUIDES.match(line)
    beside = "" if guides is None else guides[0].translate(_CONTINUED)
    if guides is None or not guides[0].strip():
        beside += _HANGING
    return textwrap.wrap(
        line,
        width,
        # Where the guides fill the line, nothing is left for words.
        subsequent_indent=beside if len(beside) < width // 2 else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
