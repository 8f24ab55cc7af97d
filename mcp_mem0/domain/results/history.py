"""The answers about single memories: the revisions of a fact, a change, messages as they came."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.rows import Fact, Message
from mcp_mem0.domain.results.receipts import Confirmation, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRevision:
    """One revision of a fact, the changes that opened and closed it, and its source message.

    `words` is None if the episode is missing.
    """

    fact: Fact
    opened: Change | None
    closed: Change | None
    words: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactHistory:
    """All revisions of one fact, oldest first."""

    lineage: str
    space: str
    revisions: tuple[FactRevision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDetails:
    """A change with its operations in words; `undone_by` is its undo, if that is in force.

    `withheld` are the closes that still wait for the caller.
    """

    change: Change
    outcomes: tuple[Outcome, ...]
    undone_by: str | None
    withheld: tuple[Confirmation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeMessage:
    """One message, word for word; `id` is what `forget` takes, `retired` how it was closed.

    `message` is None if its words were forgotten or erased.
    """

    id: str
    said_at: datetime
    message: Message | None
    retired: Closing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeEpisode:
    """What came in with one call, word for word, or the one message of it that was asked for.

    Attributes:
        id: The id that was asked for, of the episode or of the message.
        episode: The id of the episode.
        left_out: How many more messages did not fit.
    """

    id: str
    episode: str
    space: str
    session: str
    author: str
    messages: tuple[WholeMessage, ...]
    left_out: int = 0


WholeMemory: TypeAlias = FactHistory | WholeEpisode | ChangeDetails
"""A memory that was asked for by its id."""
