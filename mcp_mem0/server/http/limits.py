"""Rate and concurrency limits for each subject, so that none can exhaust the server.

Counts are per subject, not per token or connection, and only in memory.
"""

import math
from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

SESSION_IDLE_S: Final = 1_800.0
"""How long until the library ends an unused session, in seconds; it is opened again when used."""

SUBJECTS_MAX: Final = 10_000
"""Most subjects that are tracked; beyond it, idle ones are dropped."""

BURST_S: Final = 2.0
"""An idle visitor may send as many requests at once as in this many seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpLimits:
    """The bounds of one server; all but the first and the last are for each subject.

    Attributes:
        body_bytes_max: Largest body of one request.
        requests_per_s: Requests a second, on average.
        open_requests_max: Requests that are answered at once.
        open_streams_max: Streams that are open at once.
        sessions_max: Sessions of streamable HTTP that are open at once.
        connections_max: Connections of all subjects together.
    """

    body_bytes_max: int
    requests_per_s: float
    open_requests_max: int
    open_streams_max: int
    sessions_max: int
    connections_max: int


@dataclass(slots=True)
class SubjectUsage:
    """The open requests, streams and sessions of one subject."""

    tokens: float
    filled_at: float
    requests: int = 0
    streams: int = 0
    sessions: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def is_idle(self) -> bool:
        """Whether nothing is open."""
        return not (self.requests or self.streams or self.sessions)


class RateLimiter:
    """Counts what each subject has open. All times are seconds of one monotonic clock."""

    def __init__(self, limits: HttpLimits) -> None:
        self._limits = limits
        self._usages: OrderedDict[str, SubjectUsage] = OrderedDict()

    def take_request(self, subject: str, now: float) -> int:
        """Take one request from a subject's rate; return the seconds to wait, 0 if none."""
        usage = self._get_usage(subject, now)
        rate = self._limits.requests_per_s
        tokens = usage.tokens + (now - usage.filled_at) * rate
        usage.tokens = min(self._burst, tokens)
        usage.filled_at = now
        if usage.tokens < 1:
            return math.ceil((1 - usage.tokens) / rate)
        usage.tokens -= 1
        return 0

    @contextmanager
    def track_request(self, subject: str, now: float, *, is_stream: bool) -> Generator[bool]:
        """Count a request for a block; the value says whether there was room for it."""
        usage = self._get_usage(subject, now)
        limits = self._limits
        if is_stream:
            has_room = usage.streams < limits.open_streams_max
            usage.streams += 1
        else:
            has_room = usage.requests < limits.open_requests_max
            usage.requests += 1
        try:
            yield has_room
        finally:
            if is_stream:
                usage.streams -= 1
            else:
                usage.requests -= 1

    def has_session(self, subject: str, session: str | None, now: float) -> bool:
        """Return whether a session of a subject is open."""
        return session in self._get_usage(subject, now).sessions

    def may_begin_session(self, subject: str, now: float) -> bool:
        """Return whether a subject has room for one more session."""
        usage = self._get_usage(subject, now)
        since = now - SESSION_IDLE_S
        usage.sessions = {name: at for name, at in usage.sessions.items() if at >= since}
        return len(usage.sessions) < self._limits.sessions_max

    def use_session(self, subject: str, session: str, now: float) -> None:
        """Record that a session of a subject is in use."""
        self._get_usage(subject, now).sessions[session] = now

    def end_session(self, subject: str, session: str, now: float) -> None:
        """Record that a session has ended."""
        self._get_usage(subject, now).sessions.pop(session, None)

    @property
    def _burst(self) -> float:
        return max(1.0, self._limits.requests_per_s * BURST_S)

    def _get_usage(self, subject: str, now: float) -> SubjectUsage:
        usage = self._usages.setdefault(subject, SubjectUsage(tokens=self._burst, filled_at=now))
        self._usages.move_to_end(subject)
        if len(self._usages) > SUBJECTS_MAX:
            quiet = next((name for name, other in self._usages.items() if other.is_idle), None)
            if quiet is not None:
                del self._usages[quiet]
        return usage
