"""Dates as other programs write them: seconds, milliseconds, or text near to ISO 8601."""

import math
from datetime import UTC, date, datetime
from typing import Final

_SECONDS_MAX: Final = 10_000_000_000
"""The year 2286; a greater number counts milliseconds."""


def read_foreign_date(value: object) -> str | None:
    """Return a date in ISO 8601, or None if it is none that can be read."""
    match value:
        case bool() | None:
            return None
        case int() | float():
            return _read_number(float(value))
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
        case str():
            return _read_text(value.strip())
        case _:
            return None


def _read_number(number: float) -> str | None:
    if not math.isfinite(number) or number <= 0:
        return None
    seconds = number / 1_000 if number > _SECONDS_MAX else number
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return None


def _read_text(text: str) -> str | None:
    try:
        number = float(text)
    except ValueError:
        pass
    else:
        # "2024" is a year, and no number of seconds.
        return text if len(text) == 4 and text.isdigit() else _read_number(number)  # noqa: PLR2004
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return day.isoformat()
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None
