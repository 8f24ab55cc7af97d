"""Days, weeks, months, seasons and years as ranges of days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mcp_mem0.domain.text.times.lexicon import Unit

MONTHS_IN_YEAR: Final = 12
DAYS_IN_WEEK: Final = 7
MONTHS_IN_SEASON: Final = 3
SPRING_MONTH: Final = 3
"""The month in which spring begins: in the north, where most questions are asked."""

WINTER: Final = 3
SATURDAY: Final = 5
DAY: Final = timedelta(days=1)
_FIRST_YEAR: Final = 2
_LAST_YEAR: Final = 9998


@dataclass(frozen=True, slots=True)
class DayRange:
    """The days from the first to the last, both included."""

    first: date
    last: date

    def overlaps(self, other: "DayRange") -> bool:
        """Return whether a day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def widen(self, days: int) -> "DayRange":
        """Return the range with so many days more on each side."""
        return DayRange(add_days(self.first, -days), add_days(self.last, days))


def add_days(day: date, days: int) -> date:
    """Return a day so many days later; at the ends of the calendar it stays there."""
    ordinal = day.toordinal() + days
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def build_month(year: int, month: int, *, months: int = 1) -> DayRange:
    """Return some months from the first day of one; `month` may lie outside 1 to 12."""
    first = _build_first(year, month)
    return DayRange(first, max(first, _build_first(year, month + months) - DAY))


def build_year(year: int) -> DayRange:
    """Return a year."""
    return build_month(year, 1, months=MONTHS_IN_YEAR)


def build_season(year: int, season: int) -> DayRange:
    """Return a season, 0 for spring; winter begins in December of its year."""
    return build_month(year, SPRING_MONTH + MONTHS_IN_SEASON * season, months=MONTHS_IN_SEASON)


def build_calendar_unit(unit: Unit, today: date, shift: int) -> DayRange:
    """Return a whole unit so many after the one of today: -1 is the last one, 0 this one."""
    monday = add_days(today, -today.weekday())
    match unit:
        case "hour":
            return DayRange(today, today)
        case "day":
            day = add_days(today, shift)
            return DayRange(day, day)
        case "weekend":
            saturday = add_days(monday, SATURDAY + 7 * shift)
            return DayRange(saturday, add_days(saturday, 1))
        case "week":
            return DayRange(add_days(monday, 7 * shift), add_days(monday, 7 * shift + 6))
        case "month":
            return build_month(today.year, today.month + shift)
        case "year":
            return build_year(today.year + shift)


def count_back(unit: Unit, today: date, count: int) -> DayRange:
    """Return the days that are meant by so many units ago, as roughly as people say it."""
    match unit:
        case "hour":
            return DayRange(today, today)
        case "day":
            day = add_days(today, -count)
            return DayRange(day, day)
        case "week" | "weekend":
            day = add_days(today, -7 * count)
            return DayRange(day, day).widen(_WEEK_SLACK_DAYS)
        case "month":
            month = build_month(today.year, today.month - count)
            day = add_days(month.first, min(today.day, month.last.day) - 1)
            return DayRange(day, day).widen(_MONTH_SLACK_DAYS)
        case "year":
            return build_year(today.year - count)


def reach_back(unit: Unit, today: date, count: int) -> DayRange:
    """Return the days of the last so many units, up to today."""
    days = {"hour": 0, "day": 1, "weekend": 7, "week": 7, "month": 31, "year": 366}[unit]
    return DayRange(add_days(today, -days * count), today)


_WEEK_SLACK_DAYS: Final = 3
_MONTH_SLACK_DAYS: Final = 15


def _build_first(year: int, month: int) -> date:
    years, months = divmod(month - 1, MONTHS_IN_YEAR)
    return date(min(max(year + years, _FIRST_YEAR), _LAST_YEAR), months + 1, 1)
