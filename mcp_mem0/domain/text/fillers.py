"""Recognising messages that say nothing: "ok", "done", "danke dir", "哈哈", an emoji.

A filler consists of phrases that acknowledge, greet, thank or laugh, and perhaps the name of who is
spoken to. Whatever else a message says, it is none: a number, a name alone, one word of content.
"""

import re
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.text.languages.filler_words import (
    ACKNOWLEDGEMENTS,
    CALLING_PHRASES,
    PHRASE_WORDS_MAX,
    SPACELESS_ACKNOWLEDGEMENTS,
)
from mcp_mem0.domain.text.languages.late_patterns import compile_late
from mcp_mem0.domain.text.normalise import SPACELESS, split_plain_words

FILLER_CHARS_MAX: Final = 80
"""A longer message is no filler, whatever it says."""

FILLERS_KEPT: Final = 2_048
"""How many short texts are remembered with the answer: a chat repeats its fillers."""

_LAUGH: Final = (
    r"(?:a?(?:ha){2,}h?|(?:he){2,}h?|(?:hi){2,}|(?:ho){2,}|(?:ja){2,}j?|(?:je){2,}|k{2,}|x+d+"
    r"|(?:rs)+"
    r"|lo+l|a?(?:ха){2,}х?|(?:ах){2,}а?|(?:хи){2,}|ه{3,}|(?:हा){2,}|(?:खा){2,}|5{3,}"
    r"|[ㅋㅎㅇㄱㄴㅠㅜㅊ]+|w{2,}"
    r"|hm+|mm+|a+h+|o+h+|wo+w+|ye+s+|no+|u+h+|yay+|ok+|so+)"
)
_JAMO: Final = re.compile("[\u1100-\u11ff]+")
_HANGUL: Final = re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_SPACELESS_RUN: Final = (
    f"(?:{'|'.join(sorted(SPACELESS_ACKNOWLEDGEMENTS.split('|'), key=len, reverse=True))}|[ーっw])+"
)
_STRONG_RUN: Final = re.compile("[我都就这這样樣你您大家的]+")
"""Signs that acknowledge nothing when they stand alone."""

_CALLED: Final = re.compile(r"\b[^\W\d_]+\b")


@lru_cache(maxsize=FILLERS_KEPT)
def is_filler(text: str) -> bool:
    """Return whether a text says nothing beyond an acknowledgement, a greeting, thanks or a laugh.

    So do signs alone. A short answer ("yes", "no") says nothing without its question; a name or a
    number does.
    """
    if len(text) > FILLER_CHARS_MAX:
        return False
    words = split_plain_words(text)
    place = 0
    may_call = False
    while place < len(words):
        length = _measure_phrase(words, place)
        if length:
            may_call = words[place : place + length] in CALLING_PHRASES
            place += length
        elif may_call and _is_called(words[place], text):
            may_call = False
            place += 1
        else:
            return False
    return True


def _measure_phrase(words: tuple[str, ...], place: int) -> int:
    """Return how many words from a place on are the longest phrase there, 0 for none."""
    for length in range(min(PHRASE_WORDS_MAX, len(words) - place), 0, -1):
        if words[place : place + length] in ACKNOWLEDGEMENTS:
            return length
    word = words[place]
    if compile_late(_LAUGH).fullmatch(word) or _JAMO.fullmatch(word):
        return 1
    is_spaceless = SPACELESS.search(word) is not None and _HANGUL.search(word) is None
    is_empty = compile_late(_SPACELESS_RUN).fullmatch(
        word
    ) is not None and not _STRONG_RUN.fullmatch(word)
    return 1 if is_spaceless and is_empty else 0


def _is_called(word: str, text: str) -> bool:
    """Whether a folded word stands in the text with a capital: "Thanks, Ana!"."""
    return any(
        each[0].isupper() and not each.isupper() and split_plain_words(each) == (word,)
        for each in _CALLED.findall(text)
    )
