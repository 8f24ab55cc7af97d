"""Telling words that carry content from those that occur in any sentence, in many languages."""

import re
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words, word_set
from mcp_mem0.domain.text.word_lists import COMMON_VERBS, FUNCTION_WORDS, SMALL_WORDS

SIGNS_MIN: Final = 2
"""How many characters of a script without spaces make a word, unless one of them is a Han sign."""

_EMPTY: Final = word_set(*(SMALL_WORDS | FUNCTION_WORDS)) - word_set(*COMMON_VERBS)
_LETTERS: Final = 1
"""A single letter is no word, in scripts with spaces."""

_EMPTY_SIGNS: Final = frozenset(
    "我你您他她它们們咱的了是在不有和与也都就很吗嗎呢吧啊这這那一个個私僕俺"
)
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SIGN: Final = re.compile(f"(?:{SPACELESS.pattern})+")


def is_content_word(word: str) -> bool:
    """Return whether a folded word says something by itself."""
    if SPACELESS.search(word):
        return _has_content_signs(word)
    return word.isdigit() or (len(word) > _LETTERS and word not in _EMPTY)


def list_content_words(text: str) -> list[str]:
    """Return the words of a text that say something, folded, in order."""
    return [word for word in split_plain_words(text) if is_content_word(word)]


def _has_content_signs(word: str) -> bool:
    signs = [sign for run in _SIGN.findall(word) for sign in run if sign not in _EMPTY_SIGNS]
    return len(signs) >= SIGNS_MIN or any(_HAN.match(sign) for sign in signs)
