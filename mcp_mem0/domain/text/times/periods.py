"""The periods that the dates of a question mean: alone, between two, or counted from one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from mcp_mem0.domain.text.times.calendar import DayRange, add_days
from mcp_mem0.domain.text.times.date_parts import DatePart, find_date_parts
from mcp_mem0.domain.text.times.offsets import Side, find_offset
from mcp_mem0.domain.text.times.period_choice import PeriodChooser
from mcp_mem0.domain.text.times.tokens import TimeToken

_SIDES: Final[tuple[Side, ...]] = ("before", "after")
_BOUNDS: Final = ("since", "until", "before", "after", "before_loosely", "between")
_SPAN_PARTS: Final = 2


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """Days that a question names; loosely if they are only roughly said, like "three weeks ago"."""

    days: DayRange
    is_loose: bool


def find_periods(
    tokens: Sequence[TimeToken], parts: Sequence[DatePart], chooser: PeriodChooser
) -> tuple[AskedPeriod, ...]:
    """Return the periods of the dates in a question.

    "From March to May" is one. "Last week" beside a whole date may be counted from that date as
    well as from today.
    """
    found = _PeriodFinder(tokens, chooser).find(_share_year(parts))
    base = _find_base(parts)
    if base is None or len(parts) == 1:
        return found
    again = _share_year(find_date_parts(tokens, base))
    also = _PeriodFinder(tokens, replace(chooser, today=base)).find(again)
    return tuple(dict.fromkeys((*found, *also)))


@dataclass(frozen=True, slots=True)
class _PeriodFinder:
    tokens: Sequence[TimeToken]
    chooser: PeriodChooser

    def find(self, parts: Sequence[DatePart]) -> tuple[AskedPeriod, ...]:
        spans = [(part, list(self.chooser.list_days(part))) for part in parts]
        if len(spans) == _SPAN_PARTS and all(days for _, days in spans):
            ahead, behind = (self._get_kinds(self._find_bound(part)) for part, _ in spans)
            is_start = bool(ahead & {"between", "since"})
            if is_start and (not behind or "until" in behind):
                return _build_span(spans[0][1][0].first, spans[1][1][-1].last)
        counted = dict(self._list_offsets(spans))
        # "The Sunday before 3 May" is no other Sunday.
        heads = {self._find_bound(spans[number][0]) for number in counted}
        periods = [AskedPeriod(days, is_loose=True) for days in counted.values()]
        bounds: list[DayRange] = []
        for number, (part, ranges) in enumerate(spans):
            if number in counted or part.end in heads:
                continue
            for days in ranges:
                bound = self._bound_days(part, days)
                if bound is None:
                    periods.append(AskedPeriod(days, part.is_loose))
                else:
                    bounds.append(bound)
        if bounds:
            first = max(days.first for days in bounds)
            periods += _build_span(first, min(days.last for days in bounds))
        return tuple(periods)

    def _list_offsets(
        self, spans: Sequence[tuple[DatePart, list[DayRange]]]
    ) -> Iterator[tuple[int, DayRange]]:
        """Yield the days that are counted from a date, by the date's number."""
        for number, (part, ranges) in enumerate(spans):
            place = self._find_bound(part)
            for side in _SIDES:
                if ranges and place is not None and side in self._get_kinds(place):
                    days = find_offset(self.tokens, place, ranges[0], side)
                    if days is not None:
                        yield number, days

    def _bound_days(self, part: DatePart, days: DayRange) -> DayRange | None:
        """Return the open range that "since March" or "before May" means; None for "in March"."""
        kinds = self._get_kinds(self._find_bound(part))
        if part.end < len(self.tokens):
            behind = self.tokens[part.end].kinds
            kinds |= {kind.removesuffix("_behind") for kind in behind if kind.endswith("_behind")}
        if "since" in kinds:
            return DayRange(days.first, max(self.chooser.today, days.last))
        if "until" in kinds:
            return DayRange(date.min, days.last)
        if "before" in kinds:
            return DayRange(date.min, add_days(days.first, -1))
        if "after" in kinds:
            return DayRange(add_days(days.last, 1), date.max)
        return None

    def _find_bound(self, part: DatePart) -> int | None:
        """Return the place of the word that makes a date a bound; a small one may be between."""
        for place in range(part.begin - 1, max(part.begin - 3, -1), -1):
            token = self.tokens[place]
            if token.has_any(*_BOUNDS):
                return place
            if not token.has_any("articles", "into", "links"):
                return None
        return None

    def _get_kinds(self, place: int | None) -> set[str]:
        kinds = () if place is None else self.tokens[place].kinds
        return {kind.removesuffix("_loosely") for kind in kinds}


def _find_base(parts: Sequence[DatePart]) -> date | None:
    """Return the day of the first part that is a whole date."""
    for part in parts:
        if part.year is not None and part.month is not None and part.month_day is not None:
            try:
                return date(part.year, part.month, part.month_day)
            except ValueError:
                return None
    return None


def _share_year(parts: Sequence[DatePart]) -> list[DatePart]:
    """Give months and seasons without a year the only year that the question names."""
    bare = [part for part in parts if part.year is None and _is_of_year(part)]
    years = {part.year for part in parts if part.year is not None}
    if len(years) != 1 or not bare:
        return list(parts)
    (year,) = years
    return [
        replace(part, year=year) if part in bare else part
        for part in parts
        if part.year is None or _is_of_year(part)
    ]


def _is_of_year(part: DatePart) -> bool:
    return not part.month is part.season is part.feast is None


def _build_span(first: date, last: date) -> tuple[AskedPeriod, ...]:
    return (AskedPeriod(DayRange(first, last), is_loose=True),) if first <= last else ()
