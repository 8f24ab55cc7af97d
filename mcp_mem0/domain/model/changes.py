"""A change: the operations decided together, the unit of history and of undo.

Its record refers to rows by id and does not repeat their text; only a model's reason may quote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, TypeVar

from mcp_mem0.domain.model.closings import ChangeKind, Closing
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.operations import HeldBack, Operation
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Relation, Row
from mcp_mem0.domain.usage import Usage

Act: TypeAlias = Literal["remember", "relate", "forget", "undo", "erase", "settle"]
OperationName: TypeAlias = Literal["ADD", "UPDATE", "DELETE", "NOOP"]
RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation in history: what it opened, what it closed, and why.

    `opened` and `closed` are row ids of facts; a NOOP names the fact that said it already
    in `kept`. `position` is the message that supports it, if one does.
    """

    operation: OperationName
    reason: str
    opened: str | None = None
    closed: tuple[str, ...] = ()
    kept: str | None = None
    position: int | None = None

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The row ids of all facts that it opened, closed or kept."""
        return tuple(row for row in (self.opened, self.kept, *self.closed) if row is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Closes that are withheld until the caller confirms them.

    `closes` are the row ids of the facts, which stay open. `opened` is the row id of the fact that
    was to replace them and was added next to them; None if they were only to be ended. `kind` is
    how it was to replace them, if not as a change.
    """

    closes: tuple[str, ...]
    reason: str
    opened: str | None = None
    kind: ChangeKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Who decided, and the cost. Tokens and calls are 0 if no model was asked."""

    decided_by: str
    model: str | None = None
    prompt_version: str | None = None
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    milliseconds: int = 0

    @property
    def usage(self) -> Usage:
        """The usage of the model."""
        return Usage(
            calls=self.calls,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            tokens_cached=self.tokens_cached,
            milliseconds=self.milliseconds,
        )

    def replace_usage(self, usage: Usage) -> "Effort":
        """Return the effort with another usage."""
        return replace(
            self,
            calls=usage.calls,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
            tokens_cached=usage.tokens_cached,
            milliseconds=usage.milliseconds,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Row):
    """The history entry of one change.

    `opened` and `closed` are the ids of all its rows of any kind; `candidates` the row ids of the
    facts that the decider was shown, with their revisions. `dropped` says what was refused and why,
    `withheld` what waits for the caller. `undoes` is the change that an undo undid. `source` is the
    episode that it decided, or for an undo that change again, so that a change's undo can be found.
    `erased` is how many rows of each kind an erase left nothing of; it opens and closes none. Nor
    does a "settle", by which somebody says that two facts in doubt both hold.
    """

    act: Act
    revision: int
    steps: tuple[Step, ...] = ()
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    effort: Effort
    source: str | None = None
    undoes: str | None = None
    erased: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def handled_ids(self) -> frozenset[str]:
        """The ids of all rows that it did something to, or that it says that it did nothing to."""
        facts = (row for step in self.steps for row in step.fact_ids)
        held = (row for each in self.withheld for row in (*each.closes, each.opened))
        rows = (*self.opened, *self.closed, *facts, *held, self.source)
        return frozenset(row for row in rows if row is not None)

    @property
    def told_ids(self) -> frozenset[str]:
        """The ids of all rows of which its reasons may tell."""
        return self.handled_ids | frozenset(self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """How a change closes rows: when, by which change, in which way and why."""

    at: datetime
    by: str
    how: Closing
    why: str

    def close(self, row: RowT) -> RowT:
        """Return the row as closed."""
        return replace(
            row,
            retired_at=self.at,
            retired_by=self.by,
            retired_as=self.how,
            retired_why=self.why,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """All rows of one change, written together or not at all.

    `head` is the head after the change; `decided` the episode as decided by it, and `kept` its
    excerpts, if they are not stored yet. `reindexed` are open messages whose index text alone is
    made anew: what was said before them was closed or reopened.
    """

    head: Head
    change: Change
    opened: tuple[Fact | Relation | Excerpt | Episode | Fingerprint, ...] = ()
    closed: tuple[Row, ...] = ()
    decided: Episode | None = None
    kept: tuple[Excerpt, ...] = ()
    reindexed: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A fact similar to the input, its similarity (0 to 1), and the relations that it states.

    The score is 0 for a fact that was found by words or names only.
    """

    fact: Fact
    score: float
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decider's answer, before it is validated and committed.

    `notes` are sentences for the caller; they are not stored. `shown` are the facts that a model
    was shown, given or searched for; None if no model was asked. `held_back` are the closes that
    the caller has to confirm.
    """

    operations: tuple[Operation, ...]
    effort: Effort
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    shown: tuple[Neighbour, ...] | None = None
    held_back: tuple[HeldBack, ...] = ()


def compute_belief_time(now: datetime, head: Head | None) -> datetime:
    """Return the belief time of the next change: now, but later than the head's."""
    if head is None:
        return now
    return max(now, head.recorded_at + timedelta(microseconds=1))
