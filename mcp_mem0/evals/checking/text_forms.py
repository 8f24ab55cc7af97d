"""Texts in the form in which they are compared, and finding words in them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from mcp_mem0.domain.visible_text import strip_invisible
from mcp_mem0.evals.checking.language import Language

Span: TypeAlias = tuple[int, int]
"""Where something begins in a text, and where it ends."""

LETTER: Final = (
    r"[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0e31-\u0e4e]"
)
"""A letter, digit or vowel sign."""

SPACELESS: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A character of a script in which words are not told apart by spaces, or grow endings."""

PREFIX_CHARS_MIN: Final = 4
"""A shorter word is matched as a whole, a longer one with any ending."""

_WORD: Final = re.compile(f"{LETTER}+")
_APOSTROPHES: Final = str.maketrans("’ʼ‘′`‐‑‒–—−", "'''''------")
_CONTRACTIONS: Final = (
    (re.compile(r"\bcan(?:no|')t\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"'d like\b"), " would like"),
)
_THOUSANDS: Final = re.compile(r"(?<=\d)[,’' ](?=\d{3}(?!\d))")
_CLAUSE_END: Final = re.compile(
    r"[;!?()…]+|[:,](?!\d)|(?<!\b\d)(?<!\b\d\d)\.(?!\d)|\s-+\s|[。、，；：！？]|\n+"
)


@lru_cache(maxsize=8_192)
def fold_text(text: str) -> str:
    """Return a text in which case, signs, contractions and words for numbers do not matter."""
    folded = unicodedata.normalize("NFKC", strip_invisible(text).translate(_APOSTROPHES)).casefold()
    for pattern, long in _CONTRACTIONS:
        folded = pattern.sub(long, folded)
    return _THOUSANDS.sub("", folded)


@lru_cache(maxsize=8_192)
def fold_numbers(folded: str, language: Language) -> str:
    """Return a folded text with digits for the words for numbers."""
    if not language.numbers:
        return folded
    pattern = _compile_numbers(tuple(language.numbers), language.spaced)

    def write(match: re.Match[str]) -> str:
        parts = [word for word in re.split("[- ]", match[0]) if word]
        # "one" counts in "twenty-one" only.
        return str(sum(language.numbers.get(word, 1) for word in parts))

    return pattern.sub(write, folded)


@lru_cache(maxsize=64)
def _compile_numbers(words: tuple[str, ...], spaced: bool) -> re.Pattern[str]:  # noqa: FBT001 - a key of the cache
    longest_first = sorted(words, key=len, reverse=True)
    one = "|".join(map(re.escape, longest_first))
    tens = "|".join(word for word in longest_first if word.endswith("ty"))
    if not spaced:
        return re.compile(f"(?:{one})(?=[匹本人歳年才つ个只岁位台杯회시명마리살])")
    if tens:
        return re.compile(f"(?<!{LETTER})(?:(?:{tens})[- ](?:{one}|one)|(?:{one}))(?!{LETTER})")
    return re.compile(f"(?<!{LETTER})(?:{one})(?!{LETTER})")


def list_words(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return _WORD.findall(text)


@lru_cache(maxsize=4_096)
def split_clauses(folded: str, language: Language) -> tuple[Span, ...]:
    """Return where each clause of a text lies: between signs, and before words such as "and"."""
    cuts = [match.span() for match in _CLAUSE_END.finditer(folded)]
    if language.joins:
        cuts += [match.span() for match in _compile_words(tuple(language.joins)).finditer(folded)]
    clauses: list[Span] = []
    start = 0
    for cut_start, cut_end in sorted(cuts):
        if cut_start > start:
            clauses.append((start, cut_start))
        start = max(start, cut_end)
    clauses.append((start, len(folded)))
    return tuple((first, last) for first, last in clauses if folded[first:last].strip())


@lru_cache(maxsize=256)
def _compile_words(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(f"(?<!{LETTER})(?:{'|'.join(map(re.escape, longest_first))})(?!{LETTER})")


def find_words(folded: str, words: Sequence[str], language: Language) -> list[Span]:
    """Return where whole words or phrases stand in a text; of two that overlap, the longer."""
    if not words:
        return []
    pattern = _compile_finder(tuple(words), language.spaced)
    return [match.span() for match in pattern.finditer(folded)]


@lru_cache(maxsize=512)
def _compile_finder(words: tuple[str, ...], spaced: bool) -> re.Pattern[str]:  # noqa: FBT001 - a key of the cache
    if spaced and not any(map(SPACELESS.search, words)):
        return _compile_words(words)
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_spell_loosely, longest_first)))


def _spell_loosely(word: str) -> str:
    """Return a pattern for a word that may stand within others, unless its script has spaces."""
    escaped = re.escape(word)
    return escaped if SPACELESS.search(word) else f"(?<!{LETTER}){escaped}(?!{LETTER})"


def find_value(folded: str, value: str, language: Language) -> Span | None:
    """Return where a text has a value or a synonym of it, or None.

    "a … b" is a value whose parts stand in this order. A value such as "16:40" is found as a time
    in any notation.
    """
    if "…" in value:
        return _find_in_order(folded, [part.strip() for part in value.split("…")], language)
    wanted = fold_numbers(fold_text(value), language).strip()
    if wanted[:1].isdigit() and re.fullmatch(r"\d{1,2}:\d{2}", wanted):
        return _find_time(folded, wanted)
    for word in (wanted, *sorted(language.synonyms.get(wanted, frozenset()) - {wanted})):
        found = _compile_value(word).search(folded)
        if found is not None:
            return found.span()
    return None


def list_values(folded: str, value: str, language: Language) -> list[Span]:
    """Return each place where a text has a value or a synonym of it."""
    wanted = fold_numbers(fold_text(value), language).strip()
    if "…" in value or re.fullmatch(r"\d{1,2}:\d{2}", wanted):
        found = find_value(folded, value, language)
        return [] if found is None else [found]
    words = {wanted} | language.synonyms.get(wanted, frozenset())
    return [match.span() for word in words for match in _compile_value(word).finditer(folded)]


def _find_in_order(folded: str, parts: Sequence[str], language: Language) -> Span | None:
    start, first = 0, None
    for part in parts:
        found = find_value(folded[start:], part, language)
        if found is None:
            return None
        first = start + found[0] if first is None else first
        start += found[1]
    return (first or 0, start)


@lru_cache(maxsize=4_096)
def _compile_value(word: str) -> re.Pattern[str]:
    escaped = re.escape(word).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]?")
    if SPACELESS.search(word):
        return re.compile(escaped)
    if word[:1].isdigit() or word[-1:].isdigit():
        return re.compile(rf"(?<![\d{{.]){escaped}(?!\d)" if word[:1].isdigit() else escaped)
    if len(word) >= PREFIX_CHARS_MIN:
        return re.compile(f"(?<!{LETTER}){escaped}")
    return re.compile(f"(?<!{LETTER}){escaped}(?:'?s)?(?!{LETTER})")


_TIME: Final = re.compile(
    r"(?<!\d)(\d{1,2})(?:\s*[:.h時点시]\s*(\d{2}))?\s*"
    r"(a\.?m\.?(?!\w)|p\.?m\.?(?!\w)|o'clock|uhr\b|h\b|時|点|시)?"
)


def _find_time(folded: str, wanted: str) -> Span | None:
    hour, minute = map(int, wanted.split(":"))
    for match in _TIME.finditer(folded):
        is_bare = match[2] is None and match[3] is None
        before = folded[: match.start()].rstrip()
        if is_bare and not before.endswith(("at", "um", "om", "kl", "las", "alle", "à", "às")):
            continue
        found = int(match[1])
        is_half = match[3] is not None and match[3].startswith("p") and found < 12  # noqa: PLR2004
        hours = {found + 12} if is_half else {found, found + 12} if match[3] is None else {found}
        if hour in hours and int(match[2] or 0) == minute:
            return match.span()
    return None


def overlap(one: Span, other: Span) -> bool:
    """Return whether two places in a text have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def drop_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Return places that do not overlap, the longest first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: span[0] - span[1]):
        if not any(overlap(span, each) for each in kept):
            kept.append(span)
    return kept
