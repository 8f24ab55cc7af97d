"""Dates and times: aware datetimes in UTC, parsed from ISO 8601 and formatted back."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from mcp_mem0.domain.errors import RequestError, quote_value

EARLIEST = datetime(1, 1, 2, tzinfo=UTC)
LATEST = datetime(9999, 12, 31, tzinfo=UTC) - timedelta(microseconds=1)
"""A day inside Python's own bounds, so that a change of time zone never overflows."""

Edge = Literal["start", "end"]


def parse_moment(text: str, *, name: str, edge: Edge = "start") -> datetime:
    """Read an ISO 8601 date or date and time; without a zone it is UTC.

    Args:
        text: Such as "2026-03-01", "2026-03", "2026" or "2026-03-01T09:30:00+01:00".
        name: What the caller calls it, for the message.
        edge: Which end of a bare day, month or year is meant.

    Raises:
        RequestError: It is not a date, or too close to the limits of the years 1 and 9999.
    """
    try:
        moment = _parse_text(text.strip(), edge)
    except OverflowError as error:
        raise _build_range_error(text, name) from error
    except ValueError as error:
        raise RequestError(
            f"{name} is {quote_value(text)}, which is not an ISO 8601 date or time:"
            " write it like 2026-03-01 or 2026-03-01T09:30:00Z"
        ) from error
    if not EARLIEST <= moment <= LATEST:
        raise _build_range_error(text, name)
    return moment


def _build_range_error(text: str, name: str) -> RequestError:
    return RequestError(
        f"{name} is {quote_value(text)}: times before {EARLIEST.date()} or after {LATEST.date()}"
        " cannot be stored; leave it out if none is meant"
    )


def _parse_text(text: str, edge: Edge) -> datetime:
    period = _parse_period(text)
    if period is not None:
        start, end = period
        return start if edge == "start" else end - timedelta(microseconds=1)
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _parse_period(text: str) -> tuple[datetime, datetime] | None:
    """Return the first moment of a bare year, month or day, and the first one after it."""
    parts = text.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != len("2026"):
        return None
    match [int(part) for part in parts]:
        case [year]:
            first = _make_midnight(date(year, 1, 1))
            return first, (first + timedelta(days=366)).replace(day=1)
        case [year, month]:
            first = _make_midnight(date(year, month, 1))
            return first, (first + timedelta(days=31)).replace(day=1)
        case [year, month, day]:
            first = _make_midnight(date(year, month, day))
            return first, first + timedelta(days=1)
        case _:
            return None


def _make_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def format_moment(moment: datetime) -> str:
    """Format a moment in its shortest form: a bare day when it is a UTC midnight."""
    utc = moment.astimezone(UTC)
    if utc.time() == time():
        return utc.date().isoformat()
    return utc.isoformat(timespec="auto").replace("+00:00", "Z")


def format_period_end(moment: datetime) -> str:
    """Format the end of a period in its shortest form: a bare day at the day's end."""
    utc = moment.astimezone(UTC)
    if (utc + timedelta(microseconds=1)).time() == time():
        return utc.date().isoformat()
    return utc.isoformat(timespec="auto").replace("+00:00", "Z")


def format_day(moment: datetime) -> str:
    """Format the UTC day of a moment, as 2026-03-01."""
    return moment.astimezone(UTC).date().isoformat()


def check_order(start: datetime | None, end: datetime | None, *, names: tuple[str, str]) -> None:
    """Refuse a period that ends before it starts.

    Raises:
        RequestError: `start` is after `end`.
    """
    if start is not None and end is not None and start > end:
        raise RequestError(
            f"{names[0]} ({format_moment(start)}) is after {names[1]} ({format_moment(end)}):"
            " swap them"
        )
