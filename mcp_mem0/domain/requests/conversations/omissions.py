"""`Omissions`, what of a conversation was not kept, and the line that says so."""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from mcp_mem0.domain.errors import quote_value

FIELDS_LISTED_MAX: Final = 5
"""How many fields that are not kept are named; the others are counted."""


class Omission(Enum):
    """A kind of thing that is not kept, in the singular and in the plural."""

    ONLY_CALLS = ("message that only called tools", "messages that only called tools")
    WORDLESS = ("message without words", "messages without words")
    CALL = ("tool call", "tool calls")
    RESULT = ("tool result without words", "tool results without words")
    THOUGHT = ("thought", "thoughts")
    IMAGE = ("image", "images")
    RECORDING = ("recording", "recordings")
    FILE = ("file", "files")
    PART = ("part that is no text", "parts that are no text")
    CONTROLS = ("message's control characters", "messages' control characters")
    TIME = ("time that cannot be read", "times that cannot be read")
    ROLE = ("message", "messages")
    """Not left out: kept as the user's, because nothing tells who spoke."""


@dataclass(frozen=True, slots=True)
class Omissions:
    """Counts what was not kept.

    Attributes:
        counts: How often each kind was met.
        fields: The names of fields that mean nothing here.
    """

    counts: Counter[Omission] = field(default_factory=Counter[Omission])
    fields: Counter[str] = field(default_factory=Counter[str])

    def add(self, kind: Omission) -> None:
        """Count one more."""
        self.counts[kind] += 1

    def describe(self) -> tuple[str, ...]:
        """Return the line for the receipt; none if everything was kept."""
        parts = [
            f"{self.counts[kind]} {kind.value[self.counts[kind] > 1]}"
            for kind in Omission
            if self.counts[kind] and kind is not Omission.ROLE
        ]
        if self.fields:
            parts.append(self._describe_fields())
        lines = [f"left out of the messages: {', '.join(parts)}"] if parts else []
        count = self.counts[Omission.ROLE]
        if count:
            which = Omission.ROLE.value[count > 1]
            lines.append(f"kept as the user's, as no role was told: {count} {which}")
        return ("; ".join(lines),) if lines else ()

    def _describe_fields(self) -> str:
        named = [quote_value(name) for name in list(self.fields)[:FIELDS_LISTED_MAX]]
        more = len(self.fields) - len(named)
        listed = ", ".join([*named, *([f"{more} more"] if more else [])])
        return f"the field{'s' if len(self.fields) > 1 else ''} {listed}"
