"""The answers about history: the revisions of a fact, and the details of a change."""

from dataclasses import dataclass

from mcp_mem0.domain.model.changes import Change
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
