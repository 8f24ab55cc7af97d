"""Cleaning texts that other programs wrote: what no text should have is removed, words stay."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, shorten
from mcp_mem0.domain.visible_text import strip_invisible

# What a terminal is told with: colours, moves of the cursor, titles and links.
_ESCAPES: Final = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x80-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[()*+#%][0-~]"
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS: Final = ("\n\n", "\n", ". ", " ")
"""Where a long text is split, best first."""


def clean_text(text: str) -> str:
    """Return a text without control characters, half characters and surrounding white space."""
    return remove_controls(_unify_breaks(text)).strip()


def is_clean(text: str) -> bool:
    """Return whether `clean_text` takes nothing but white space from a text."""
    plain = _unify_breaks(text)
    return remove_controls(plain) == plain


def _unify_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def remove_controls(text: str) -> str:
    """Return a text without the orders to a terminal, control characters and half characters."""
    if text.isprintable():
        return text
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def clean_name(text: str | None) -> str | None:
    """Return a name on one line that is not too long; None if nothing of it can be seen."""
    # What becomes longer in its normal form must fit, too.
    name = " ".join(unicodedata.normalize("NFC", clean_text(text or "")).split())
    return shorten(name, NAME_CHARS_MAX) if strip_invisible(name).strip() else None


def split_text(text: str, chars_max: int) -> Iterator[str]:
    """Return a long text in parts, split between paragraphs, lines, sentences or words."""
    rest = text
    while len(rest) > chars_max:
        end = _find_break(rest, chars_max)
        part = rest[:end].strip()
        if part:
            yield part
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def _find_break(text: str, chars_max: int) -> int:
    for mark in _BREAKS:
        found = text.rfind(mark, chars_max // 2, chars_max)
        if found > 0:
            return found + len(mark)
    return chars_max
