"""Comparing the words of two texts by their beginnings, because languages inflect the ends.

In a script without spaces, pairs of characters are compared. Words that are neither a subject nor a
value do not count.
"""

import re
from typing import Final

from mcp_mem0.domain.text.normalise import split_plain_words, word_set
from mcp_mem0.domain.text.word_lists import (
    COMMON_PAIRS,
    COMMON_VERBS,
    FUNCTION_WORDS,
    MANY_VALUED,
    NEGATIONS,
    NEVER_ALONE,
    SMALL_WORDS,
    TIME_WORDS,
)

COMPARED_WORDS_MAX: Final = 200
"""How many words of a text are compared by their beginnings; shared words always count."""

_STEM_CHARS: Final = 4
_ENDING_CHARS: Final = 3
"""Two words are the same if they share this many letters and differ in this many at the end."""

_LONG_STEM_CHARS: Final = 6
_LONG_ENDING_CHARS: Final = 5
_SHORT_CHARS: Final = 2
"""Words this short do not count in a script with spaces, unless they are numbers."""

_COMPOUND_CHARS: Final = 5
"""A word of this length is recognised at the beginning of a compound of any length."""

_THAI_RUN: Final = 4
_HAN: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+|[\u30a1-\u30fa\u30fc]+")
_THAI: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_KANA: Final = re.compile("[\u3041-\u309f]")
_HANGUL: Final = re.compile("[\uac00-\ud7af]")
_ARTICLE: Final = re.compile("^(?:[وبفكل]?ال|لل)(?=\\w{2})|^[והבלמש](?=[\u05d0-\u05ea]{3})")
_ORDINAL: Final = re.compile(
    r"(\d+)(?:st|nd|rd|th|er|ère|re|e|ème|ste|de|te|ten|a|o|º|ª|й|я|е|го|му)"
)
"""A number with the ending of an ordinal: "the 14th" is 14 June."""

_NUMBERS: Final = frozenset(
    {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
)
_NOTHING: Final = word_set(
    *(SMALL_WORDS | NEGATIONS | TIME_WORDS | MANY_VALUED | FUNCTION_WORDS | COMMON_VERBS),
    *(NEVER_ALONE - _NUMBERS),
)


def has_common_words(one: str, other: str) -> bool:
    """Return whether two texts share a word that carries meaning."""
    ours, theirs = _extract_word_parts(one), _extract_word_parts(other)
    if not ours.isdisjoint(theirs):
        return True
    few, others = (sorted(parts)[:COMPARED_WORDS_MAX] for parts in (ours, theirs))
    return any(_is_same(our, their) for our in few for their in others)


def _extract_word_parts(text: str) -> set[str]:
    """Return the meaningful words of a text; in a script without spaces, pairs of characters."""
    parts: set[str] = set()
    for word in split_plain_words(text):
        if _HAN.search(word) or _KANA.search(word):
            for run in _HAN.findall(word):
                parts |= {run[n : n + 2] for n in range(max(1, len(run) - 1))}
        elif _THAI.search(word):
            parts |= {word[n : n + _THAI_RUN] for n in range(len(word) - _THAI_RUN + 1)}
        elif _is_meaningful(word):
            ordinal = _ORDINAL.fullmatch(word)
            parts.add(ordinal[1] if ordinal else _ARTICLE.sub("", word))
    return parts - COMMON_PAIRS


def _is_meaningful(word: str) -> bool:
    """Whether a word may name something; a short one only as a number or as Hangul syllables."""
    if not _NOTHING.isdisjoint({word, word.removesuffix("s")}):
        return False
    is_syllables = _HANGUL.search(word) is not None and len(word) == _SHORT_CHARS
    return len(word) > _SHORT_CHARS or word.isdigit() or is_syllables


def _is_same(one: str, other: str) -> bool:
    """Whether two words are the same except for their endings."""
    if one.isdigit() or other.isdigit():
        return False
    short, long = sorted((one, other), key=len)
    alike = next((n for n, char in enumerate(short) if char != long[n]), len(short))
    if _HANGUL.search(short):
        return alike >= _SHORT_CHARS
    ending = len(long) - alike
    if alike == len(short):
        return alike >= _COMPOUND_CHARS or ending <= (1 if alike < _STEM_CHARS else _ENDING_CHARS)
    return (alike >= _STEM_CHARS and ending <= _ENDING_CHARS) or (
        alike >= _LONG_STEM_CHARS and ending <= _LONG_ENDING_CHARS
    )
