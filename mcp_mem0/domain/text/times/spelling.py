"""Spelling the days that a question names as the indexed texts of rows spell them."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from mcp_mem0.domain.dates import MONTHS
from mcp_mem0.domain.text.times.asked_time import AskedTime
from mcp_mem0.domain.text.times.calendar import MONTHS_IN_YEAR, DayRange, add_days

DAYS_SPELLED_MAX: Final = 7
MONTHS_SPELLED_MAX: Final = 3
"""Longest period whose months are spelled: words that stand in most rows find nothing."""


def spell_asked_days(time: AskedTime) -> tuple[str, ...]:
    """Return the words under which rows of the days asked for are indexed: "7 May 2023".

    A period of more than `DAYS_SPELLED_MAX` days is spelled by its months, a longer one than
    `MONTHS_SPELLED_MAX` not at all.
    """
    return tuple(words for period in time.periods for words in _spell_range(period.days))


def _spell_range(days: DayRange) -> Iterator[str]:
    count = (days.last - days.first).days + 1
    if count <= DAYS_SPELLED_MAX:
        numbers = (add_days(days.first, step).day for step in range(count))
        yield " ".join([*map(str, numbers), *_spell_months(days.first, days.last)])
    elif _count_months(days) <= MONTHS_SPELLED_MAX:
        yield " ".join(_spell_months(days.first, days.last))


def _count_months(days: DayRange) -> int:
    years = days.last.year - days.first.year
    return years * MONTHS_IN_YEAR + days.last.month - days.first.month + 1


def _spell_months(first: date, last: date) -> list[str]:
    months = range(first.month - 1, first.month - 1 + _count_months(DayRange(first, last)))
    names = [MONTHS[month % MONTHS_IN_YEAR] for month in months]
    return [*names, *dict.fromkeys([str(first.year), str(last.year)])]
