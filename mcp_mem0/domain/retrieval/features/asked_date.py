"""How close a row is to the days that a question names, by when it was said and when it holds."""

from datetime import date
from typing import Final

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.pool import Pool
from mcp_mem0.domain.text.times.calendar import DayRange, build_month, build_year

DAYS_OFF_MAX: Final = 1
"""How many days around a period count almost like it: people tell of a day on the next one."""

BESIDE: Final = 0.75
"""The value of a row of the day before or after."""

SAME_MONTH: Final = 0.5
STILL_HOLDS: Final = 0.5
"""The value of a fact that held then and nobody knows until when: much else did, too."""


def compute_asked_date(pool: Pool) -> dict[str, float]:
    """Return 1 for rows of the days asked for, less for the days beside, ½ for the same month.

    A fact counts by the days on which it was said, began, ended or held, whichever is closest.
    """
    periods = [_AskedDays(period.days) for period in pool.question.time.periods]
    if not periods:
        return {}
    return {
        row_id: max([_compare_row(each.row, asked) for asked in periods])
        for row_id, each in pool.candidates.items()
    }


class _AskedDays:
    """The days that a question names, and how close others are to them.

    Args:
        days: The days.
    """

    def __init__(self, days: DayRange) -> None:
        self.days: Final = days
        self._beside = days.widen(DAYS_OFF_MAX)
        self._months = {_get_month(days.first), _get_month(days.last)}
        self._by_day: dict[date, float] = {}

    def compare_day(self, day: date) -> float:
        """Return how close a day is; many rows were said on the same one."""
        closeness = self._by_day.get(day)
        if closeness is None:
            closeness = self._by_day[day] = self.compare(DayRange(day, day))
        return closeness

    def compare(self, own: DayRange) -> float:
        """Return how close some days are."""
        if own.overlaps(self.days):
            return 1.0
        if own.overlaps(self._beside):
            return BESIDE
        months = {_get_month(own.first), _get_month(own.last)}
        return 0.0 if months.isdisjoint(self._months) else SAME_MONTH


def _compare_row(row: Fact | Excerpt, asked: _AskedDays) -> float:
    closeness = asked.compare_day(row.said_at.date())
    # What was said then is not closer for what else is known of it.
    if closeness >= 1 or not isinstance(row, Fact):
        return closeness
    return max(closeness, _compare_span(row, asked))


def _compare_span(fact: Fact, asked: _AskedDays) -> float:
    """Return how close a fact is by when it holds, as far as that is known."""
    start, end = fact.stated_start, fact.until
    if start is None and end is None:
        return 0.0
    begin = None if start is None else build_range(start)
    finish = None if end is None else build_range(end)
    edges = max(asked.compare(edge) for edge in (begin, finish) if edge is not None)
    first = fact.said_at.date() if begin is None else begin.first
    is_held = first <= asked.days.last and (finish is None or finish.last >= asked.days.first)
    if not is_held:
        return edges
    return max(edges, 1.0 if begin is not None and finish is not None else STILL_HOLDS)


def build_range(stated: StatedMoment) -> DayRange:
    """Return the days of a date, as exactly as it was said."""
    day = stated.at.date()
    match stated.precision:
        case "year":
            return build_year(day.year)
        case "month":
            return build_month(day.year, day.month)
        case "day" | "time":
            return DayRange(day, day)


def _get_month(day: date) -> tuple[int, int]:
    return day.year, day.month
