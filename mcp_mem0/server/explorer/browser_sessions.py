"""The sessions of browsers: a cookie and a key, both needed, and kept in memory only.

A browser sends a cookie to every port of a machine, and with requests that another page makes. The
key is kept by the page for its own origin alone, and sent in a header that no other page may send.
So neither is worth anything without the other. Only digests are kept.
"""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from mcp_mem0.domain.access import Grant
from mcp_mem0.ports import Clock

IDLE_MAX: Final = timedelta(hours=12)
"""How long an unused session stays."""

AGE_MAX: Final = timedelta(days=7)
"""How long any session stays."""

SESSIONS_MAX: Final = 1_000
"""Most sessions; the one that was used least lately ends for a new one."""

SESSIONS_EACH_MAX: Final = 50
"""Most sessions of one token, so that nobody ends those of others by opening many."""

SECRET_CHARS: Final = 43
"""The length of a cookie and of a key: 256 bits in URL-safe base 64."""


@dataclass(slots=True, kw_only=True)
class BrowserSession:
    """Somebody's visit.

    Attributes:
        grant: The token it was opened with; None where nobody needs one.
        key_digest: The digest of its key.
    """

    grant: Grant | None
    key_digest: str
    opened_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSession:
    """The secrets of a new session, each told once."""

    cookie: str
    key: str


class BrowserSessions:
    """All sessions of one server.

    Args:
        now: The clock.
        make_secret: Returns a new secret.
    """

    def __init__(
        self, *, now: Clock, make_secret: Callable[[], str] = lambda: secrets.token_urlsafe(32)
    ) -> None:
        self._now = now
        self._make_secret = make_secret
        self._sessions: OrderedDict[str, BrowserSession] = OrderedDict()

    def open_session(self, grant: Grant | None) -> OpenedSession:
        """Open a session for the holder of a token, or for anybody who may do everything."""
        opened = OpenedSession(cookie=self._make_secret(), key=self._make_secret())
        now = self._now()
        same = [key for key, session in self._sessions.items() if _is_of(session, grant)]
        for key in same[: max(0, len(same) + 1 - SESSIONS_EACH_MAX)]:
            del self._sessions[key]
        self._sessions[_hash(opened.cookie)] = BrowserSession(
            grant=grant, key_digest=_hash(opened.key), opened_at=now, used_at=now
        )
        while len(self._sessions) > SESSIONS_MAX:
            self._sessions.popitem(last=False)
        return opened

    def find_session(self, cookie: str, key: str) -> BrowserSession | None:
        """Return the session of a cookie and its key, and note that it was used; None if over."""
        session = self._read_session(cookie)
        if session is None or not hmac.compare_digest(session.key_digest, _hash(key)):
            return None
        session.used_at = self._now()
        self._sessions.move_to_end(_hash(cookie))
        return session

    def has_session(self, cookie: str) -> bool:
        """Return whether the session of a cookie is still open; that does not use it."""
        return self._read_session(cookie) is not None

    def end_session(self, cookie: str) -> None:
        """End a session; its streams end with it."""
        self._sessions.pop(_hash(cookie), None)

    def _read_session(self, cookie: str) -> BrowserSession | None:
        session = self._sessions.get(_hash(cookie)) if len(cookie) == SECRET_CHARS else None
        if session is None:
            return None
        now = self._now()
        if now - session.used_at > IDLE_MAX or now - session.opened_at > AGE_MAX:
            self.end_session(cookie)
            return None
        return session


def _is_of(session: BrowserSession, grant: Grant | None) -> bool:
    known = session.grant
    return (known and known.id) == (grant and grant.id)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
