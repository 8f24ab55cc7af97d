"""Choosing the days that a date without a year means: the nearest that may be spoken of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from mcp_mem0.domain.text.times.calendar import (
    WINTER,
    DayRange,
    add_days,
    build_month,
    build_season,
    build_year,
)
from mcp_mem0.domain.text.times.date_parts import DatePart
from mcp_mem0.domain.text.times.feasts import build_feast

_NEAR: Final = range(-2, 3)
"""The years, or weeks, that are looked at: from two ago to two ahead."""

_THIS: Final = 2
"""The place of this year, or week, among them."""


@dataclass(frozen=True, slots=True)
class PeriodChooser:
    """Chooses the days that a date means.

    Args:
        today: The day of the question.
        since: If given, a date without a year is the first one since then.
        is_future: Whether the question speaks of what is to come.
    """

    today: date
    since: date | None
    is_future: bool

    def list_days(self, part: DatePart) -> Iterator[DayRange]:
        """Yield the days that a date means; none if there is no such day."""
        if part.days is not None:
            yield part.days
        elif part.month is not None:
            yield from self._list_month_days(part, part.month)
        elif part.season is not None:
            yield from self._list_season_days(part, part.season)
        elif part.feast is not None:
            yield from self._list_feast_days(part, part.feast)
        elif part.weekday is not None:
            yield from self._list_weekdays(part, part.weekday)
        elif part.year is not None:
            yield build_year(part.year)

    def _list_month_days(self, part: DatePart, month: int) -> Iterator[DayRange]:
        if part.year is not None:
            days: DayRange | None = build_month(part.year, month)
        else:
            days = self._choose([build_month(year, month) for year in self._years], part.shift)
        if days is None:
            return
        if part.month_day is None:
            yield days
        elif part.month_day <= days.last.day:
            day = days.first.replace(day=part.month_day)
            yield DayRange(day, day)

    def _list_season_days(self, part: DatePart, season: int) -> Iterator[DayRange]:
        if part.year is None:
            days = self._choose([build_season(year, season) for year in self._years], part.shift)
            if days is not None:
                yield days
            return
        # The winter of a year is the one that it begins in, or the one that it ends in.
        years = (part.year - 1, part.year) if season == WINTER else (part.year,)
        yield from (build_season(year, season) for year in years)

    def _list_feast_days(self, part: DatePart, feast: int) -> Iterator[DayRange]:
        if part.year is not None:
            yield build_feast(part.year, feast)
            return
        days = self._choose([build_feast(year, feast) for year in self._years], part.shift)
        if days is not None:
            yield days

    def _list_weekdays(self, part: DatePart, weekday: int) -> Iterator[DayRange]:
        first = weekday - self.today.weekday()
        near = [add_days(self.today, first + 7 * weeks) for weeks in _NEAR]
        days = self._choose([DayRange(day, day) for day in near], part.shift)
        if days is not None:
            yield days

    @property
    def _years(self) -> list[int]:
        return [self.today.year + years for years in _NEAR]

    def _choose(self, near: Sequence[DayRange], shift: int | None) -> DayRange | None:
        """Return the one that is meant of several, which are in order, this year's in the middle.

        `shift` is -1 for "last", 0 for "this", 1 for "next".
        """
        past = [days for days in near if days.last < self.today]
        coming = [days for days in near if days.first > self.today]
        if shift is None:
            return self._choose_nearest(near)
        if shift == 0:
            return near[_THIS]
        candidates, place = (past, shift) if shift < 0 else (coming, shift - 1)
        return candidates[place] if len(candidates) >= abs(shift) else None

    def _choose_nearest(self, near: Sequence[DayRange]) -> DayRange | None:
        if self.is_future:
            return next((days for days in near if days.last >= self.today), None)
        begun = [days for days in near if days.first <= self.today]
        newest = begun[-1] if begun else None
        if self.since is None:
            return newest
        since = self.since
        return next((days for days in begun if days.last >= since), newest)
