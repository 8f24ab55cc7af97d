"""Dates and times: moments, how exactly they are known, parsed from ISO 8601 and formatted back.

A bare year, month or day has no zone: wherever one lives, 2 March is 2 March. It is kept as if it
began at midnight UTC, and its precision says so. A time is a moment, kept with the offset of those
who said it, whose clocks showed that day. A text without an offset is read in a zone.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, Literal, TypeAlias, get_args

from mcp_mem0.domain.errors import RequestError, quote_value

EARLIEST = datetime(1, 1, 2, tzinfo=UTC)
LATEST = datetime(9999, 12, 31, tzinfo=UTC) - timedelta(microseconds=1)
"""A day inside Python's own bounds, so that a change of time zone never overflows."""

Edge = Literal["start", "end"]
Precision: TypeAlias = Literal["year", "month", "day", "time"]

PRECISIONS: Final[tuple[Precision, ...]] = get_args(Precision)
_MOMENT: Final = timedelta(microseconds=1)
# Written out: the names that the C library knows depend on the machine's language.
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class StatedMoment:
    """A moment, and how exactly it was said: the year, the month, the day or the time."""

    at: datetime
    precision: Precision

    @property
    def period(self) -> str:
        """The year, month or day that it is or lies in, in ISO 8601."""
        day = self.at.date().isoformat()
        match self.precision:
            case "year":
                return day[:4]
            case "month":
                return day[:7]
            case "day" | "time":
                return day

    def covers(self, other: "StatedMoment") -> bool:
        """Whether it says what another one says, at least as exactly."""
        if other.precision == "time":
            return self.precision == "time" and self.at == other.at
        is_exact = PRECISIONS.index(self.precision) >= PRECISIONS.index(other.precision)
        return is_exact and self.at.date().isoformat().startswith(other.period)


def build_stated_moment(at: datetime | None, precision: Precision | None) -> StatedMoment | None:
    """Return a date as it was kept; one from before precisions were kept has none."""
    return None if at is None else StatedMoment(at, precision or find_precision(at))


def find_precision(at: datetime) -> Precision:
    """Return the precision of a date that was stored before precisions were."""
    edges = {at.astimezone(UTC).time(), (at.astimezone(UTC) + _MOMENT).time()}
    return "day" if time() in edges else "time"


def fix_offset(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment as clocks in a zone show it, with the zone's offset at that moment.

    Not with the zone: two moments of one zone are subtracted as if no clock were ever changed.
    """
    if zone is UTC:
        return moment.astimezone(UTC)
    offset = moment.astimezone(zone).utcoffset() or timedelta()
    return moment.astimezone(timezone(timedelta(minutes=offset // timedelta(minutes=1))))


def parse_moment(text: str, *, name: str, edge: Edge = "start", zone: tzinfo = UTC) -> StatedMoment:
    """Read an ISO 8601 date or date and time as exactly as it is written.

    Args:
        text: Such as "2026-03-01", "2026-03", "2026" or "2026-03-01T09:30:00+01:00".
        name: What the caller calls it, for the message.
        edge: Which end of a bare day, month or year is meant.
        zone: The zone of a time without an offset, or whose "Z" tells none.

    Raises:
        RequestError: It is not a date, or too close to the limits of the years 1 and 9999.
    """
    try:
        stated = _parse_text(text.strip(), edge, zone)
        is_in_range = EARLIEST <= stated.at <= LATEST
    except OverflowError as error:
        raise _build_range_error(text, name) from error
    except ValueError as error:
        raise RequestError(
            f"{name} is {quote_value(text)}, which is not an ISO 8601 date or time:"
            " write it like 2026-03-01 or 2026-03-01T09:30:00Z"
        ) from error
    if not is_in_range:
        raise _build_range_error(text, name)
    return stated


def parse_instant(text: str, *, name: str, edge: Edge = "start", zone: tzinfo = UTC) -> datetime:
    """Read a date or time as the moment at which the clocks of a zone reach it.

    Raises:
        RequestError: As `parse_moment`.
    """
    instant = place_moment(parse_moment(text, name=name, edge=edge, zone=zone), zone)
    if not EARLIEST <= instant <= LATEST:
        raise _build_range_error(text, name)
    return instant


def has_offset(text: str) -> bool:
    """Return whether a text, which `parse_moment` can read, says at which offset its time is."""
    plain = text.strip()
    is_time = _parse_period(plain) is None
    return is_time and datetime.fromisoformat(plain).tzinfo is not None


def place_moment(stated: StatedMoment, zone: tzinfo) -> datetime:
    """Return the moment at which the clocks of a zone reach a date."""
    if stated.precision == "time":
        return stated.at
    return fix_offset(stated.at.replace(tzinfo=zone), zone)


def _build_range_error(text: str, name: str) -> RequestError:
    return RequestError(
        f"{name} is {quote_value(text)}: times before {EARLIEST.date()} or after {LATEST.date()}"
        " cannot be stored; leave it out if none is meant"
    )


def _parse_text(text: str, edge: Edge, zone: tzinfo) -> StatedMoment:
    period = _parse_period(text)
    if period is not None:
        start, end, precision = period
        return StatedMoment(start if edge == "start" else end - _MOMENT, precision)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return StatedMoment(fix_offset(moment.replace(tzinfo=zone), zone), "time")
    if text[-1] in "Zz":
        return StatedMoment(fix_offset(moment, zone), "time")
    return StatedMoment(fix_offset(moment, moment.tzinfo), "time")


def _parse_period(text: str) -> tuple[datetime, datetime, Precision] | None:
    """Return the first moment of a bare year, month or day, the first one after it, and which."""
    parts = text.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[0]) != len("2026"):
        return None
    match [int(part) for part in parts]:
        case [year]:
            first = _make_midnight(date(year, 1, 1))
            return first, (first + timedelta(days=366)).replace(day=1), "year"
        case [year, month]:
            first = _make_midnight(date(year, month, 1))
            return first, (first + timedelta(days=31)).replace(day=1), "month"
        case [year, month, day]:
            first = _make_midnight(date(year, month, day))
            return first, first + timedelta(days=1), "day"
        case _:
            return None


def _make_midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def format_moment(moment: datetime) -> str:
    """Format a moment in its shortest form: a bare day when it is a midnight."""
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(timespec="auto").replace("+00:00", "Z")


def format_day(moment: datetime) -> str:
    """Format the day of a moment where it was said, as 2026-03-01."""
    return moment.date().isoformat()


def format_minute(moment: datetime) -> str:
    """Format the minute of a moment where it was said, as 2026-03-01T09:30."""
    return moment.isoformat(timespec="minutes")[: len("2026-03-01T09:30")]


def format_stated(stated: StatedMoment, *, times: bool = False) -> str:
    """Format a date in ISO 8601 as exactly as it was said: 2023, 2023-10 or 2023-10-17.

    Args:
        stated: The date.
        times: Whether a time is written out; else its day is.
    """
    is_time = times and stated.precision == "time"
    return format_moment(stated.at) if is_time else stated.period


def spell_stated(stated: StatedMoment, *, times: bool = False) -> str:
    """Format a date as `format_stated`, with a bare month as people write it: October 2023."""
    if stated.precision == "month":
        return f"{MONTHS[stated.at.month - 1]} {stated.at.year:04}"
    return format_stated(stated, times=times)


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
