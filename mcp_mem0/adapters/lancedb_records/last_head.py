"""The head that this process wrote last, which spares a read while nobody else has written."""

from mcp_mem0.domain.rows import Head


class LastHead:
    """Knows one head: true as long as the table has the version that it was written in."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._head: Head | None = None

    def note(self, version: int | None, head: Head) -> None:
        """Take note of a head that was just committed, and as which version, if that is known."""
        self._version, self._head = version, head

    def at(self, version: int, space: str) -> Head | None:
        """Return the head of a space in a version of the table, or None if it must be read."""
        head = self._head
        return head if head and head.space == space and self._version == version else None

    def forget(self) -> None:
        """Take back what was noted: a commit was refused, so it cannot be true."""
        self._head = None
