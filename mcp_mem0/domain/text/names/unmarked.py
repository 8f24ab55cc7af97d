"""Finding names in scripts that have no capitals, each by the rules of its language.

Latin words with a capital inside such a text are names, too, but for what is borrowed in any
language ("OK", "PDF"): capitals open no sentence there.
"""

import re
from collections.abc import Callable, Container, Iterator
from typing import Final, TypeAlias

from mcp_mem0.domain.text.names.arabic import find_arabic_names, find_hebrew_names
from mcp_mem0.domain.text.names.chinese import find_chinese_names
from mcp_mem0.domain.text.names.hindi import find_hindi_names
from mcp_mem0.domain.text.names.japanese import find_japanese_names
from mcp_mem0.domain.text.names.korean import find_korean_names
from mcp_mem0.domain.text.names.thai import find_thai_names
from mcp_mem0.domain.text.normalise import normalise_name
from mcp_mem0.domain.text.word_lists import (
    NEVER_ALONE,
    OPENERS,
    SMALL_WORDS,
    build_set,
)

KNOWN_SIGNS_MAX: Final = 12
"""Longest known name that is looked for inside a run of signs."""

KNOWN_SIGNS_MIN: Final = 2
"""Shortest one: a single sign is a part of many words."""

LINE_CHARS_MAX: Final = 4_000
"""How much of a line is read for names: what is longer is no sentence."""

SEPARATOR: Final = "、"
"""What stands for what is no part of a name: it ends a word, and no sentence."""

UNMARKED: Final = re.compile(
    "[\u0590-\u05ff\u0621-\u06d3\u0900-\u097f\u0e00-\u0e7f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""A letter of a script without capitals that names are found in."""

_Finder: TypeAlias = Callable[[str], Iterator[tuple[int, int]]]
_KANA: Final = re.compile("[\u3041-\u30fa]")
_FINDERS: Final[tuple[tuple[re.Pattern[str], _Finder], ...]] = (
    (re.compile("[\u0590-\u05ff]"), find_hebrew_names),
    (re.compile("[\u0621-\u06d3]"), find_arabic_names),
    (re.compile("[\u0900-\u097f]"), find_hindi_names),
    (re.compile("[\u0e00-\u0e7f]"), find_thai_names),
    (re.compile("[\uac00-\ud7af]"), find_korean_names),
)
_HAN: Final = re.compile("[\u3400-\u9fff]")
_LATIN: Final = re.compile(
    r"(?<![A-Za-z0-9_@/.-])[A-Z][A-Za-z]+(?:[-'][A-Za-z]+)*(?: "
    r"[A-Z][A-Za-z]+(?:[-'][A-Za-z]+)*){0,5}"
    r"(?![A-Za-z0-9_@/])"
)
_LATIN_WORD: Final = re.compile("[A-Za-z]+(?:-[A-Za-z]+)*")
_BORROWED: Final = build_set(
    "ok okay app ppt pdf ktv wifi ceo cto cfo hr bug diy vip pk cd dvd tv pc it ai api url usb id",
    "pm am",
    "lol sns ng gb mb kg km cm wi-fi excel email e-mail line mail sms atm gps led nba dna mbti",
    "bgm cm",
    "ol jk dm pr ui ux qa db sql http https json xml html css ip cpu gpu ram ssd hdd os ios vpn",
    "faq qr",
    "the and for with from this that my i you we he she it todo fyi",
)
"""Latin words that name nothing of their own, in any language."""


_RUN: Final = re.compile(f"(?:{UNMARKED.pattern})+")
_BOOK: Final = re.compile("《(?P<name>[^《》\n]{1,30})》")
_SENTENCE_WORDS: Final = frozenset(
    [
        "a",
        "the",
        "is",
        "are",
        "to",
        "at",
        "in",
        "of",
        "and",
        "with",
        "for",
        "my",
        "it",
        "was",
        "has",
    ]
)
"""Words that show that the Latin words of a line are English sentences."""

_NOT_LATIN_NAMES: Final = _BORROWED | SMALL_WORDS | OPENERS | NEVER_ALONE


def find_unmarked_names(text: str, known: Container[str] = ()) -> Iterator[tuple[int, int]]:
    """Yield where names stand in lines of scripts without capitals; none overlaps another.

    Args:
        text: The text.
        known: The keys of names that are known, which need nothing else around them.
    """
    start = 0
    for line in text.split("\n"):
        if UNMARKED.search(line):
            for begin, end in _find_in_line(line[:LINE_CHARS_MAX], known):
                yield start + begin, start + end
        start += len(line) + 1


def erase_borrowed_words(text: str) -> str:
    """Return the text, place for place, without what any language borrows: "OK", "PDF"."""
    return "\n".join(
        _LATIN_WORD.sub(_erase_borrowed, line) if UNMARKED.search(line) else line
        for line in text.split("\n")
    )


def _erase_borrowed(match: re.Match[str]) -> str:
    return SEPARATOR * len(match[0]) if match[0].casefold() in _BORROWED else match[0]


def _find_in_line(line: str, known: Container[str]) -> Iterator[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for span in _list_spans(line, known):
        if all(span[1] <= begin or span[0] >= end for begin, end in taken):
            taken.append(span)
            yield span


def _list_spans(line: str, known: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield all that may be names, the surest first."""
    for match in _BOOK.finditer(line):
        yield match.span("name")
    for script, finder in _FINDERS:
        if script.search(line):
            yield from finder(line)
    if _HAN.search(line) or _KANA.search(line):
        yield from (find_japanese_names if _KANA.search(line) else find_chinese_names)(line)
    if known != ():
        yield from _find_known(line, known)
    yield from _find_latin(line)


def _find_known(line: str, known: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield the known names inside each run of signs, the longest first."""
    for run in _RUN.finditer(line):
        start = run.start()
        while start < run.end():
            last = min(run.end(), start + KNOWN_SIGNS_MAX)
            ends = range(last, start + KNOWN_SIGNS_MIN - 1, -1)
            end = next((end for end in ends if normalise_name(line[start:end]) in known), None)
            if end is not None:
                yield start, end
            start = start + 1 if end is None else end


def _find_latin(line: str) -> Iterator[tuple[int, int]]:
    if not _SENTENCE_WORDS.isdisjoint(line.lower().split()):
        return
    for match in _LATIN.finditer(line):
        if match[0].casefold() not in _NOT_LATIN_NAMES:
            yield match.span()
