"""The words of one language with which a question asks for many things, and patterns made of them.

A phrase is written as it is typed, in lower case. In it `*` stands for the rest of a word, `~` for
up to `GAP_WORDS_MAX` words, and `^` before it says that a question begins with it.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

GAP_WORDS_MAX: Final = 4

_HEAD_CHARS: Final = 3
"""Letters of its first word that a phrase is looked up by, before its pattern is tried."""

_LETTER: Final = r"[\w\u0900-\u0963]"
"""A letter, digit or vowel sign: a word of Hindi does not end before its vowel."""

_GAP: Final = rf"(?:{_LETTER}+(?:['’-]\w+)?[ ,]+){{0,{GAP_WORDS_MAX}}}?"


_NOTHING: Final = r"(?!)"


@dataclass(frozen=True, slots=True)
class Phrases:
    """A pattern, and how the first words of what it matches begin; none if that is unknown.

    The pattern is compiled by the first question in its language: all of them take a tenth of the
    time that a command has.
    """

    pattern: str
    heads: frozenset[str] = frozenset()

    def find_end(self, text: str) -> int | None:
        """Return where the first phrase ends in a text, or None if there is none."""
        match = _compile(self.pattern).search(text)
        return None if match is None else match.end()

    def find_ends(self, text: str) -> list[int]:
        """Return where each phrase ends in a text."""
        return [match.end() for match in _compile(self.pattern).finditer(text)]


# As many patterns as the grammars have.
@functools.cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_NONE: Final = Phrases(_NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeGrammar:
    """How one language asks for many things.

    All words are in lower case.

    Attributes:
        many: What asks for many things whatever follows: "who else", "quels", "哪些".
        which: What asks for many things if a noun in the plural follows: "which", "welche".
        counts: What asks how many there are, before the noun: "how many".
        shared: What asks for what two have in common: "both", "in common".
        plural: How a noun in the plural is spelled.
        singular: Words that look like a plural and are none.
        skipped: Words that may stand between the question word and its noun.
        stops: Words that end the search for the noun.
        measures: Units, which are counted only to say how much: "how many years".
        nouns_last: Whether other nouns may stand before the noun: "which board games".
        has_spaces: Whether its words are separated by spaces.
    """

    many: Phrases = _NONE
    which: Phrases = _NONE
    counts: Phrases = _NONE
    shared: Phrases = _NONE
    plural: re.Pattern[str] = re.compile(_NOTHING)
    singular: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    measures: frozenset[str] = frozenset()
    nouns_last: bool = False
    has_spaces: bool = True

    def may_match(self, heads: frozenset[str]) -> bool:
        """Return whether a text whose words begin like that may hold one of the phrases."""
        return not self.has_spaces or any(
            not phrases.heads.isdisjoint(heads)
            for phrases in (self.many, self.which, self.counts, self.shared)
        )


def build_phrases(*lines: str) -> Phrases:
    """Return the phrases of lines, separated by `|`, at the borders of words."""
    phrases = [phrase.strip() for line in lines for phrase in line.split("|")]
    choices = "|".join(map(_translate, _sort_longest(phrases)))
    return Phrases(
        rf"(?<!{_LETTER})(?:{choices})",
        list_word_heads(phrase.lstrip("^").split()[0].rstrip("*") for phrase in phrases),
    )


def build_signs(*lines: str) -> Phrases:
    """Return patterns of lines, separated by `|`, for a script without borders of words."""
    return Phrases("|".join(line.strip() for line in lines))


def list_word_heads(words: Iterable[str]) -> frozenset[str]:
    """Return how some words begin."""
    return frozenset(word[:_HEAD_CHARS] for word in words)


def _sort_longest(phrases: Sequence[str]) -> list[str]:
    return sorted(phrases, key=lambda phrase: (-len(phrase), phrase))


def _translate(phrase: str) -> str:
    parts: list[str] = ["^" if phrase.startswith("^") else ""]
    for word in phrase.lstrip("^").split():
        if word == "~":
            parts.append(_GAP)
        else:
            parts.append(re.escape(word).replace(r"\*", rf"{_LETTER}*") + " ")
    # A word is not cut short; after an apostrophe the next one follows at once.
    border = f"(?!{_LETTER})" if phrase[-1].isalnum() or phrase[-1] == "*" else ""
    return "".join(parts).rstrip(" ") + border
