"""A list of words, word beginnings and phrases, and finding them in a text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words

HEAD_CHARS: Final = 3
"""How many letters of a word its beginnings are looked up by; each has as many at least."""

TEXTS_KEPT: Final = 2_048
"""More than the facts that a brief reads: it asks of each what it is about."""

_HANGUL: Final = re.compile("[\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text for looking words up: its plain words, and all of them with a space around each."""

    words: tuple[str, ...]
    joined: str


@lru_cache(maxsize=TEXTS_KEPT)
def read_plain_text(text: str) -> PlainText:
    """Return the plain words of a text."""
    words = split_plain_words(text)
    return PlainText(words, f" {' '.join(words)} ")


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Words to look for.

    Attributes:
        words: Whole words.
        stems: Beginnings of words, by their own first letters.
        parts: What may stand anywhere in a word.
        signs: The same in scripts that are written without spaces, or that join words.
        phrases: Several words in a row by the first of them, with a space before and after.
    """

    words: frozenset[str]
    stems: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...]
    signs: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]

    def has_match(self, text: PlainText) -> bool:
        """Return whether any of the words is in a text."""
        if not self.words.isdisjoint(text.words):
            return True
        joined = text.joined
        if any(map(self._has_stem, text.words)) or any(part in joined for part in self.parts):
            return True
        if not joined.isascii() and any(sign in joined for sign in self.signs):
            return True
        return any(phrase in joined for word in text.words for phrase in self.phrases.get(word, ()))

    def opens(self, text: PlainText) -> bool:
        """Return whether a text begins with any of the words."""
        first = text.words[0] if text.words else ""
        return (
            first in self.words
            or self._has_stem(first)
            or text.joined.startswith(self.phrases.get(first, ()))
            or (not first.isascii() and first.startswith(self.openings))
        )

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """The signs as a text may begin with them."""
        return tuple(sign.lstrip() for sign in self.signs)

    def _has_stem(self, word: str) -> bool:
        return word.startswith(self.stems.get(word[:HEAD_CHARS], ()))


def build_lexicon(*lists: str) -> Lexicon:
    """Return the lexicon of lists of entries that are separated by `|`.

    An entry is a word, or several in a row. `*` at its end stands for the rest of a word; a word
    between two may stand anywhere in another. A word of a script without spaces always may; one of
    Korean, whose endings join it, is a beginning.
    """
    entries = [entry.strip() for line in lists for entry in line.split("|") if entry.strip()]
    words: set[str] = set()
    stems: list[tuple[str, str]] = []
    parts: set[str] = set()
    signs: set[str] = set()
    phrases: list[tuple[str, str]] = []
    for entry in entries:
        plain = " ".join(split_plain_words(entry))
        if entry.startswith("*") or SPACELESS.search(entry):
            start = " " if _HANGUL.match(entry) else ""
            (parts if plain.isascii() else signs).add(f"{start}{plain}")
        elif " " in plain:
            end = "" if entry.endswith("*") else " "
            phrases.append((plain.split()[0], f" {plain}{end}"))
        elif entry.endswith("*"):
            stems.append((plain[:HEAD_CHARS], plain))
        else:
            words.add(plain)
    return Lexicon(
        words=frozenset(words),
        stems=dict(_group_by_first(stems)),
        parts=tuple(sorted(parts)),
        signs=tuple(sorted(signs)),
        phrases=dict(_group_by_first(phrases)),
    )


def _group_by_first(pairs: list[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return the second parts of all pairs with each first part."""
    for first, group in groupby(sorted(pairs), key=itemgetter(0)):
        yield first, tuple(second for _, second in group)
