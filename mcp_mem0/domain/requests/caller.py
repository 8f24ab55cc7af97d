"""`Caller`: who is calling, and the defaults of the call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo

from mcp_mem0.domain.access import Access, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What the entry point knows about a caller; its values are trusted.

    Attributes:
        author: Who writes, as history shows it.
        session: The conversation, unless the call names one; None means the author's current one
            in the space, which half an hour of silence ends.
        space: The space written to, unless the call names one.
        read_spaces: The spaces recalled from, unless the call names some; at least one.
        access: What a token allows; None where nobody needs one, as on stdio.
        zone: The time zone of the dates and times that come without an offset.
    """

    author: str
    session: str | None
    space: str
    read_spaces: tuple[str, ...]
    access: Access | None = None
    zone: tzinfo = UTC

    @property
    def sees_forgotten(self) -> bool:
        """Whether the words of what was forgotten may be shown to the caller."""
        return self.access is None or self.access.allows("forget")

    @property
    def visible_spaces(self) -> tuple[str, ...] | None:
        """The only spaces whose names may be told to the caller; None for all."""
        return None if self.access is None else self.access.spaces

    def check(self, right: Right, spaces: Sequence[str]) -> None:
        """Refuse what the caller may not do; every parser calls this before it returns.

        Raises:
            RequestError: A space is not among those granted, or the right is missing.
        """
        if self.access is not None:
            self.access.check(right, spaces)
