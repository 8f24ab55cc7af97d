"""Validating texts and names, and normalising them so that equal ones compare equal.

Every string from outside passes `check_text` once, when its request is parsed.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.spaces import WORDS_FOR_NOTHING
from mcp_mem0.domain.visible_text import strip_invisible

NAME_CHARS_MAX = 200
"""Longest name of a session, tag, entity, predicate or author, in characters."""

SPACELESS: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""A character of a script that is written without spaces, or in which word parts run together."""

# Marks that mean the same are one: which of them a keyboard or an editor wrote says nothing.
_HYPHENS: Final = "\u058a\u05be\u1806\u2010\u2011\u2012\u2013\u2043\u2212\ufe63\uff0d"
_DASHES: Final = "\u2014\u2015\ufe58"
_APOSTROPHES: Final = "\u02b9\u02bb\u02bc\u02c8\u2018\u2019\u201b\u2032\ua78c\uff07"
_ACCENTS_ALONE: Final = "`\u00b4"
_PLAIN_MARKS: Final = str.maketrans(dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_APOSTROPHES, "'"))
_PLAIN_DASHES: Final = str.maketrans(dict.fromkeys(_DASHES, "-"))
_MARK: Final = re.compile(f"[{_HYPHENS}{_DASHES}{_APOSTROPHES}{_ACCENTS_ALONE}\u00ad]")
# Only between two letters is an accent on its own an apostrophe.
_INNER_ACCENT: Final = re.compile(f"(?<=[^\\W\\d_])[{_ACCENTS_ALONE}](?=[^\\W\\d_])")
# A dash joins two names; between other words it separates sentences.
_NAME_DASH: Final = re.compile(f"(?<=\\w)[{_DASHES}](?=(\\w))")
# A soft hyphen shows where a word may be broken; before a capital it stands for a hyphen.
_SOFT_HYPHEN: Final = re.compile("(?<=[^\\W\\d_])\u00ad+(?=([^\\W\\d_]))")

_ARTICLES = frozenset({"a", "an", "the"})
# Vowel signs of Indic scripts and of Thai are part of a word; those of Arabic and Hebrew are not
# always written, and so are left out.
_SIGNS: Final = (
    "\u0900-\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d\u0a81-\u0acd\u0b01-\u0b4d\u0b82"
    "-\u0bcd\u0c00-\u0c4d\u0c81-\u0ccd\u0d00-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
_WORD = re.compile(rf"[\w{_SIGNS}'+#]+(?:[.:/@-][\w{_SIGNS}]+)*", re.UNICODE)
_POINTS: Final = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670]"
)
_ASCII_WORD = re.compile("[a-z0-9]+")
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
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
    if has_half_character(text):
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


def has_half_character(text: str) -> bool:
    """Return whether a text has a lone surrogate."""
    return _SURROGATE.search(text) is not None


def check_name(text: str, *, name: str) -> str:
    """Like `check_text`, for a name: one line of at most `NAME_CHARS_MAX` characters."""
    return " ".join(check_text(text, name=name, chars_max=NAME_CHARS_MAX).split())


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc" and char not in "\n\t"


def unify_marks(text: str) -> str:
    """Return a text with one sign for all hyphens, one for all apostrophes, and nothing invisible.

    Everything that compares or searches words goes through here, so that "Anne‑Marie" is
    "Anne-Marie" and "Oʼneil" is "O'neil", however they were typed.
    """
    if text.isascii() and "`" not in text:
        return text
    return replace_marks(strip_hidden_marks(text))


def strip_hidden_marks(text: str) -> str:
    """Return a text without invisible characters; a soft hyphen before a capital is a hyphen."""
    return strip_invisible(_SOFT_HYPHEN.sub(lambda match: "-" if match[1].isupper() else "", text))


def replace_marks(text: str) -> str:
    """Return the text with one sign for all hyphens and for all apostrophes, place for place."""
    if _MARK.search(text) is None:
        return text
    plain = _INNER_ACCENT.sub("'", text.translate(_PLAIN_MARKS))
    return _NAME_DASH.sub(_replace_name_dash, plain)


def _replace_name_dash(match: re.Match[str]) -> str:
    start = match.start()
    while start and match.string[start - 1].isalnum():
        start -= 1
    return "-" if match.string[start].isupper() and match[1].isupper() else match[0]


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text: compatibility-normalised, case-folded, no punctuation.

    Apostrophes inside a word stay; a hyphen, colon, slash, full stop or at sign joins two
    word parts ("3.11", "a@b.org"), so numbers, versions and addresses stay whole. Invisible
    characters do not split a word, so a quote of what was shown has the words of what was said.
    """
    return tuple(word for run in _WORD.findall(_fold_case(text)) if (word := run.strip("'")))


def _fold_case(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unify_marks(text)).casefold()
    return folded if folded.isascii() else _POINTS.sub("", folded)


def split_plain_words(text: str) -> tuple[str, ...]:
    """Return the runs of letters and digits of a text, folded, without accents or vowel points.

    Unlike `split_words` it keeps the vowel signs of Indic scripts, and nothing joins two words.
    """
    if text.isascii():
        return tuple(_ASCII_WORD.findall(text.lower()))
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", unify_marks(text).casefold()))
    composed = unicodedata.normalize("NFC", bare)
    signs = (char if unicodedata.category(char)[0] in "LMN" else " " for char in composed)
    return tuple("".join(signs).split())


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of lines as a set, split by `split_plain_words`: for lists of words."""
    return frozenset(word for line in lines for word in split_plain_words(line))


def normalise_statement(text: str) -> str:
    """Return a key that is equal for statements that differ only in case, articles or punctuation.

    The order of words counts, and so does each number, name and negation: two texts with one
    key say the same, "part-time" and "part time", too. A text without words (only signs) is its
    own key.
    """
    words = (word for word in split_words(text) if word not in _ARTICLES)
    return _INNER_HYPHEN.sub(" ", " ".join(words)) or text


def find_first_word(text: str) -> str:
    """Return the first word of a statement's key, without reading the rest.

    A possessive ending is left off; of a script without spaces it is the first character.
    """
    # In plain letters the rest need not be folded.
    folded = text if text.isascii() and "`" not in text else _fold_case(text)
    match = _WORD.search(folded)
    while match is not None:
        word = match[0].strip("'").casefold()
        if word and word not in _ARTICLES:
            first = _INNER_HYPHEN.split(word, maxsplit=1)[0] if "-" in word else word
            return first[0] if begins_spaceless(first) else first.removesuffix("'s")
        match = _WORD.search(folded, match.end())
    return text


def begins_spaceless(word: str) -> bool:
    """Return whether a word begins with a character of a script that is written without spaces."""
    return not word.isascii() and SPACELESS.match(word) is not None


# The same few names occur in many facts.
@lru_cache(maxsize=4_096)
def normalise_name(name: str) -> str:
    """Return the form under which two spellings of an entity's name are one entity."""
    return " ".join(split_words(name.translate(_PLAIN_DASHES))) or name.casefold()


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


def is_word_for_nothing(text: str) -> bool:
    """Return whether a text is what programs write for no value, such as "null", in any case."""
    return text.strip(" \t\r\n\"'`<>").casefold() in WORDS_FOR_NOTHING


def drop_nothing(value: str | None) -> str | None:
    """Return an optional name, or None if it is blank or a word for no value."""
    given = drop_blank(value)
    return None if given is None or is_word_for_nothing(given) else given


def drop_blank(value: str | None) -> str | None:
    """Return an optional text, or None if it is blank."""
    return value if value is not None and value.strip() else None
