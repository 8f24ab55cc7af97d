"""A brief stored between two sessions, with what decides whether it is still fresh.

Any process on any machine may forget facts, so the reader checks: a brief of another version of
the store is not shown, because some of it may have been forgotten since.
"""

import json
from dataclasses import dataclass
from typing import Final

BRIEF_CHARS_MAX: Final = 9_000
"""Codex cuts what a hook says at 10,000 characters, Claude Code keeps it out of the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBrief:
    """A brief, and when and of which version of the store it was asked for.

    Attributes:
        text: What is handed out; empty if nothing is known.
        version: The version of the store just before it was asked for; None if that is not known.
        asked_at_ns: When it was asked for, in nanoseconds since 1970.
    """

    text: str
    version: str | None
    asked_at_ns: int

    def is_fresh(self, version: str | None, *, since_ns: int) -> bool:
        """Return whether nothing can have been forgotten since.

        Args:
            version: The version that the store has now; None if that is not known.
            since_ns: From when on a brief is fresh where no version is known.
        """
        if self.version is None or version is None:
            return self.version is version and self.asked_at_ns >= since_ns
        return self.version == version

    def render(self) -> str:
        """Return it as the text of a file; one that is too long is cut off."""
        head = {"version": self.version, "asked_at_ns": self.asked_at_ns}
        return f"{json.dumps(head)}\n{self.text[:BRIEF_CHARS_MAX]}"


def read_brief(content: str) -> KeptBrief | None:
    """Return the brief in the text of a file; None if it is none, or one of before."""
    head, _, text = content.partition("\n")
    try:
        match json.loads(head):
            case {"version": str() | None as version, "asked_at_ns": int(asked_at_ns)}:
                return KeptBrief(text=text, version=version, asked_at_ns=asked_at_ns)
            case _:
                return None
    except ValueError:
        return None
