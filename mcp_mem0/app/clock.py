"""The real clock."""

from datetime import UTC, datetime


def get_utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
