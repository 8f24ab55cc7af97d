"""Who is calling, and what holds for the call unless it says otherwise."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """What the way in knows about a caller; its values are trusted.

    Attributes:
        author: Who writes, as history shows it.
        session: The conversation, unless the call names one.
        space: The space written to, unless the call names one.
        read_spaces: The spaces recalled from, unless the call names some; at least one.
    """

    author: str
    session: str
    space: str
    read_spaces: tuple[str, ...]
