"""Unnamed sessions: an author's conversation in a space, until half an hour without a message."""

from datetime import datetime, timedelta
from typing import Final

from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, shorten

GAP: Final = timedelta(minutes=30)
"""How long a conversation may pause before it ends."""

_START_FORMAT: Final = "%Y-%m-%dT%H:%M:%SZ"
_START_CHARS: Final = 20


def build_session_name(author: str, begun: datetime) -> str:
    """Return a session name for a conversation that begins now."""
    return f"{_build_prefix(author)}{begun:{_START_FORMAT}}"


def is_unnamed(session: str, author: str) -> bool:
    """Return whether a session got its name from `build_session_name`, and not from a caller."""
    prefix = _build_prefix(author)
    try:
        datetime.strptime(session.removeprefix(prefix), _START_FORMAT)  # noqa: DTZ007 - only its form counts
    except ValueError:
        return False
    return session.startswith(prefix)


def _build_prefix(author: str) -> str:
    # A session can be forgotten by its name, so the result must fit into a name.
    return f"{shorten(author, NAME_CHARS_MAX - _START_CHARS - 1)} "
