"""The time zone of a person: one named by IANA, or the machine's."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

_SAME_CALENDAR_YEAR = 2024
"""Stands in for a year that the system's clock library cannot convert."""


class MachineZone(tzinfo):
    """The time zone that the machine is set to, with each moment's own offset."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Return the offset of a time on the machine's clocks."""
        if dt is None:
            return None
        local = dt.replace(tzinfo=None)
        try:
            return local.astimezone().utcoffset()
        except (OSError, OverflowError, ValueError):
            # Windows converts no time before 1970, and no system one at the ends of the calendar.
            near = local.replace(year=_SAME_CALENDAR_YEAR, day=min(local.day, 28))
            return near.astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - the base class asks
        """Return None: the offset includes summer time."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the name of the zone at a time."""
        offset = self.utcoffset(dt)
        return None if offset is None else str(offset)

    def fromutc(self, dt: datetime) -> datetime:
        """Return a moment in UTC as the machine's clocks show it."""
        moment = dt.replace(tzinfo=UTC)
        try:
            offset = moment.astimezone().utcoffset()
        except (OSError, OverflowError, ValueError):
            offset = self.utcoffset(dt)
        return dt + (offset or timedelta())


def check_zone_name(name: str) -> str:
    """Return the name of a zone that this machine knows; "" is the machine's own.

    Raises:
        ValueError: No such zone is known.
    """
    find_zone(name)
    return name


def find_zone(name: str) -> tzinfo:
    """Return a zone by its name; "" is the machine's own.

    Raises:
        ValueError: No such zone is known.
    """
    if not name:
        return MachineZone()
    try:
        return ZoneInfo(name)
    # An unknown name, one that is no path below the folder of zones, or that folder's own.
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(
            "it should be a time zone's IANA name, such as Europe/Oslo, or empty for the"
            " machine's (a system without a list of zones, such as Windows, needs the package"
            " tzdata)"
        ) from error
