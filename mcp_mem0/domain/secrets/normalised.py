"""Normalising a text for the rules, with the original position of each character.

Full-width and bold letters, accents, digits of other scripts, odd spaces, dashes and quotation
marks become the plain ones; invisible characters are left out. So a rule is written once, and a
secret is found however it is typed.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.visible_text import strip_invisible

_SIGNS: Final = {
    **dict.fromkeys("“”„‟«»「」『』〝〞〟", '"'),
    **dict.fromkeys("‘’‚‛‹›´", "'"),
    **dict.fromkeys("−˗", "-"),
    **dict.fromkeys("。｡", "."),
    **dict.fromkeys("、،", ","),
    "؛": ";",
    "؟": "?",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2044": "/",
}
_LETTERS: Final = {
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ø": "o",
    "Ø": "O",
    "ı": "i",
    "ħ": "h",
    "Ħ": "H",
    "ß": "ss",
    "ẞ": "SS",
    "æ": "ae",
    "Æ": "AE",
    "œ": "oe",
    "Œ": "OE",
    "þ": "th",
    "ð": "d",
    # What Arabic and Persian keyboards write for one letter.
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ہ": "ه",
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ", strict=True)),
}
_KNOWN: Final = {**_SIGNS, **_LETTERS}
_UNSEEN: Final = frozenset({"Cf", "Mn", "Me"})
_KNOWN_MAX: Final = 8_192


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text in plain characters; `places` are their positions, and the end's, in the original."""

    text: str
    places: Sequence[int]


def normalise(text: str) -> NormalisedText:
    """Return a text as the rules read it."""
    if text.isascii():
        return NormalisedText(text, range(len(text) + 1))
    signs: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        plain = _normalise_character(char)
        signs.append(plain)
        places.extend([place] * len(plain))
    return NormalisedText("".join(signs), [*places, len(text)])


def normalise_spelling(text: str) -> str:
    """Return the words of a rule, spelled like the normalised text."""
    return "".join(map(_normalise_character, text))


def build_word_list(*lines: str) -> tuple[str, ...]:
    """Return the words of lines, each spelled like the normalised text."""
    return tuple(normalise_spelling(word) for line in lines for word in line.split())


@lru_cache(maxsize=_KNOWN_MAX)
def _normalise_character(char: str) -> str:
    if char.isascii() or char in _KNOWN:
        return _KNOWN.get(char, char)
    match unicodedata.category(char):
        case "Zs":
            return " "
        case "Pd":
            return "-"
        case "Nd":
            return str(unicodedata.decimal(char))
        # They are not shown later, and what is left must not join to a secret then.
        case category if category in _UNSEEN or not strip_invisible(char):
            return ""
        case _:
            parts = unicodedata.normalize("NFKD", char)
            return char if parts == char else "".join(map(_normalise_character, parts))
