"""Reads the words of a sentence one by one, and takes contractions apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.retrieval.links.question_terms import split_terms

MARKS: Final = frozenset(",;:()—–")
"""Marks that may end a clause; each is a word of its own."""

_TOKEN: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[,;:()—–]")
_ELIDED: Final = re.compile(r"(?P<first>[cdjlmnst]|qu)'(?P<rest>.+)", re.IGNORECASE)
_ENDED: Final = re.compile(r"(?P<first>.+?)(?P<ending>n't|'(?:s|m|re|ve|ll|d))", re.IGNORECASE)


@dataclass(slots=True)
class SpelledWord:
    """A word of a sentence, folded, with what its spelling says."""

    text: str
    is_capital: bool = False
    owns: bool = False


def list_words(text: str) -> Iterator[SpelledWord]:
    """Yield the words of a text and its marks, in order; a contraction is several words."""
    for match in _TOKEN.finditer(text):
        raw = match[0]
        if raw in MARKS:
            yield SpelledWord(raw)
            continue
        elided = _ELIDED.fullmatch(raw)
        if elided is not None:
            yield from _fold(elided["first"])
            raw = elided["rest"]
        ended = _ENDED.fullmatch(raw)
        if ended is None:
            yield from _fold(raw)
            continue
        is_denied = ended["ending"].lower() == "n't"
        owns = ended["ending"].lower() == "'s"
        yield from _fold(ended["first"], owns=owns)
        if is_denied:
            yield SpelledWord("not")


def _fold(raw: str, *, owns: bool = False) -> Iterator[SpelledWord]:
    words = split_terms(raw)
    is_your = raw.lower() in {"your", "dein", "deine", "tu", "votre", "ton", "твой", "ваш"}
    for word in words:
        yield SpelledWord(word, is_capital=raw[:1].isupper(), owns=owns or is_your)
