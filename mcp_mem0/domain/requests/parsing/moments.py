"""Reading the moments of a search: dates in ISO 8601, spans back from now, and days in words."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from mcp_mem0.domain.dates import (
    EARLIEST,
    LATEST,
    Edge,
    StatedMoment,
    has_offset,
    parse_moment,
    place_moment,
)
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.text.times.calendar import DAY, MONTHS_IN_YEAR, add_days, build_month
from mcp_mem0.domain.text.times.named_days import read_named_days

_BACK: Final = r"(?:(?:now\s*)?-\s*)?"
_SPAN: Final = re.compile(
    rf"{_BACK}(?P<count>\d{{1,4}})\s*(?:(?P<minutes>m|min|mins|minutes?)|(?P<hours>h|hours?)"
    r"|(?P<days>d|days?)|(?P<weeks>w|weeks?)|(?P<months>mo|months?)|(?P<years>y|years?))"
    r"(?:\s+ago)?",
    re.IGNORECASE,
)
_UNCLEAR_SPAN: Final = re.compile(_BACK + r"(?P<count>[1-9]|1[0-2])\s*m(?:\s+ago)?", re.IGNORECASE)
"""Up to twelve "m" may be minutes or months; more of them are minutes, as 30m or 90m."""

_LENGTHS: Final = {
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "weeks": timedelta(weeks=1),
}
_YEAR_FIRST: Final = re.compile(r"\d{4}(?:\D|$)")
_MOMENT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class SearchMoment:
    """A moment of a search.

    `is_fixed` says whether it is one moment everywhere. If not, it is what clocks show.
    """

    stated: StatedMoment
    is_fixed: bool


def parse_search_moment(
    text: str, *, name: str, now: datetime | None, edge: Edge = "start", zone: tzinfo = UTC
) -> SearchMoment:
    """Read a moment of a search: "2026-03-01", "7d", "3 months", "yesterday", "last week".

    Args:
        text: A date or time in ISO 8601, a span back from now, or days in words.
        name: What the caller calls it, for the message.
        now: The moment from which it is counted back; without it only dates are read.
        edge: Which end of a period is meant.
        zone: The zone of a time without an offset.

    Raises:
        RequestError: It is none of these, or too close to the limits of the years 1 and 9999.
    """
    plain = text.strip()
    if now is not None:
        refuse_unclear_span(plain, name)
        moment = _read_span(plain, now)
        if moment is not None:
            return SearchMoment(StatedMoment(moment, "time"), is_fixed=True)
    try:
        stated = parse_moment(text, name=name, edge=edge, zone=zone)
    except RequestError as error:
        if now is None:
            raise
        days = _read_days(plain, now, edge)
        if days is not None:
            return SearchMoment(days, is_fixed=False)
        if _YEAR_FIRST.match(plain):
            raise
        raise RequestError(
            f"{name} is {quote_value(text)}, which is no time: write it like 2026-03-01,"
            " 2026-03-01T09:30:00Z, 7d, yesterday or last week"
        ) from error
    return SearchMoment(stated, is_fixed=has_offset(text))


def parse_search_instant(
    text: str, *, name: str, now: datetime | None, edge: Edge = "start", zone: tzinfo = UTC
) -> datetime:
    """Read a moment of a search as the one at which the clocks of a zone reach it.

    Raises:
        RequestError: As `parse_search_moment`.
    """
    moment = parse_search_moment(text, name=name, now=now, edge=edge, zone=zone)
    instant = place_moment(moment.stated, zone)
    if not EARLIEST <= instant <= LATEST:
        raise RequestError(
            f"{name} is {quote_value(text)}: it must lie between {EARLIEST.date()} and"
            f" {LATEST.date()}"
        )
    return instant


def is_day_to_come(text: str, moment: SearchMoment, now: datetime, zone: tzinfo) -> bool:
    """Return whether a moment that was given in words lies in the future; a date may."""
    is_written = _YEAR_FIRST.match(text.strip()) is not None
    return not is_written and place_moment(moment.stated, zone) > now


def _read_span(text: str, now: datetime) -> datetime | None:
    """Read a span as the moment that lies so far back."""
    if text.casefold() == "now":
        return now
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    count = int(match["count"])
    unit = match.lastgroup or ""
    if unit in _LENGTHS:
        return now - count * _LENGTHS[unit]
    months = count * (MONTHS_IN_YEAR if unit == "years" else 1)
    month = build_month(now.year, now.month - months)
    day = add_days(month.first, min(now.day, month.last.day) - 1)
    return datetime.combine(day, now.timetz())


def refuse_unclear_span(text: str, name: str) -> None:
    """Refuse "1m", which is a month to one reader and a minute to another.

    Raises:
        RequestError: The text is such a span.
    """
    unclear = _UNCLEAR_SPAN.fullmatch(text.strip())
    if unclear is not None:
        count = unclear["count"]
        raise RequestError(
            f"{name} is {quote_value(text)}, which may be minutes or months:"
            f" write {count}min or {count}mo"
        )


def _read_days(text: str, now: datetime, edge: Edge) -> StatedMoment | None:
    """Read days in words as the first or the last moment of them."""
    days = read_named_days(text, now.date())
    if days is None:
        return None
    first = datetime.combine(days.first, time(), tzinfo=UTC)
    last = datetime.combine(days.last, time(), tzinfo=UTC) + DAY - _MOMENT
    return StatedMoment(first if edge == "start" else last, "day")
