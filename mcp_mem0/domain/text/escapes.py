"""Escaping control characters, so that a text cannot control the terminal that shows it."""

import re
from typing import Final

_STEERING: Final = re.compile(
    # Control characters but line feed and tab, line separators, marks that turn the direction of
    # writing, and halves of characters, which no stream can write.
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

_FOUR_DIGITS: Final = 0xFFFF


def escape_controls(text: str) -> str:
    r"""Return the text with each character that controls a terminal escaped, as in `\u001b`.

    That is JSON's own escape, so a JSON document keeps its meaning.
    """
    return _STEERING.sub(lambda match: escape_character(match[0]), text)


def escape_unprintable(name: str) -> str:
    """Return a name with its invisible characters escaped."""
    return "".join(char if char.isprintable() else escape_character(char) for char in name)


def escape_unprintable_lines(text: str) -> str:
    """Return lines with their invisible characters escaped: for the text of a foreign file."""
    return "\n".join(map(escape_unprintable, text.split("\n")))


def escape_character(char: str) -> str:
    """Return the escape of a character."""
    code = ord(char)
    # `\u` takes exactly four digits; with more, the rest would be read as text.
    return f"\\u{code:04x}" if code <= _FOUR_DIGITS else f"\\U{code:08x}"
