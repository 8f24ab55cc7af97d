"""The real clock."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import partial

from mcp_mem0.domain.dates import fix_offset


def get_utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


def build_clock(zone: tzinfo) -> Callable[[], datetime]:
    """Return a clock that shows the current time in a zone."""
    return partial(_get_now, zone)


def _get_now(zone: tzinfo) -> datetime:
    return fix_offset(get_utc_now(), zone)
