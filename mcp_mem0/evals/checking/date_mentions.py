"""Days, months and years in texts, in many notations, and comparing them with what is expected."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final

from mcp_mem0.domain.dates import Edge, parse_instant
from mcp_mem0.evals.checking.language import ENGLISH, Language, load_language
from mcp_mem0.evals.checking.text_forms import LETTER, Span

ZONE_HOURS_MAX: Final = 13
"""How far from UTC a day may begin: who writes a day means one somewhere."""

_PRECISIONS: Final = ("year", "month", "day", "time")
_YEAR: Final = r"(?:1[89]|20|21)\d\d"
_ISO: Final = re.compile(rf"(?<!\d)({_YEAR})[-/.](\d{{1,2}})(?:[-/.](\d{{1,2}}))?(?![\d-])")
_NUMERIC: Final = re.compile(rf"(?<!\d)(\d{{1,2}})[./](\d{{1,2}})[./]({_YEAR})(?!\d)")
_SIGNS: Final = re.compile(
    rf"(?:({_YEAR})\s*[年년])?\s*(\d{{1,2}})\s*[月월](?:\s*(\d{{1,2}})\s*[日号일])?"
)
_ONLY_YEAR: Final = re.compile(rf"(?<![\d-])({_YEAR})(?![\d-])")
_OF: Final = r"(?:\s+(?:of|de|del|di|du)|[.,ºª])?\s*"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it was said; `is_turned` if day and month may be meant the other way."""

    year: int | None
    month: int | None = None
    day: int | None = None
    is_turned: bool = False

    @property
    def fields(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day."""
        return (self.year, self.month, self.day)

    def has_all_of(self, other: "PartialDate") -> bool:
        """Return whether it says all that another says, and the same."""
        return all(
            theirs is None or theirs == ours
            for ours, theirs in zip(self.fields, other.fields, strict=True)
        )


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text, and where it stands."""

    said: PartialDate
    span: Span


@dataclass(frozen=True, slots=True)
class ExpectedDate:
    """A day, month or year, or one of the days between two: "2026-03", "2026-04-13..2026-04-19"."""

    text: str

    @property
    def first(self) -> str:
        """The date, or the first of several."""
        return self.text.partition("..")[0]

    @property
    def last(self) -> str:
        """The date, or the last of several."""
        return self.text.rpartition("..")[2]

    def is_mentioned(self, said: PartialDate) -> bool:
        """Return whether a date in a text says it completely."""
        if self.first != self.last:
            return said.day is not None and self._contains(said)
        return said.has_all_of(parse_partial(self.first))

    def allows(self, said: PartialDate) -> bool:
        """Return whether a date in a text agrees with it and makes nothing up."""
        if self.first != self.last:
            return self._contains(said)
        own = parse_partial(self.first)
        if said.year is not None and said.year != own.year:
            return False
        turned = PartialDate(said.year, said.day, said.month)
        return own.has_all_of(said) or (said.is_turned and own.has_all_of(turned))

    def _contains(self, said: PartialDate) -> bool:
        if said.month is None:
            return said.year in {parse_partial(self.first).year, parse_partial(self.last).year}
        year = said.year or parse_partial(self.first).year or 1
        first, last = date.fromisoformat(self.first), date.fromisoformat(self.last)
        if said.day is None:
            return (first.year, first.month) <= (year, said.month) <= (last.year, last.month)
        return first <= date(year, said.month, said.day) <= last

    def is_as_exact(self, precision: str | None) -> bool:
        """Return whether a precision, if known, is no finer than what was said."""
        if precision is None or self.first != self.last:
            return True
        said = self.first.count("-")
        # Of a day the hour may be told.
        return said == _PRECISIONS.index("day") or _PRECISIONS.index(precision) <= said

    def is_met(self, moment: datetime, edge: Edge) -> bool:
        """Return whether a moment is it: its start, or for the edge "end" any moment of its end."""
        start = parse_instant(self.first, name="a date")
        end = parse_instant(self.last, name="a date", edge="end")
        zone = timedelta(hours=ZONE_HOURS_MAX)
        if self.first == self.last and len(self.first) < len("2026-03-01"):
            if edge == "start":
                return start - zone <= moment <= start + zone
            return end - timedelta(days=1) < moment <= end + zone
        if edge == "start":
            return start - zone <= moment <= end
        return start <= moment <= end + zone


def parse_partial(text: str) -> PartialDate:
    """Return a date such as "2026-03"."""
    year, *rest = (int(part) for part in text.split("-"))
    month, day = (*rest, None, None)[:2]
    return PartialDate(year, month, day)


@lru_cache(maxsize=4_096)
def find_dates(text: str, language: Language) -> tuple[DateMention, ...]:
    """Return the dates in a text, without case; a lone year counts, a lone day does not."""
    found: list[DateMention] = []
    for mention in _list_all(text, language):
        if all(
            mention.span[0] >= each.span[1] or mention.span[1] <= each.span[0] for each in found
        ):
            found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.span))


def _list_all(text: str, language: Language) -> Iterator[DateMention]:
    """Yield dates, those of the clearest notation first."""
    for match in _ISO.finditer(text):
        yield from _build(match, match[1], match[2], match[3])
    for match in _NUMERIC.finditer(text):
        is_turned = int(match[1]) <= 12 and int(match[2]) <= 12  # noqa: PLR2004 - months of a year
        day, month = (match[1], match[2]) if int(match[2]) <= 12 else (match[2], match[1])  # noqa: PLR2004
        yield from _build(match, match[3], month, day, is_turned=is_turned)
    for match in _SIGNS.finditer(text):
        yield from _build(match, match[1], match[2], match[3])
    for words in (language, load_language(ENGLISH)):
        yield from _list_spelled(text, words)
    for match in _ONLY_YEAR.finditer(text):
        yield from _build(match, match[1], None, None)


def _list_spelled(text: str, language: Language) -> Iterator[DateMention]:
    pattern, months = _compile_months(tuple(language.months))
    for match in pattern.finditer(text):
        name = match["month"].casefold()
        day = match["before"] or match["after"]
        year = match["year"] or match["end"]
        # "may" is a verb, "March" a month.
        if name == "may" and not (day or year) and match["month"] == "may":
            continue
        yield from _build(match, year, str(months[name]), day)


@lru_cache(maxsize=64)
def _compile_months(names: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, int]]:
    months = {
        form: number for number, forms in enumerate(names, start=1) for form in forms.split("|")
    }
    one = "|".join(re.escape(form) for form in sorted(months, key=len, reverse=True))
    ordinal = r"(?:st|nd|rd|th|er|\.|º|:?n|\.a)?"
    pattern = re.compile(
        rf"(?:(?<!\d)(?P<before>\d{{1,2}}){ordinal}{_OF})?(?<!{LETTER})(?P<month>{one})(?!{LETTER})\.?"
        rf"(?:{_OF}(?P<year>{_YEAR})(?!\d)"
        rf"|\s+(?:the\s+)?(?P<after>\d{{1,2}}){ordinal}(?![\d:])(?:,?\s*(?P<end>{_YEAR})(?!\d))?)?",
        re.IGNORECASE,
    )
    return pattern, months


def _build(
    match: re.Match[str],
    year: str | None,
    month: str | None,
    day: str | None,
    *,
    is_turned: bool = False,
) -> Iterator[DateMention]:
    parts = [None if part is None else int(part) for part in (year, month, day)]
    whole = date(parts[0] or 2024, 1, 1)
    try:
        whole.replace(month=parts[1] or 1, day=parts[2] or 1)
    except ValueError:
        return
    yield DateMention(PartialDate(*parts, is_turned=is_turned), match.span())


def is_year_near(month: int, year: int, now: datetime) -> bool:
    """Return whether a month that was said without its year may be of this year."""
    return year in {
        now.year,
        now.year + (1 if month < now.month else -1 if month > now.month else 0),
    }


def format_days(moments: Sequence[datetime]) -> list[ExpectedDate]:
    """Return the days of some moments, in UTC."""
    return [ExpectedDate(moment.astimezone(UTC).date().isoformat()) for moment in moments]
