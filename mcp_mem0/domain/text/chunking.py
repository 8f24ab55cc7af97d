"""Splitting a long text into passages that a model can read whole.

A passage ends where a sentence ends, or else between two words; only a word that is itself
too long is cut inside. Every character except white space is in exactly one passage.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

_SENTENCE_END = re.compile(
    r"""
      [.!?…]+ [\"'”’»)\]]* \s+  # a mark, closing quotes or brackets, white space
    | \n \s*
    | [。！？]+ [」』”’）]* \s*  # full width, after which no space is written
    """,
    re.VERBOSE,
)
_WORD_END = re.compile(r"\s+")


def split_passages(text: str, *, size_max: int, size: Callable[[str], int]) -> list[str]:
    """Cut a text into passages of at most `size_max`, as `size` measures them.

    The limit holds as long as two neighbouring parts together measure no more than both
    apart. A single character is one passage, however large it measures.
    """
    passages: list[str] = []
    passage, passage_size = "", 0
    for part in _split_parts(text, size_max, size):
        part_size = size(part)
        if passage_size + part_size > size_max:
            passages.append(passage)
            passage, passage_size = "", 0
        passage += part
        passage_size += part_size
    passages.append(passage)
    return [stripped for whole in passages if (stripped := whole.strip())]


def sample_evenly(items: Sequence[Item], count_max: int) -> list[Item]:
    """Return at most `count_max` items from first to last, evenly spread, in order."""
    if len(items) <= count_max:
        return list(items)
    if count_max == 1:
        return [items[0]]
    step = (len(items) - 1) / (count_max - 1)
    return [items[round(position * step)] for position in range(count_max)]


def _split_parts(text: str, size_max: int, size: Callable[[str], int]) -> Iterator[str]:
    """Cut a text into the largest natural parts that fit; joined, they are the text."""
    for sentence in _split_segments(_SENTENCE_END, text):
        if size(sentence) <= size_max:
            yield sentence
            continue
        for word in _split_segments(_WORD_END, sentence):
            yield from _split_halves(word, size_max, size)


def _split_segments(end: re.Pattern[str], text: str) -> Iterator[str]:
    start = 0
    for match in end.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def _split_halves(word: str, size_max: int, size: Callable[[str], int]) -> Iterator[str]:
    if len(word) == 1 or size(word) <= size_max:
        yield word
        return
    middle = len(word) // 2
    yield from _split_halves(word[:middle], size_max, size)
    yield from _split_halves(word[middle:], size_max, size)
