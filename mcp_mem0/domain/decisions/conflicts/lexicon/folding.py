"""Folding words so that a list needs each of them once, however it is written."""

import unicodedata
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.text.normalise import split_plain_words

# Letters that a keyboard without them leaves out, and that no decomposition makes plain.
_PLAIN_LETTERS: Final = str.maketrans("ıłøđ", "ilod")


@lru_cache(maxsize=8_192)
def fold_letters(word: str) -> str:
    """Return a word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    parts = split_plain_words(word)
    plain = parts[0] if len(parts) == 1 else unicodedata.normalize("NFKC", word).casefold()
    return plain.translate(_PLAIN_LETTERS)


def fold_words(*lines: str) -> frozenset[str]:
    """Return the words of some lines, folded: for lists of words."""
    return frozenset(fold_letters(word) for line in lines for word in line.split())


def inflect_words(stems: str, endings: str) -> frozenset[str]:
    """Return each stem with each ending, folded; "-" stands for no ending."""
    return frozenset(
        fold_letters(stem + ending.replace("-", ""))
        for stem in stems.split()
        for ending in endings.split()
    )
