"""Finding the dates that the tokens of a question name, each as far as it is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from mcp_mem0.domain.text.times.calendar import (
    DayRange,
    build_calendar_unit,
    count_back,
    reach_back,
)
from mcp_mem0.domain.text.times.lexicon import UNITS, Unit
from mcp_mem0.domain.text.times.tokens import TimeToken

FEW: Final = 3
"""How many "a few" are taken for."""

MONTH_DAYS_MAX: Final = 31
_WEAK_AHEAD: Final = (
    *("into", "since", "until", "between", "shifts", "numbers", "back", "before", "after"),
    *("before_loosely", "after_loosely", "years", "articles"),
)
_WEAK_BEHIND: Final = (
    *("shifts", "years", "into", "since_behind", "until_behind", "before_behind", "after_behind"),
)
_OF_YEAR: Final = (("seasons", "season"), ("feasts", "feast"))
"""What each year has once, and the field for it."""

_SHIFTED: Final = ("units", "weekdays", "seasons", "feasts", "months")
_NOTHING: Final = TimeToken("", {"break": 1})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatePart:
    """A date in a question.

    Attributes:
        begin, end: Its tokens.
        days: The days that it means, if that is known already.
        year, month, month_day, season, feast, weekday: What it names, from 1; the last three
            from 0.
        shift: -1 for the last one, 0 for this one, 1 for the next one.
        is_loose: Whether it is only roughly said, like "three weeks ago".
    """

    begin: int
    end: int
    days: DayRange | None = None
    year: int | None = None
    month: int | None = None
    month_day: int | None = None
    season: int | None = None
    feast: int | None = None
    weekday: int | None = None
    shift: int | None = None
    is_loose: bool = False


def find_date_parts(tokens: Sequence[TimeToken], today: date) -> list[DatePart]:
    """Return the dates that tokens name, in order."""
    return list(_DateFinder(tokens, today).list_parts())


@dataclass(frozen=True, slots=True)
class _DateFinder:
    tokens: Sequence[TimeToken]
    today: date

    def list_parts(self) -> Iterator[DatePart]:
        begin = 0
        while begin < len(self.tokens):
            part = self._find_part(begin)
            if part is not None:
                yield part
            begin = begin + 1 if part is None else part.end

    def _find_part(self, begin: int) -> DatePart | None:
        """Return the date that begins at a place; no date begins with a word of no kind."""
        token = self.tokens[begin]
        if not token.kinds and token.date is None:
            return None
        return (
            self._find_ago(begin)
            or self._find_stretch(begin)
            or self._find_written(begin)
            or self._find_month(begin)
            or self._find_shifted(begin)
            or self._find_named(begin)
        )

    def _get(self, place: int) -> TimeToken:
        return self.tokens[place] if 0 <= place < len(self.tokens) else _NOTHING

    def _read_count(self, place: int) -> int | None:
        token = self._get(place)
        return FEW if token.has_any("few") else token.get("numbers")

    def _find_ago(self, begin: int) -> DatePart | None:
        """Find "three weeks ago", or "hace tres semanas"."""
        is_ahead = self._get(begin).has_any("ago_ahead")
        place = begin + 1 if is_ahead else begin
        count = self._read_count(place)
        pair = self._get(place).get("pairs")
        if pair is not None:
            count, unit, end = 2, pair, place + 1
        else:
            unit_place = place if count is None else place + 1
            unit, end = self._get(unit_place).get("units"), unit_place + 1
        if unit is None:
            return None
        if not is_ahead:
            if not self._get(end).has_any("ago") or self._is_before_event(end):
                return None
            end += 1
        name = UNITS[unit]
        days = count_back(name, self.today, 1 if count is None else count)
        is_loose = name not in {"hour", "day"} or self._get(place).has_any("few")
        return DatePart(begin=begin, end=end, days=days, is_loose=is_loose)

    def _is_before_event(self, place: int) -> bool:
        """Whether "two weeks before" goes on with an event."""
        token = self._get(place)
        return token.has_any("before", "before_behind") and self._get(place + 1).has_any("articles")

    def _find_stretch(self, begin: int) -> DatePart | None:
        """Find "the last three weeks" and "in the past year"."""
        first, second = self._get(begin), self._get(begin + 1)
        is_back = first.has_any("back")
        if is_back or first.get("shifts") == -1:
            count, place = self._read_count(begin + 1), begin + 2
            if count is None and is_back:
                count, place = 1, begin + 1
        elif second.has_any("back") or second.get("shifts") == -1:
            count, place = self._read_count(begin), begin + 2
        else:
            return None
        unit = self._get(place).get("units")
        if count is None or unit is None:
            return None
        days = reach_back(UNITS[unit], self.today, count)
        return DatePart(begin=begin, end=place + 1, days=days, is_loose=True)

    def _find_written(self, begin: int) -> DatePart | None:
        """Find a date in digits, or a year."""
        token = self._get(begin)
        if token.date is None:
            return None
        year, month, day = token.date
        return DatePart(begin=begin, end=begin + 1, year=year, month=month, month_day=day)

    def _find_month(self, begin: int) -> DatePart | None:
        """Find a month with its day and year, in any order."""
        day = self._read_day(begin)
        place = self._skip_links(begin + 1) if day is not None else begin
        month = self._read_named("months", place, is_certain=day is not None)
        if month is None:
            return None
        end = place + 1
        if day is None:
            after = self._skip_links(end, *("articles", "into"))
            day = self._read_day(after)
            # "March two" is no date, "March 2" is one.
            day = day if self._get(after).text.isdigit() else None
            end = end if day is None else after + 1
        place = self._skip_links(end, "comma", "into")
        written = self._get(place).date
        year = written[0] if written is not None and written[1] is None else None
        shift, begin, end = self._read_shift(begin, end if year is None else place + 1)
        return DatePart(
            begin=begin,
            end=end,
            year=year,
            month=month + 1,
            month_day=day,
            shift=None if year is not None else shift,
        )

    def _read_day(self, place: int) -> int | None:
        number = self._get(place).get("numbers")
        is_day = number is not None and 1 <= number <= MONTH_DAYS_MAX
        return number if is_day and self._get(place).text.isdigit() else None

    def _skip_links(self, place: int, *others: str) -> int:
        """Return the place after one small word, and one more, that may stand inside a date."""
        for _ in range(2):
            token = self._get(place)
            if not token.has_any("links", *others) or token.has_any("months", "units"):
                break
            place += 1
        return place

    def _read_named(self, kind: str, place: int, *, is_certain: bool = False) -> int | None:
        """Return what a token names, unless it may be another word that stands alone."""
        token = self._get(place)
        value = token.get(kind)
        if value is None or is_certain or not token.has_any("weak"):
            return value
        ahead, behind = self._get(place - 1), self._get(place + 1)
        is_written = behind.date is not None or behind.text.isdigit()
        is_shown = ahead.has_any(*_WEAK_AHEAD) or behind.has_any(*_WEAK_BEHIND) or is_written
        # "The May concert" has an article and no date; "in the spring" has both.
        is_bare = ahead.has_any("articles") and not ahead.has_any("into", "since", "until")
        if is_bare and not self._get(place - 2).has_any("into", "since", "until", "between"):
            return value if is_written or behind.has_any("shifts") else None
        return value if is_shown else None

    def _read_shift(self, begin: int, end: int) -> tuple[int | None, int, int]:
        """Return "last", "this" or "next" beside some tokens, and the tokens with it."""
        shift = self._get(begin - 1).get("shifts")
        if shift is not None:
            return shift, begin - 1, end
        shift = self._get(end).get("shifts")
        # "March last year": the word belongs to the year.
        if shift is None or self._get(end + 1).has_any("units"):
            return None, begin, end
        return shift, begin, end + 1

    def _find_shifted(self, begin: int) -> DatePart | None:
        """Find "last week", "la semana pasada", "this spring", "next Tuesday"."""
        ahead = self._get(begin).get("shifts")
        place = begin if ahead is None else begin + 1
        token = self._get(place)
        if ahead is not None and not token.has_any(*_SHIFTED):
            return None
        shift, _, end = self._read_shift(place, place + 1)
        if shift is None:
            return None
        begin = min(begin, place)
        unit = token.get("units")
        if unit is not None:
            return self._build_unit(DatePart(begin=begin, end=end), UNITS[unit], shift)
        for kind, field in (("weekdays", "weekday"), *_OF_YEAR):
            value = token.get(kind)
            if value is not None:
                return replace(DatePart(begin=begin, end=end, shift=shift), **{field: value})
        return None

    def _build_unit(self, part: DatePart, unit: Unit, shift: int) -> DatePart | None:
        if unit == "hour":
            return None
        if unit == "year":
            return replace(part, year=self.today.year + shift)
        return replace(part, days=build_calendar_unit(unit, self.today, shift), is_loose=True)

    def _find_named(self, begin: int) -> DatePart | None:
        """Find "yesterday", a weekday, a season, or a year in one word."""
        token = self._get(begin)
        part = DatePart(begin=begin, end=begin + 1)
        days, year = token.get("days"), token.get("years")
        if days is not None:
            return replace(part, days=build_calendar_unit("day", self.today, days))
        if year is not None:
            return replace(part, year=self.today.year + year)
        weekday = self._read_named("weekdays", begin)
        if weekday is not None:
            return replace(part, weekday=weekday)
        for kind, field in _OF_YEAR:
            value = self._read_named(kind, begin)
            if value is not None:
                return self._add_year(replace(part, **{field: value}))
        return None

    def _add_year(self, part: DatePart) -> DatePart:
        """Return a season or a feast with the year that is written after it."""
        place = self._skip_links(part.end, "into")
        written = self._get(place).date
        if written is None or written[1] is not None:
            return part
        return replace(part, year=written[0], end=place + 1)
