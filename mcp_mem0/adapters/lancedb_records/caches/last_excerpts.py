"""The last excerpt of each session in use, which saves a read before each message is stored."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeAlias

from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.rows import Excerpt

SESSIONS_MAX: Final = 1_000
"""Most sessions that are cached; then the one idle for longest is dropped."""

_Key: TypeAlias = tuple[str, str]


class LastExcerptCache:
    """Caches the last open excerpts of sessions, all valid for one version of the table.

    A write of this process leads to the next version, and says what it changed. Any other version
    has a write of another process before it, which may have stored or forgotten something: then
    all of it must be read again.
    """

    def __init__(self) -> None:
        self._version: int | None = None
        self._last: OrderedDict[_Key, Excerpt | None] = OrderedDict()

    def has_session(self, version: int, space: str, session: str) -> bool:
        """Return whether the last excerpt of a session is known for a version of the table."""
        return version == self._version and (space, session) in self._last

    def get_excerpt(self, space: str, session: str) -> Excerpt | None:
        """Return the last excerpt of a session that `has_session` knows; None if it has none."""
        return self._last[space, session]

    def note_read(self, version: int, space: str, session: str, excerpt: Excerpt | None) -> None:
        """Keep what was read from a version of the table."""
        if version != self._version:
            self._version, self._last = version, OrderedDict()
        self._keep((space, session), excerpt)

    def note_append(self, version: int | None, excerpts: Iterable[Excerpt] = ()) -> None:
        """Advance to the version that a write of this process made, which added some excerpts."""
        if self._version is None or version != self._version + 1:
            self._version, self._last = None, OrderedDict()
            return
        self._version = version
        for excerpt in excerpts:
            self._keep((excerpt.space, excerpt.session), excerpt)

    def note_commit(self, version: int | None, commits: Iterable[Commit]) -> None:
        """Advance to the version that changes of this process made.

        What they closed or reopened is read again when it is asked for.
        """
        made = [*commits]
        self.note_append(version, (row for each in made for row in each.kept))
        for each in made:
            for row in (*each.opened, *each.closed):
                if isinstance(row, Excerpt):
                    self._last.pop((row.space, row.session), None)

    def _keep(self, key: _Key, excerpt: Excerpt | None) -> None:
        self._last[key] = excerpt and replace(excerpt, vector=None)
        self._last.move_to_end(key)
        if len(self._last) > SESSIONS_MAX:
            self._last.popitem(last=False)
