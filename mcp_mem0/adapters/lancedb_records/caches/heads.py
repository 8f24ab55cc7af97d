"""The heads that are known, which spares a read while nobody has written."""

from mcp_mem0.domain.model.rows import Head


class HeadCache:
    """Knows heads of spaces, each true as long as the table has the version it was noted for."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._heads: dict[str, Head] = {}

    @property
    def spaces(self) -> tuple[str, ...]:
        """The spaces whose heads are known, in some version of the table."""
        return tuple(self._heads)

    def note(self, version: int | None, head: Head) -> None:
        """Take note of a head, and in which version of the table it is, if that is known."""
        if version != self._version:
            self._version, self._heads = version, {}
        self._heads[head.space] = head

    def find_head(self, version: int, space: str) -> Head | None:
        """Return the head of a space in a version of the table, or None if it must be read."""
        return self._heads.get(space) if self._version == version else None

    def carry(self, version: int | None) -> None:
        """Take note of a version that moved no head: after the known one, all is still true."""
        if self._version is not None and version == self._version + 1:
            self._version = version

    def forget(self) -> None:
        """Take back what was noted: a commit was refused, so it cannot be true."""
        self._heads = {}
