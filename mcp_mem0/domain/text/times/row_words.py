"""Telling whether a text has a word of time: whether it may answer a question that asks when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from mcp_mem0.domain.text.normalise import SPACELESS
from mcp_mem0.domain.text.times.languages.known import CHINESE, JAPANESE, KOREAN, SPACED
from mcp_mem0.domain.text.times.lexicon import build_time_lexicon
from mcp_mem0.domain.text.times.readings import fold_case

_ALONE: Final = frozenset({"months", "weekdays", "seasons", "feasts", "days", "years", "pairs"})
_BESIDE_UNITS: Final = frozenset({"shifts", "back", "ago", "ago_ahead", "numbers", "few"})
_PRESENT: Final = frozenset(
    {"now", "jetzt", "ora", "agora", "ahora", "adesso", "сейчас", "teraz", "şimdi", "الآن", "अभी"}
)
"""Words of the present day: they do not say when something was."""

_BEFORE_MONTHS: Final = frozenset(
    word
    for words in ("in since until till last next this", "im am seit en au em w od в с bu geçen في")
    for word in words.split()
)
"""Words before a month that has other meanings."""

_NUMBER: Final = re.compile(r"\d+(?:[:./h]\d+)*(?:\s?(?:am|pm|uhr)\b)?")
_TIME_IN_DIGITS: Final = re.compile(
    r"(?:19|20)\d\d|\d{1,2}[:h]\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}|.*(?:am|pm|uhr)"
)
_WORD: Final = re.compile(r"\w+")
# The vowel signs of Hindi are no letters to the class above.
_HINDI_WORD: Final = re.compile(r"[\w\u0900-\u0965]+")
_HINDI: Final = re.compile(r"[\u0900-\u0965]")
_SIGNS: Final = re.compile(
    r"\d\s?[年月日号號时時点點周週년월일시주]|[月火水木金土日]曜|요일|[一二三四五六七八九十]月"
    r"|(?:上|下|这|這|本|先|今|来|지난|다음|이번)(?:个|個)?(?:周|週|月|年|星期|礼拜|주|달|해)"
)


@dataclass(frozen=True, slots=True)
class _RowWords:
    """Words of time that stand alone, those with other meanings, units, and what units go with."""

    alone: frozenset[str]
    weak: frozenset[str]
    units: frozenset[str]
    beside: frozenset[str]
    known: frozenset[str]


# The rows of a memory are asked about again and again.
@lru_cache(maxsize=4_096)
def has_time_words(text: str) -> bool:
    """Return whether a text names a day, month, season, year, clock time or span of time.

    A unit such as "week" counts beside a number, "last", "next" or "ago"; a word with other
    meanings, such as "may", beside a number or a preposition of time.
    """
    folded = fold_case(text)
    if any(_TIME_IN_DIGITS.fullmatch(number) for number in _NUMBER.findall(folded)):
        return True
    if not folded.isascii() and SPACELESS.search(folded):
        return _SIGNS.search(folded) is not None or _compile_signs().search(folded) is not None
    pattern = _HINDI_WORD if _HINDI.search(folded) else _WORD
    words: list[str] = pattern.findall(folded)
    return not _list_row_words().known.isdisjoint(words) and _is_time_among(words)


def _is_time_among(words: Sequence[str]) -> bool:
    known = _list_row_words()
    return any(
        word in known.alone
        or (before in known.units and word in known.beside)
        or (word in known.units and (before.isdigit() or before in known.beside))
        or (word in known.weak and (before.isdigit() or before in _BEFORE_MONTHS))
        for before, word in pairwise(("", *words))
    )


@lru_cache(maxsize=1)
def _list_row_words() -> _RowWords:
    by_word: dict[str, set[str]] = {}
    for language in SPACED:
        for phrase, kinds in build_time_lexicon(language).phrases.items():
            by_word.setdefault(phrase, set()).update(kinds)
    times = {word for word, kinds in by_word.items() if not _ALONE.isdisjoint(kinds)} - _PRESENT
    # What has other meanings in one language has them in a text of unknown language.
    weak = {word for word in times if "weak" in by_word[word]}
    units = {word for word, kinds in by_word.items() if "units" in kinds}
    return _RowWords(
        alone=frozenset(times - weak),
        weak=frozenset(weak),
        units=frozenset(units),
        beside=frozenset(
            word for word, kinds in by_word.items() if not _BESIDE_UNITS.isdisjoint(kinds)
        ),
        known=frozenset(times | units),
    )


@lru_cache(maxsize=1)
def _compile_signs() -> re.Pattern[str]:
    phrases = {
        phrase
        for language in (CHINESE, JAPANESE, KOREAN)
        for phrase, kinds in build_time_lexicon(language).phrases.items()
        if not _ALONE.isdisjoint(kinds) and "weak" not in kinds and len(phrase) > 1
    }
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))
