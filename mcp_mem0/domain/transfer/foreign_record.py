"""What readers of other programs' files yield: records as they stand there, not checked yet."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignMessage:
    """One message of a conversation; `at` is in ISO 8601, if the file says when it was said."""

    role: str
    content: str
    name: str | None = None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRelation:
    """A relation between two named things."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRecord:
    """One statement, one relation, or some messages of one conversation.

    Exactly one of `content`, `relation` and `messages` is given.

    Attributes:
        identity: What makes it the same record in a later file of the same program.
        place: Where it stands, for a person: "memory.jsonl:12".
        said_at: When it was said, in ISO 8601; None if the file does not say.
        author: Who said it; None if the file does not say.
        session: The conversation that it belongs to; None if it belongs to none.
        replaces: The identity of an earlier record that it takes the place of.
    """

    identity: str
    place: str
    content: str | None = None
    relation: ForeignRelation | None = None
    messages: tuple[ForeignMessage, ...] = ()
    said_at: str | None = None
    author: str | None = None
    session: str | None = None
    tags: tuple[str, ...] = ()
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRecord:
    """A record that does not come over: where it stands, and why."""

    place: str
    reason: str


ForeignItem: TypeAlias = ForeignRecord | SkippedRecord
