"""Which conversation a call over HTTP belongs to, unless it says so itself.

It is the transport's session where there is one. Stateless calls have none: those of one author
in one space are one conversation until there is a gap of half an hour.
"""

import hashlib
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Final

from starlette.requests import Request

from mcp_mem0.ports import Clock

GAP: Final = timedelta(minutes=30)
KNOWN_MAX: Final = 10_000
"""Most conversations that are kept in mind; then the one that is quiet longest is forgotten."""

SESSION_HEADER: Final = "mcp-session-id"
SESSION_PARAMETER: Final = "session_id"


def transport_session(request: Request) -> str | None:
    """Return the session of the transport: streamable HTTP's header, or SSE's parameter."""
    return request.headers.get(SESSION_HEADER) or request.query_params.get(SESSION_PARAMETER)


class Sessions:
    """Names the sessions of one server.

    Args:
        now: The clock.
    """

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._latest: OrderedDict[tuple[str, str], tuple[str, datetime]] = OrderedDict()

    def name(self, request: Request, author: str, space: str) -> str:
        """Return the name under which the words of a call are kept."""
        session = transport_session(request)
        if session is not None:
            # Its hash: whoever knows a session's id may be able to speak in it.
            return f"http-{hashlib.sha256(session.encode()).hexdigest()[:16]}"
        return self._by_gap(author, space)

    def _by_gap(self, author: str, space: str) -> str:
        now = self._now()
        name, last = self._latest.get(
            (author, space), ("", datetime.min.replace(tzinfo=now.tzinfo))
        )
        if now - last > GAP:
            name = f"{author} {now:%Y-%m-%dT%H:%M:%SZ}"
        self._latest[author, space] = (name, now)
        self._latest.move_to_end((author, space))
        if len(self._latest) > KNOWN_MAX:
            self._latest.popitem(last=False)
        return name
