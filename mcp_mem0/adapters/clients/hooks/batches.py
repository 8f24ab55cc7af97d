"""What hooks queue: sessions that continued, and batches of their messages."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class HookSession:
    """A session of a client that continued since it was last read."""

    path: Path
    client: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptMessage:
    """One message of a transcript.

    Attributes:
        mark: Identifies it among all messages, wherever it is copied to.
        role: user or assistant.
        content: Its text.
        at: When it was said, ISO 8601; empty if the transcript does not tell.
    """

    mark: str
    role: str
    content: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Messages of one session that are sent together; `key` makes that idempotent."""

    key: str
    client: str
    session: str
    messages: tuple[TranscriptMessage, ...]
