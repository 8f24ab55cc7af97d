"""The four operations that a decision consists of, as in the paper (section 2.1).

An operation has its target as a fact, not as an id, so a target that does not exist cannot be
built. `position` is the message that supports it, `quote` the supporting words.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from mcp_mem0.domain.dates import Precision, StatedMoment, build_stated_moment
from mcp_mem0.domain.model.closings import ChangeKind, EndKind
from mcp_mem0.domain.model.rows import Fact, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """Add a statement as a new fact."""

    statement: Statement
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Close a fact and open the statement as the next revision of its lineage.

    `also_closed` are facts of other lineages that the same statement replaces. `kind` says of all
    of them whether they held until then, never were so, or are the same fact and now say more.
    """

    target: Fact
    statement: Statement
    reason: str
    also_closed: tuple[Fact, ...] = ()
    kind: ChangeKind = "change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """Close a fact that is no longer true, or by its `kind` never was.

    `valid_to` is when it stopped, if that was said, and `end_precision` how exactly. `quote` are
    the words of the message at `position` that say so, if any.
    """

    target: Fact
    reason: str
    valid_to: datetime | None = None
    end_precision: Precision | None = None
    quote: str = ""
    position: int | None = None
    kind: EndKind = "ended"

    @property
    def stated_end(self) -> StatedMoment | None:
        """When it stopped, as exactly as it was said."""
        return build_stated_moment(self.valid_to, self.end_precision)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noop:
    """Change nothing; `target` is the fact that already says it, if one does.

    `position` is the message that repeats it, so that forgetting the fact can hide that, too.
    """

    target: Fact | None
    reason: str
    position: int | None = None


Operation: TypeAlias = Add | Update | Delete | Noop


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """An operation whose closes wait for the caller's confirmation, and those closes.

    The statement of an UPDATE is added all the same.
    """

    operation: Update | Delete
    facts: tuple[Fact, ...]


def list_closed_facts(operation: Operation) -> tuple[Fact, ...]:
    """Return the facts that an operation would close."""
    match operation:
        case Update(target=target, also_closed=others):
            return (target, *others)
        case Delete(target=target):
            return (target,)
        case Add() | Noop():
            return ()
