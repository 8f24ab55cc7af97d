"""Reading a text that is nothing but a time: "yesterday", "last week", "in March"."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from mcp_mem0.domain.text.times.asked_time import read_asked_time
from mcp_mem0.domain.text.times.calendar import DayRange
from mcp_mem0.domain.text.times.date_parts import find_date_parts
from mcp_mem0.domain.text.times.readings import fold_case, list_readings
from mcp_mem0.domain.text.times.tokens import TimeToken

CHARS_MAX: Final = 60
"""Longest text that is only a time."""

_AROUND: Final = ("into", "articles", "links")


def read_named_days(text: str, today: date) -> DayRange | None:
    """Return the days that a text names, from the first to the last; None if it says more."""
    if len(text) > CHARS_MAX:
        return None
    readings = list_readings(fold_case(text))
    if not any(_is_only_time(tokens, today) for tokens in readings):
        return None
    ranges = [period.days for period in read_asked_time(text, today).periods]
    if not ranges:
        return None
    return DayRange(min(days.first for days in ranges), max(days.last for days in ranges))


def _is_only_time(tokens: Sequence[TimeToken], today: date) -> bool:
    parts = find_date_parts(tokens, today)
    taken = {place for part in parts for place in range(part.begin, part.end)}
    return bool(parts) and all(
        place in taken or token.has_any(*_AROUND) for place, token in enumerate(tokens)
    )
