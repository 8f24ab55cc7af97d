"""Days that are counted from a date: "two weeks before 3 August", "the Sunday after 1 May"."""

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.text.times.calendar import DAYS_IN_WEEK, DayRange, add_days, count_back
from mcp_mem0.domain.text.times.date_parts import FEW
from mcp_mem0.domain.text.times.lexicon import UNITS, Unit
from mcp_mem0.domain.text.times.tokens import TimeToken

Side: TypeAlias = Literal["before", "after"]

UNIT_DAYS: Final[dict[Unit, int]] = {
    "hour": 1,
    "day": 1,
    "weekend": 7,
    "week": 7,
    "month": 31,
    "year": 366,
}


def find_offset(
    tokens: Sequence[TimeToken], place: int, days: DayRange, side: Side
) -> DayRange | None:
    """Return the days that are counted from others, if such words stand before "before".

    Args:
        tokens: The question.
        place: Where the word "before" or "after" stands.
        days: The days after that word.
        side: Which word it is.
    """
    if place == 0:
        return None
    head = tokens[place - 1]
    weekday, unit = head.get("weekdays"), head.get("units")
    if weekday is not None:
        return _find_weekday(weekday, days, side)
    if unit is None:
        return None
    ahead = tokens[place - 2] if place > 1 else None
    count = None if ahead is None else FEW if ahead.has_any("few") else ahead.get("numbers")
    name = UNITS[unit]
    if count is None:
        return _find_stretch(name, days, side)
    is_before = side == "before"
    return count_back(name, days.first if is_before else days.last, count if is_before else -count)


def _find_weekday(weekday: int, days: DayRange, side: Side) -> DayRange:
    if side == "before":
        day = add_days(days.first, -1 - (days.first.weekday() - 1 - weekday) % DAYS_IN_WEEK)
    else:
        day = add_days(days.last, 1 + (weekday - days.last.weekday() - 1) % DAYS_IN_WEEK)
    return DayRange(day, day)


def _find_stretch(unit: Unit, days: DayRange, side: Side) -> DayRange:
    """Return the unit that ends before some days or begins after them."""
    count = UNIT_DAYS[unit]
    if side == "before":
        return DayRange(add_days(days.first, -count), add_days(days.first, -1))
    return DayRange(add_days(days.last, 1), add_days(days.last, count))
