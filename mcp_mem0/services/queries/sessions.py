"""The session of a request that names none: its author's last, until half an hour has passed.

Sessions are in the store, so the next process, or one that runs beside this, continues the same
conversation.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from mcp_mem0.domain.decisions.change_builder import Actor
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.requests.model import ForgetRequest, RememberRequest
from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX, shorten
from mcp_mem0.ports import Clock, RecordReader

GAP: Final = timedelta(minutes=30)
"""How long a conversation may pause before it ends."""

CONVERSATIONS_MAX: Final = 10_000
"""Most conversations that are cached; then the one idle for longest is dropped."""

EPISODES_READ_MAX: Final = 100
"""Most recent episodes of an author that are searched for an unnamed session."""

_START_FORMAT: Final = "%Y-%m-%dT%H:%M:%SZ"
_START_CHARS: Final = 20

_Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class SessionResolver:
    """Names the session of each request that names none."""

    records: RecordReader
    now: Clock
    _latest: OrderedDict[_Key, tuple[str, datetime]] = field(
        default_factory=OrderedDict[_Key, tuple[str, datetime]]
    )

    async def resolve_session(self, request: RememberRequest | ForgetRequest) -> str:
        """Return the session of a request: the one it names, or its author's conversation."""
        return request.session or await self.resolve_unnamed(request.author, request.space)

    async def resolve_actor(self, request: ForgetRequest) -> Actor:
        """Return who makes a request, where, and in which session."""
        session = await self.resolve_session(request)
        return Actor(space=request.space, session=session, author=request.author)

    async def resolve_unnamed(self, author: str, space: str) -> str:
        """Return the session of an author's current conversation in a space."""
        now = self.now()
        key = (author, space)
        stored = None if self._get_known(key, now) else await self._find_stored(author, space, now)
        # Another call may have started one while the store was read.
        session = self._get_known(key, now) or stored or _build_session_name(author, now)
        self._latest[key] = (session, now)
        self._latest.move_to_end(key)
        if len(self._latest) > CONVERSATIONS_MAX:
            self._latest.popitem(last=False)
        return session

    def _get_known(self, key: _Key, now: datetime) -> str | None:
        session, last = self._latest.get(key, (None, now))
        return session if now - last <= GAP else None

    async def _find_stored(self, author: str, space: str, now: datetime) -> str | None:
        where = Filter(spaces=(space,), authors=(author,), state="any", changed_since=now - GAP)
        episodes = await self.records.find(Episode, where, order="newest", limit=EPISODES_READ_MAX)
        return next(
            (
                episode.session
                for episode in episodes
                if _is_unnamed(episode.session, author) and now - episode.recorded_at <= GAP
            ),
            None,
        )


def _build_session_name(author: str, begun: datetime) -> str:
    """Return a session name for a conversation that begins now."""
    return f"{_build_prefix(author)}{begun:{_START_FORMAT}}"


def _is_unnamed(session: str, author: str) -> bool:
    """Return whether a session got its name from `_build_session_name`, and not from a caller."""
    prefix = _build_prefix(author)
    try:
        datetime.strptime(session.removeprefix(prefix), _START_FORMAT)  # noqa: DTZ007 - only its form counts
    except ValueError:
        return False
    return session.startswith(prefix)


def _build_prefix(author: str) -> str:
    # A session can be forgotten by its name, so the result must fit into a name.
    return f"{shorten(author, NAME_CHARS_MAX - _START_CHARS - 1)} "
