"""Colour on a terminal: when it is used, and what it marks.

Only our own escape codes are added, to a text in which all others are escaped already. Of the 16
colours of a terminal only those are used that can be read on a light and on a dark ground; most
marks are just bold.
"""

import re
import sys
from collections.abc import Mapping
from typing import Final, TextIO

_RESET: Final = "\x1b[0m"
_CODES: Final = {
    "fault": "\x1b[1;31m",
    "good": "\x1b[32m",
    "warning": "\x1b[35m",
    "id": "\x1b[36m",
    "strong": "\x1b[1m",
}
_MARKS: Final = re.compile(
    # An error, and a finding of `doctor`.
    r"(?P<fault>^(?:mcp-mem0:|BAD\b))"
    r"|(?P<good>^ok\b)"
    r"|(?P<warning>^warn(?:ing)?\b)"
    # The numbers of a review, its headings, the head of a table, the label of a line, a command.
    r"|(?P<strong>^ *c?\d+\.(?= )"
    r"|^[A-Z][^\"\n]*:$"
    r"|^[a-z]+(?: {2,}[a-z]+(?: [a-z]+)*)+$"
    r"|^[a-z]+:(?= )"
    r"|\bmcp-mem0 [a-z]+\b)"
    r"|(?P<id>\b[a-z]_[0-9a-z]{9,}(?:\.\d+)?\b)",
    re.MULTILINE,
)
_PLAIN_TERMINALS: Final = frozenset({"", "dumb", "unknown"})
_WINDOWS_TERMINALS: Final = ("WT_SESSION", "ANSICON", "TERM", "TERM_PROGRAM")


def is_coloured(
    stream: TextIO, environment: Mapping[str, str], *, platform: str = sys.platform
) -> bool:
    """Return whether a text for a person is coloured on a stream.

    NO_COLOR and CLICOLOR=0 turn colour off, FORCE_COLOR and CLICOLOR_FORCE turn it on wherever the
    output goes, the first of them that is set. Otherwise a terminal is coloured that can be.
    """
    if environment.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        asked = environment.get(name)
        if asked:
            return asked.lower() not in {"0", "false"}
    if environment.get("CLICOLOR") == "0" or not stream.isatty():
        return False
    if platform == "win32" and not environment.get("TERM"):
        return any(name in environment for name in _WINDOWS_TERMINALS)
    return environment.get("TERM", "") not in _PLAIN_TERMINALS


def paint(text: str) -> str:
    """Return a text with escape codes around what is to stand out."""
    return _MARKS.sub(lambda mark: f"{_CODES[str(mark.lastgroup)]}{mark[0]}{_RESET}", text)
