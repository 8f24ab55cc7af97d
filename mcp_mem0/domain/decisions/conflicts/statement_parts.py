"""A statement as the rule of contradiction reads it: its words, which are names, what it denies."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.decisions.conflicts.change_words import (
    ARTICLES,
    CONTRASTS,
    DENIALS,
    FILLERS,
)
from mcp_mem0.domain.decisions.conflicts.value_words import (
    DATES_COMPARED,
    LASTING_PASTS,
    NUMBER_WORDS,
    PAST_OF_EVENTS,
)
from mcp_mem0.domain.text.normalise import split_words, unify_marks
from mcp_mem0.domain.text.word_lists import FUNCTION_WORDS, JOINING, SMALL_WORDS, build_set

_LEFT_OUT: Final = ARTICLES | FILLERS | DENIALS
_VERBS_BEFORE_NO: Final = build_set("mora moro vive vivo trabalha trabalho está fica")
_STEM_CHARS: Final = 3
_ENDING_CHARS: Final = 3
_SHORTENED: Final = {"wo": "will", "ca": "can", "sha": "shall"}
_CONTRACTED: Final = {
    "i'm": ("i", "am"),
    "we're": ("we", "are"),
    "they're": ("they", "are"),
    "he's": ("he", "is"),
    "she's": ("she", "is"),
    "i've": ("i", "have"),
    "we've": ("we", "have"),
}
_DENIED: Final = re.compile(r"(.+)n't")
_ELIDED: Final = re.compile(r"(?:n'|(?:[cdjlmst]|qu)'(?=\w\w))(?P<rest>\w.*)")
_TURKISH_DENIAL: Final = re.compile(r"(\w+)m([iıuü])(yor\w*)")
_CAPITAL: Final = re.compile(r"\b[^\W\d_][\w'-]*")


@dataclass(frozen=True, slots=True, eq=False)
class StatementParts:
    """A statement as words; each is equal only to itself, which takes no time to compare.

    Attributes:
        words: Its words, without articles, denials, and words that only say "now".
        first: The word that it begins with, without a possessive ending.
        spoken: All its words.
        names: Those that are written with a capital anywhere but at its beginning.
        denies: Whether it denies what they say.
        contrasts: Whether it says what holds instead.
    """

    words: tuple[str, ...]
    first: str
    spoken: tuple[str, ...]
    names: frozenset[str]
    denies: bool
    contrasts: bool


# One fact is compared with many; reading it takes longer than comparing it.
@lru_cache(maxsize=4_096)
def parse_statement(text: str) -> StatementParts:
    """Return the parts of a statement."""
    words: list[str] = []
    spoken = split_words(text)
    names = _find_capitals(text)
    denies = _is_french_denial(spoken)
    for before, word, after in zip(("", *spoken), spoken, (*spoken[1:], ""), strict=False):
        if after in names and (word == "a" or (word == "no" and before in _VERBS_BEFORE_NO)):
            # "lavora a Milano", "mora no Porto".
            words.append(word)
            continue
        if word in _CONTRACTED:
            words += _CONTRACTED[word]
            continue
        plain, is_denial = _split_denial(word)
        denies = denies or is_denial
        if plain and plain not in _LEFT_OUT:
            words.append(plain)
    contrasts = not CONTRASTS.isdisjoint(spoken)
    first = strip_possessive(words[0]) if words else ""
    return StatementParts(tuple(words), first, spoken, names, denies, contrasts)


def _is_french_denial(spoken: Sequence[str]) -> bool:
    """Whether "plus" denies, as it does after "ne"."""
    return "plus" in spoken and any(word == "ne" or word.startswith("n'") for word in spoken)


# The same words come again in every statement.
@lru_cache(maxsize=8_192)
def _split_denial(word: str) -> tuple[str, bool]:
    """Return a word without the denial in it, and whether there was one."""
    if denied := _DENIED.fullmatch(word):
        return _SHORTENED.get(denied[1], denied[1]), True
    if elided := _ELIDED.fullmatch(word):
        return elided["rest"], False
    if turkish := _TURKISH_DENIAL.fullmatch(word):
        return f"{turkish[1]}{turkish[2]}{turkish[3]}", True
    if word == "cannot":
        return "can", True
    return word, word in DENIALS


def _find_capitals(text: str) -> frozenset[str]:
    matches = list(_CAPITAL.finditer(unify_marks(text)))
    return frozenset(
        part for match in matches[1:] if match[0][0].isupper() for part in _split_name(match[0])
    )


@lru_cache(maxsize=8_192)
def _split_name(word: str) -> tuple[str, ...]:
    return split_words(_ELIDED.sub(r"\g<rest>", word))


def strip_possessive(word: str) -> str:
    """Return a word without its possessive ending."""
    return word.removesuffix("'s")


def is_number(word: str) -> bool:
    """Return whether a word is a number, a version or a time."""
    return word in NUMBER_WORDS or any(char.isdigit() for char in word)


def is_small(word: str) -> bool:
    """Return whether a word says nothing by itself; "May" does, because it is a month, too."""
    return word not in DATES_COMPARED and (
        word in SMALL_WORDS or word in FUNCTION_WORDS or word in JOINING
    )


def drop_small_words(words: Iterable[str]) -> list[str]:
    """Return the words that say something by themselves."""
    return [word for word in words if not is_small(word)]


def is_event(words: Iterable[str]) -> bool:
    """Return whether words tell what happened once, rather than what is so."""
    return any(
        word in PAST_OF_EVENTS
        or (len(word) > len("need") and word.endswith("ed") and word not in LASTING_PASTS)
        for word in words
    )


def is_same_word(one: str, other: str) -> bool:
    """Return whether two words are the same but for their endings: "eats", "eat", "eating"."""
    if one == other:
        return True
    if is_number(one) or is_number(other):
        return False
    short, long = sorted((one, other), key=len)
    alike = next((n for n, char in enumerate(short) if char != long[n]), len(short))
    return alike >= max(_STEM_CHARS, len(short) - 2) and len(long) - alike <= _ENDING_CHARS


def is_same_text(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two rows of words are the same but for the endings of words."""
    return len(ours) == len(theirs) and all(map(is_same_word, ours, theirs))


def has_word(word: str, words: Iterable[str]) -> bool:
    """Return whether a word is among others, in whatever form."""
    return any(is_same_word(word, other) for other in words)
