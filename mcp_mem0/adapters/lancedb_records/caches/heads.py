"""A cache of heads, which saves a read while nothing was written."""

from mcp_mem0.domain.model.rows import Head


class HeadCache:
    """Caches heads of spaces, each valid for the version of the table it was read from."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._heads: dict[str, Head] = {}

    @property
    def spaces(self) -> tuple[str, ...]:
        """The spaces whose heads are cached, for whatever version of the table."""
        return tuple(self._heads)

    def note(self, version: int | None, head: Head) -> None:
        """Store a head, for the version of the table that it is in, if that is known."""
        if version != self._version:
            self._version, self._heads = version, {}
        self._heads[head.space] = head

    def find_head(self, version: int, space: str) -> Head | None:
        """Return the head of a space in a version of the table, or None if it must be read."""
        return self._heads.get(space) if self._version == version else None

    def carry(self, version: int | None) -> None:
        """Advance to a version that moved no head: if it is the next one, all heads stay valid."""
        if self._version is not None and version == self._version + 1:
            self._version = version

    def forget(self) -> None:
        """Drop all heads: a commit was refused, so one of them is wrong."""
        self._heads = {}
