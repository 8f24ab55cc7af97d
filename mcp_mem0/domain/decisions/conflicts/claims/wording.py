"""A statement as the readers of claims see it: folded words, with what their spelling says.

Elided and shortened words are split ("j'habite", "I'm", "don't"), endings of possession and case
after an apostrophe are left off ("Ana's", "Oslo'da"), and phrases of a list are one word.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final, TypeAlias

from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_letters
from mcp_mem0.domain.decisions.conflicts.lexicon.small_words import PHRASES, SYNONYMS, TIME_WORDS
from mcp_mem0.domain.text.normalise import unify_marks

WORDS_MAX: Final = 24
"""Longer statements say more than one thing and claim nothing here."""

# Vowel signs of Indic scripts belong to the word, which `\\w` does not know.
_WORD: Final = re.compile(
    r"[\w+#\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963]+"
    r"(?:['.:/@-][\w\u0900-\u0903\u093a-\u094f\u0962\u0963]+)*"
)
_ELIDED: Final = re.compile(r"(?:[cdjlmnst]|qu|dell|all|nell|dall|sull|un)'", re.IGNORECASE)
_ENCLITIC: Final = re.compile("-(?:me|moi|se|nos|te|mich)$", re.IGNORECASE)
_SHORTENED: Final[Mapping[str, str]] = {
    "'m": "am",
    "'re": "are",
    "'ve": "have",
    "'ll": "will",
    "'d": "would",
}
_HAS_CASE: Final = frozenset({"Lu", "Lt"})

_Part: TypeAlias = tuple[str, bool, bool]
"""A word, whether it has a capital and whether it owns what follows."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a statement.

    Attributes:
        words: The words, folded, without accents.
        capitals: The places of words that are written with a capital, or in a script without them.
        owners: The places of words with an ending of possession.
    """

    words: tuple[str, ...]
    capitals: frozenset[int]
    owners: frozenset[int]


def read_wording(text: str) -> Wording:
    """Return the words of a statement; none of one that is too long."""
    words: list[str] = []
    capitals: set[int] = set()
    owners: set[int] = set()
    parts = (_split_parts(match[0]) for match in _WORD.finditer(unify_marks(text)))
    for part, is_capital, is_owner in chain.from_iterable(parts):
        if is_capital:
            capitals.add(len(words))
        if is_owner:
            owners.add(len(words))
        words.append(part)
        _join_phrase(words, capitals)
        if len(words) > WORDS_MAX:
            return Wording((), frozenset(), frozenset())
    for place, after in enumerate(words[1:]):
        if words[place] == "no" and (place + 1 in capitals or after in TIME_WORDS):
            # "no Porto", "no mês passado".
            words[place] = "em"
    return Wording(tuple(words), frozenset(capitals), frozenset(owners))


def _join_phrase(words: list[str], capitals: set[int]) -> None:
    """Make one word of the last two, if they are a phrase of the list."""
    joined = PHRASES.get((words[-2], words[-1])) if len(words) > 1 else None
    if joined is not None:
        capitals.discard(len(words) - 1)
        capitals.discard(len(words) - 2)
        words[-2:] = [joined]


# The same words come again in every statement.
@lru_cache(maxsize=8_192)
def _split_parts(word: str) -> tuple[_Part, ...]:
    """Return the words that one is written for."""
    elided = _ELIDED.match(word)
    if elided is None:
        return _split_ending(word)
    return (_fold_word(elided[0][:-1]), False, False), *_split_ending(word[elided.end() :])


def _split_ending(word: str) -> tuple[_Part, ...]:
    raw, enclitic = _ENCLITIC.subn("", word)
    if enclitic:
        return _list_parts(raw, word.rpartition("-")[2])
    if raw[-3:].casefold() == "n't":
        return _list_parts(raw[:-3], "not")
    stem, mark, ending = raw.partition("'")
    helper = _SHORTENED.get(f"'{ending.casefold()}")
    if mark and helper is not None:
        return _list_parts(stem, helper)
    if not mark or len(stem) == 1:
        return ((_fold_word(raw), _is_capital(raw), False),)
    return ((_fold_word(stem), _is_capital(stem), True),)


def _list_parts(*words: str) -> tuple[_Part, ...]:
    return tuple((_fold_word(word), _is_capital(word), False) for word in words)


def _fold_word(word: str) -> str:
    """Return a word folded; of two words that mean the same, the first."""
    folded = fold_letters(word)
    return SYNONYMS.get(folded, folded)


def _is_capital(word: str) -> bool:
    """Whether a word may be a name by its spelling: in a script without capitals, each may."""
    first = word[:1]
    return unicodedata.category(first) in _HAS_CASE or unicodedata.category(first) == "Lo"
