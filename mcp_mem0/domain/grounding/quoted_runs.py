"""Finding the words of a message that a quote means, though the quote does not copy them exactly.

A quote means a stretch of a message if

- its words stand there in the same order, apart from case, accents, punctuation, Markdown,
  hyphens and how numbers and times are written;
- each of its words that carries content is there, one of them perhaps in another form, and three
  quarters of all its words;
- it omits at most half as many words as it has, three in a row, and none of them denies; where a
  script has no spaces, only what stands between punctuation.

The search starts from the rarest word of the quote and looks at the words next to it, so it takes
no longer in a long message.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.grounding.content_words import is_content_word
from mcp_mem0.domain.text.normalise import SPACELESS, word_set
from mcp_mem0.domain.text.word_lists import NEGATIONS
from mcp_mem0.domain.visible_text import strip_invisible

SAID_SHARE: Final = 0.75
"""Which share of a quote's words must be there."""

OMITTED_SHARE: Final = 0.5
OMITTED_RUN_MAX: Final = 3
"""How many words a quote may omit: of the number of its own, and in a row."""

WORDS_MAX: Final = 100
"""Longest quote that is compared word by word; a longer one must be an exact copy."""

STARTS_MAX: Final = 20
"""From how many places in a message the comparison is tried."""

_BLOCKED: Final = -1
_STEM_CHARS: Final = 4
_LINK: Final = r"\]\([^()\s]{1,500}\)"
_GROUPED_NUMBER: Final = r"(?<!\d)\d{1,3}(?:[,.'’\u00a0\u202f]\d{3})+(?!\d)"
# Marks that belong to a letter, and characters inside a word that nobody sees.
_MARKS: Final = (
    "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4"
    "\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0970-\u09e3\u0a01-\u0a65"
    "\u0a70-\u0ae3\u0b01-\u0b65\u0b70-\u0be3\u0bf0-\u0c65\u0c70-\u0ce3\u0d00-\u0d65\u0d70-\u0dff"
)
_CONTRACTED: Final = r"n['’]t(?![^\W_])"
_TOKEN: Final = re.compile(
    rf"(?P<link>{_LINK})|(?P<number>{_GROUPED_NUMBER})|\d+|{SPACELESS.pattern}"
    rf"|(?P<denial>{_CONTRACTED})|(?:(?!{_CONTRACTED})[^\W\d_][{_MARKS}]*)+"
)
_SEPARATORS: Final = re.compile(r"\D+")
_ACCENT: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
_APOSTROPHES: Final = dict.fromkeys(map(ord, "ʼʹ′ʻ"), "'")
_DENIALS: Final = word_set(
    *NEGATIONS,
    "nicht kein keine keinen nie niemals niet geen nooit inte ingen aldrig ikke non ne pas jamais",
    "ningún nunca não nem нет не никогда nie ei en hayır değil όχι δεν לא לא لا لم",
)


@dataclass(frozen=True, slots=True)
class SaidWords:
    """The words of a text, folded, and where each begins and ends in it.

    Attributes:
        words: The words.
        starts: Where each begins in the text.
        ends: Where each ends.
        line: The words with a space before and after each.
        line_starts: Where each begins there, with its space.
        places: At which places each word stands.
    """

    words: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    line: str
    line_starts: Sequence[int]
    places: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, by its first and last word."""

    first: int
    last: int


# A few messages are compared with many quotes.
@lru_cache(maxsize=16)
def split_said_words(text: str) -> SaidWords:
    """Return the words of a text; where a script has no spaces, each character is one."""
    words: list[str] = []
    starts, ends = array("I"), array("I")
    for token in _TOKEN.finditer(text.translate(_APOSTROPHES)):
        if token["link"] is None:
            words.append(_read_word(token))
            starts.append(token.start())
            ends.append(token.end())
    places: dict[str, list[int]] = {}
    line_starts = array("I")
    length = 0
    for place, word in enumerate(words):
        places.setdefault(word, []).append(place)
        line_starts.append(length)
        length += len(word) + 1
    line = f" {' '.join(words)} "
    return SaidWords(tuple(words), starts, ends, line, line_starts, places)


def find_stretch(
    quote: Sequence[str], text: str, said: SaidWords, after: int = 0
) -> Stretch | None:
    """Return the first stretch of a text, from a word on, that a quote's words mean."""
    if not 1 < len(quote) <= WORDS_MAX:
        return None
    content = [place for place, word in enumerate(quote) if is_content_word(word)]
    known = [place for place in content if quote[place] in said.places]
    if not known:
        return None
    rarest = min(known, key=lambda place: len(said.places[quote[place]]))
    starts = said.places[quote[rarest]]
    begin = bisect_left(starts, after)
    for start in starts[begin : begin + STARTS_MAX]:
        found = _Comparison(quote, text, said, after).compare(rarest, start)
        if found is not None:
            return found
    return None


def may_skip(said: SaidWords, before: Stretch, then: Stretch) -> bool:
    """Return whether a quote may have "…" between two stretches: not for a mere "not"."""
    words = said.words[before.last + 1 : then.first]
    return len(words) > OMITTED_RUN_MAX or _DENIALS.isdisjoint(words)


def find_run(quote: Sequence[str], said: SaidWords, after: int = 0) -> Stretch | None:
    """Return the first stretch, from a word on, that is a quote's words one by one."""
    begin = _find_offset(said, after)
    found = said.line.find(f" {' '.join(quote)} ", begin) if quote else -1
    if found < 0:
        return None
    first = said.line.count(" ", 0, found)
    return Stretch(first, first + len(quote) - 1)


def _find_offset(said: SaidWords, place: int) -> int:
    """Return where the line of the words goes on from a word, with the space before it."""
    if place >= len(said.words):
        return len(said.line)
    return said.line_starts[place]


@dataclass
class _Comparison:
    """Compares a quote with a text, from one word that both have."""

    quote: Sequence[str]
    text: str
    said: SaidWords
    after: int
    said_count: int = 1
    omitted: int = 0
    varied: int = 0

    def compare(self, place: int, start: int) -> Stretch | None:
        """Return the stretch around a place in the text that fits one in the quote, or None."""
        last = self._walk(range(place + 1, len(self.quote)), start, 1)
        first = None if last is None else self._walk(range(place - 1, -1, -1), start, -1)
        if first is None or last is None or self.said_count < SAID_SHARE * len(self.quote):
            return None
        return Stretch(first, last)

    def _walk(self, places: range, start: int, step: int) -> int | None:
        """Return how far the text goes along with the quote in one direction, or None."""
        at = start
        for place in places:
            word = self.quote[place]
            gap = self._find_gap(word, at, step)
            if gap == _BLOCKED:
                return None
            if gap is not None:
                at += step * (gap + 1)
                self.omitted += gap
                self.said_count += 1
            elif not self._is_dispensable(word, at + step):
                return None
            elif self._is_variant(word, at + step):
                at += step
                self.varied += 1
            if self.omitted > OMITTED_SHARE * len(self.quote):
                return None
        return at

    def _find_gap(self, word: str, at: int, step: int) -> int | None:
        """Return how many words of the text stand before the next one of the quote.

        None if it is not near, and `_BLOCKED` if what stands before it may not be omitted.
        """
        for gap in range(OMITTED_RUN_MAX + 1):
            place = at + step * (gap + 1)
            if not self.after <= place < len(self.said.words):
                return None
            if self.said.words[place] == word:
                return gap if self._may_omit(min(at, place), max(at, place)) else _BLOCKED
        return None

    def _may_omit(self, before: int, then: int) -> bool:
        """Whether the words between two may be left out of a quote."""
        words = self.said.words[before + 1 : then]
        if not _DENIALS.isdisjoint(words):
            return False
        if not any(SPACELESS.match(word) for word in (*words, self.said.words[then])):
            return True
        return not words or (self._is_after_sign(before + 1) and self._is_after_sign(then))

    def _is_after_sign(self, place: int) -> bool:
        between = self.text[self.said.ends[place - 1] : self.said.starts[place]]
        return bool(between.strip())

    def _is_dispensable(self, word: str, place: int) -> bool:
        is_small = not is_content_word(word) and word not in _DENIALS
        return is_small or self._is_variant(word, place)

    def _is_variant(self, word: str, place: int) -> bool:
        """Whether the text has another form of a word in its place: an ending, or a slip."""
        if self.varied or not self.after <= place < len(self.said.words) or word.isdigit():
            return False
        said = self.said.words[place]
        if len(word) < _STEM_CHARS or SPACELESS.match(word):
            return False
        has_same_stem = len(word) > _STEM_CHARS and word[:_STEM_CHARS] == said[:_STEM_CHARS]
        return has_same_stem or sorted(word) == sorted(said)


def _read_word(token: re.Match[str]) -> str:
    """Return a word folded, a number without its separators, and "n't" as "not"."""
    if token["denial"] is not None:
        return "not"
    is_number = token["number"] is not None
    return _SEPARATORS.sub("", token[0]) if is_number else _fold(token[0])


@lru_cache(maxsize=4_096)
def _fold(word: str) -> str:
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", strip_invisible(word).casefold()))
    return unicodedata.normalize("NFC", bare)
