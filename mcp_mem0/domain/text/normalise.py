"""Validating texts and names, and normalising them so that equal ones compare equal.

Every string from outside passes `check_text` once, when its request is parsed.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.visible_text import strip_invisible

NAME_CHARS_MAX = 200
"""Longest name of a session, tag, entity, predicate or author, in characters."""

SPACELESS: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""A character of a script that is written without spaces, or in which word parts run together."""

_ARTICLES = frozenset({"a", "an", "the"})
_WORD = re.compile(r"[\w'’+#]+(?:[.:/@-]\w+)*", re.UNICODE)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Accents, and the vowel points of Arabic and Hebrew; in Indic scripts marks are vowels.
_ACCENT = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")


def check_text(text: str, *, name: str, chars_max: int) -> str:
    """Return the text in NFC without surrounding white space.

    Args:
        text: What came in.
        name: What the caller calls it, for the message.
        chars_max: Longest accepted text, in characters.

    Raises:
        RequestError: It is blank, too long, or has control characters or lone surrogates.
    """
    if _SURROGATE.search(text):
        raise RequestError(f"{name} has half of a character (a lone surrogate): send valid Unicode")
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if not strip_invisible(clean).strip():
        raise RequestError(f"{name} is empty: say what it should be")
    if len(clean) > chars_max:
        raise RequestError(
            f"{name} has {len(clean):,} characters and {chars_max:,} fit: shorten or split it"
        )
    control = next((char for char in clean if _is_control(char)), None)
    if control is not None:
        raise RequestError(
            f"{name} has the control character {control!r}, which no text has: remove it"
        )
    return clean


def check_name(text: str, *, name: str) -> str:
    """Like `check_text`, for a name: one line of at most `NAME_CHARS_MAX` characters."""
    return " ".join(check_text(text, name=name, chars_max=NAME_CHARS_MAX).split())


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char not in "\n\t"


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text: compatibility-normalised, case-folded, no punctuation.

    Apostrophes inside a word stay; a hyphen, colon, slash, full stop or at sign joins two
    word parts ("3.11", "a@b.org"), so numbers, versions and addresses stay whole. Invisible
    characters do not split a word, so a quote of what was shown has the words of what was said.
    """
    return tuple(word for run in _WORD.findall(_fold_case(text)) if (word := run.strip("'")))


def _fold_case(text: str) -> str:
    return unicodedata.normalize("NFKC", strip_invisible(text)).casefold().replace("’", "'")


def split_plain_words(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits of a text, folded, without accents or vowel points.

    Unlike `split_words` it keeps the vowel signs of Indic scripts, and nothing joins two words.
    """
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold()))
    composed = unicodedata.normalize("NFC", bare)
    signs = (char if unicodedata.category(char)[0] in "LMN" else " " for char in composed)
    return tuple("".join(signs).split())


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of lines as a set, split by `split_plain_words`: for lists of words."""
    return frozenset(word for line in lines for word in split_plain_words(line))


def normalise_statement(text: str) -> str:
    """Return a key that is equal for statements that differ only in case, articles or punctuation.

    The order of words counts, and so does each number, name and negation: two texts with one
    key say the same. A text without words (only symbols) is its own key.
    """
    return " ".join(word for word in split_words(text) if word not in _ARTICLES) or text


# A brief asks twice about each of a few hundred facts.
@lru_cache(maxsize=1_024)
def find_first_word(text: str) -> str:
    """Return the first word of a statement's key, without reading the rest."""
    for match in _WORD.finditer(_fold_case(text)):
        word = match[0].strip("'")
        if word and word not in _ARTICLES:
            return word
    return text


# The same few names occur in many facts.
@lru_cache(maxsize=4_096)
def normalise_name(name: str) -> str:
    """Return the key of an entity's name, equal for all spellings of it."""
    return " ".join(split_words(name)) or name.casefold()


def shorten(text: str, chars_max: int) -> str:
    """Return the text on one line, cut at a word to `chars_max` characters with an ellipsis.

    Invisible characters are removed and do not count.
    """
    line = " ".join(strip_invisible(text).split())
    if len(line) <= chars_max:
        return line
    cut = line[: chars_max - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{head or cut}…"


def drop_blank(value: str | None) -> str | None:
    """Return an optional text, or None if it is blank."""
    return value if value is not None and value.strip() else None
