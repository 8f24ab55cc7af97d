"""The real clock."""

from datetime import UTC, datetime


def get_utc_now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)
