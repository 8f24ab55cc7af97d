"""Telling the sessions that a caller named from those that were named for one."""

import re
from typing import Final

# An author's conversation and a process end with a moment; one of a transport has a digest.
_AUTOMATIC: Final = re.compile(
    r"(?:.* )?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?:-[0-9a-f]{4})?|http-[0-9a-f]{16}", re.DOTALL
)
# A client's number of a conversation is a name that nobody gave.
_NUMBER: Final = re.compile(r"[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def find_given_session(session: str, *, numbers: bool = False) -> str | None:
    """Return the name of a session, or None if no caller gave it.

    Args:
        session: The session of a row.
        numbers: Whether what looks like a client's number counts as a name.
    """
    if _AUTOMATIC.fullmatch(session):
        return None
    return None if not numbers and _NUMBER.fullmatch(session.lower()) else session
