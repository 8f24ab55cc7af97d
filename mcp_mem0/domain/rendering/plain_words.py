"""Deciding which names may be written without quotation marks.

A name is somebody else's words. Without quotation marks it must not pass for an id, a role, a word
of our own answers or a sentence. If it could, or in doubt, it is quoted: that is never wrong, only
less pleasant to read.
"""

import re
import unicodedata
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS
from mcp_mem0.domain.text.word_lists import (
    ANSWER_WORDS,
    JOINING,
    OPENERS,
    ROLE_WORDS,
    SMALL_WORDS,
)

NAME_CHARS_MAX: Final = 40
NAME_WORDS_MAX: Final = 4
TERM_WORDS_MAX: Final = 2
"""Most words of a bare predicate that are no small ones: "is married to", "also known as"."""

SPACELESS_CHARS_MAX: Final = 5
"""Longest unquoted name in a script without spaces: more could be a sentence."""

_ABBREVIATION_CHARS_MAX: Final = 3
"""Longest word that may end with a full stop: "Dr.", "J."; after more, a sentence could end."""

_INSIDE: Final = frozenset("'’-.&+@_\u200c\u200d")
"""Characters that may occur inside a word, between letters."""

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:@+-]{0,79}")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# An id is one letter, an underscore and digits.
_ID: Final = re.compile(r"(?<![^\W_])[^\W_]_[^\W_]")


def is_plain_name(name: str) -> bool:
    """Return whether a name needs no quotes: a few capitalised words, or a single word."""
    words = name.split(" ")
    if not _is_plain(name, words):
        return False
    if len(words) == 1:
        return True
    # Prose has lower-case words; a text in capitals throughout has no lower case at all.
    return (
        not name.isupper()
        and words[0].casefold() not in OPENERS
        and all(_is_capitalised(word) for word in (words[0], words[-1]))
        and all(_is_capitalised(word) or word in JOINING for word in words)
    )


def is_plain_term(term: str) -> bool:
    """Return whether a predicate or a type needs no quotes: a few words, most of them small."""
    words = term.split(" ")
    main_words = [word for word in words if word.casefold() not in SMALL_WORDS]
    return (
        len(main_words) <= TERM_WORDS_MAX
        and not any(char.isdigit() for char in term)
        and _is_plain(term, words)
    )


def is_plain_code(code: str) -> bool:
    """Return whether the name of a model needs no quotes: one word of ASCII."""
    return _CODE.fullmatch(code) is not None and not _ID.search(code)


def _is_plain(text: str, words: list[str]) -> bool:
    """Whether a text is short and made of words that are no ids, roles or words of our answers."""
    # A compatibility character, such as a full-width letter, is not what it looks like.
    normalize = unicodedata.normalize
    if len(text) > NAME_CHARS_MAX or normalize("NFKC", text) != normalize("NFC", text):
        return False
    if len(words) > NAME_WORDS_MAX or (SPACELESS.search(text) and len(text) > SPACELESS_CHARS_MAX):
        return False
    letters = [part.casefold() for part in _LETTERS.findall(text)]
    return (
        bool(letters)
        and all(map(_is_word, words))
        and not _ID.search(text)
        and ROLE_WORDS.isdisjoint(letters)
        and ANSWER_WORDS.isdisjoint(letters)
    )


def _is_word(word: str) -> bool:
    core = word.removeprefix("@")
    if core.endswith(".") and len(core) <= _ABBREVIATION_CHARS_MAX and core[:-1].isalpha():
        core = core[:-1]
    core = core.removesuffix("#").rstrip("+")
    if not core or not _is_letter(core[0]) or not _is_letter(core[-1]):
        return False
    return not _has_mixed_alphabets(core) and all(
        _is_letter(char) or char in _INSIDE for char in core
    )


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LMN"


def _has_mixed_alphabets(word: str) -> bool:
    """Whether Latin letters are mixed with those of another alphabet, which may look like them."""
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha()}
    return "LATIN" in scripts and not scripts.isdisjoint({"CYRILLIC", "GREEK", "ARMENIAN"})


def _is_capitalised(word: str) -> bool:
    """Whether a word is capitalised, or its script has no capitals."""
    return not word.removeprefix("@")[:1].islower() and (
        word.casefold() not in SMALL_WORDS or word in JOINING
    )
