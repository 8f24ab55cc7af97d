"""Cutting a question into words of time, other words and breaks."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from mcp_mem0.domain.text.normalise import SPACELESS
from mcp_mem0.domain.text.times.languages.language import TimeLanguage
from mcp_mem0.domain.text.times.lexicon import Kinds, TimeLexicon, build_time_lexicon

YEAR_MIN: Final = 1900
YEAR_MAX: Final = 2099
NUMBER_MAX: Final = 999
"""Largest number of units that is counted back: more is no time that anybody remembers."""

WrittenDate: TypeAlias = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are written."""

_MONTHS_MAX: Final = 12
_NO_KINDS: Final[Kinds] = {}
_BREAK: Final[Kinds] = {"break": 1}
_COMMA: Final[Kinds] = {"comma": 1}

_DATE: Final = (
    r"(?P<iso>(?<!\d)(?:19|20)\d\d-\d\d?(?:-\d\d?)?(?![\d-]))"
    r"|(?P<numeric>(?<!\d)\d\d?[./]\d\d?[./](?:19|20)\d\d(?!\d))"
)
_LETTER: Final = r"[^\W\d_]|[\u0300-\u036f\u064b-\u0652\u0900-\u0965\u0970-\u097f]"
_SPACED: Final = re.compile(
    rf"{_DATE}"
    r"|(?P<number>\d+)(?:(?:st|nd|rd|th|er|º|ª)(?!\w)|\.(?=\s+[^\W\d_]))?"
    rf"|(?P<word>(?:{_LETTER})+)|(?P<comma>,)|(?P<break>[.?!;:\n،؟।])"
)
_SIGNS: Final = (
    r"(?P<signs>(?:(?P<year>(?:19|20)\d\d)\s?[年년])?\s?(?P<month>1[0-2]|0?[1-9])\s?[月월](?!間|间)"
    r"(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?[日号號일](?!間|间|간))?"
    r"|(?P<only_year>(?:19|20)\d\d)\s?[年년])"
)
_REST: Final = (
    r"|(?P<number>\d+)|(?P<break>[。.?!？！；;\n])|(?P<comma>[，,、])|(?P<word>[^\W\d_]+?)"
)


@dataclass(frozen=True, slots=True)
class TimeToken:
    """A word, a phrase, a number, a date in digits or a break.

    Attributes:
        text: As written, in lower case.
        kinds: What it may be.
        date: Year, month and day, where they are written in digits.
    """

    text: str
    kinds: Kinds
    date: WrittenDate | None = None

    def get(self, kind: str) -> int | None:
        """Return its value as one of a kind; None if it is not of that kind."""
        return self.kinds.get(kind)

    @property
    def is_spaceless(self) -> bool:
        """Whether it is in a script without spaces."""
        return SPACELESS.match(self.text) is not None

    def has_any(self, *kinds: str) -> bool:
        """Return whether it is of one of some kinds."""
        return not self.kinds.keys().isdisjoint(kinds)


def split_spaced(text: str) -> tuple[TimeToken, ...]:
    """Cut a folded text in a script with spaces; words are not looked up yet."""
    return tuple(_read_match(match) for match in _SPACED.finditer(text))


def look_up_words(words: tuple[TimeToken, ...], lexicon: TimeLexicon) -> list[TimeToken]:
    """Return the tokens with the phrases of a language in place of their words."""
    tokens: list[TimeToken] = []
    begin = 0
    while begin < len(words):
        token = words[begin]
        size = 1
        if not token.kinds and token.date is None:
            for count in range(lexicon.longest.get(token.text, 0), 0, -1):
                phrase = " ".join(word.text for word in words[begin : begin + count])
                kinds = lexicon.phrases.get(phrase)
                if kinds is not None:
                    token, size = TimeToken(phrase, kinds), count
                    break
        tokens.append(token)
        begin += size
    return tokens


def count_known_words(words: tuple[TimeToken, ...], lexicon: TimeLexicon) -> int:
    """Return how many words of a text a language knows as words of time or of questions."""
    return sum(map(lexicon.longest.__contains__, [word.text for word in words]))


def split_spaceless(text: str, language: TimeLanguage) -> list[TimeToken]:
    """Cut a folded text in a script without spaces, the longest phrases first."""
    lexicon = build_time_lexicon(language)
    pattern = _compile_spaceless(language)
    return [
        _read_match(match, lexicon.phrases.get(match[0], _NO_KINDS))
        for match in pattern.finditer(text)
    ]


@lru_cache(maxsize=8)
def _compile_spaceless(language: TimeLanguage) -> re.Pattern[str]:
    phrases = sorted(build_time_lexicon(language).phrases, key=len, reverse=True)
    known = "|".join(map(re.escape, phrases))
    return re.compile(f"{_DATE}|{_SIGNS}|(?P<phrase>{known}){_REST}")


def _read_match(match: re.Match[str], kinds: Kinds = _NO_KINDS) -> TimeToken:
    text = match[0]
    match match.lastgroup:
        case "number":
            return _read_number(match["number"])
        case "comma":
            return TimeToken(text, _COMMA)
        case "break":
            return TimeToken(text, _BREAK)
        case "iso" | "numeric" | "signs":
            return TimeToken(text, _NO_KINDS, _read_date(match))
        case _:
            return TimeToken(text, kinds)


def _read_date(match: re.Match[str]) -> WrittenDate:
    """Return the date of a match in digits."""
    groups = match.groupdict()
    if groups["iso"]:
        year, month, *days = map(int, match[0].split("-"))
        return year, month, days[0] if days else None
    if groups["numeric"]:
        first, second, year = map(int, re.split(r"[./]", match[0]))
        # 5/13 can only be the month before the day.
        day, month = (second, first) if second > _MONTHS_MAX else (first, second)
        return year, month, day
    parts = (groups["year"] or groups["only_year"], groups["month"], groups["day"])
    year, month, day = (None if part is None else int(part) for part in parts)
    return year, month, day


def _read_number(digits: str) -> TimeToken:
    number = int(digits[:5])
    if len(digits) == len("2026") and YEAR_MIN <= number <= YEAR_MAX:
        return TimeToken(digits, _NO_KINDS, (number, None, None))
    return TimeToken(digits, {"numbers": number} if number <= NUMBER_MAX else {"other": 1})
