"""Who is calling, and what holds for the call unless it says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcp_mem0.domain.access import Access, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What the way in knows about a caller; its values are trusted.

    Attributes:
        author: Who writes, as history shows it.
        session: The conversation, unless the call names one; None leaves it to who writes
            where, until half an hour passes without a word.
        space: The space written to, unless the call names one.
        read_spaces: The spaces recalled from, unless the call names some; at least one.
        access: What a token allows; None where nobody needs one, as on stdio.
    """

    author: str
    session: str | None
    space: str
    read_spaces: tuple[str, ...]
    access: Access | None = None

    def check(self, right: Right, spaces: Sequence[str]) -> None:
        """Refuse what the caller may not do; every door asks this before it returns a request.

        Raises:
            RequestError: A space is not among those granted, or the right is missing.
        """
        if self.access is not None:
            self.access.check(right, spaces)
