"""A change: the operations decided together, the unit of history and of undo.

Its record names rows by id and never repeats their text, so erasing a row erases its text.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal, TypeAlias, TypeVar

from mcp_mem0.domain.model.operations import HeldBack, Operation
from mcp_mem0.domain.model.rows import Closing, Episode, Excerpt, Fact, Head, Relation, Row
from mcp_mem0.domain.usage import Usage

Act: TypeAlias = Literal["remember", "relate", "forget", "undo"]
OperationName: TypeAlias = Literal["ADD", "UPDATE", "DELETE", "NOOP"]
RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation as history keeps it: what it opened, what it closed, and why.

    `opened` and `closed` are row ids of facts; a NOOP names the fact that said it already
    in `kept`. `position` is the message that it rests on, if one does.
    """

    operation: OperationName
    reason: str
    opened: str | None = None
    closed: tuple[str, ...] = ()
    kept: str | None = None
    position: int | None = None

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The row ids of all facts that it names."""
        return tuple(row for row in (self.opened, self.kept, *self.closed) if row is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Facts that stay open until the caller confirms that they are to be closed.

    `opened` is the row id of the fact that was to replace them and stands beside them; None if
    they were only to be ended. `closes` are their row ids.
    """

    closes: tuple[str, ...]
    reason: str
    opened: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What deciding took. Tokens and calls are 0 where no model was asked."""

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
        """What asking took."""
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

    `opened` and `closed` hold the ids of all its rows of any kind; `candidates` the row ids of
    the facts that were looked at, each with its revision; `dropped` says what was refused and
    why, and `withheld` what waits for the caller. `undoes` is the change that an undo took back.
    `source` is what it came from: the episode it decided, or for an undo that change again, so
    that a change's undo can be found.
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

    `head` is the head after the change; `decided` the episode as settled by it, and `kept` its
    excerpts, if they are not stored yet.
    """

    head: Head
    change: Change
    opened: tuple[Fact | Relation | Excerpt | Episode, ...] = ()
    closed: tuple[Row, ...] = ()
    decided: Episode | None = None
    kept: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A fact that was near what came in, how near (0 to 1), and the relations that it states.

    The score is 0 for a fact that was found by its words or names alone.
    """

    fact: Fact
    score: float
    relations: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a decider answered, before it is checked and committed.

    `notes` are sentences for the caller; they are not kept. `shown` are the facts that a model was
    shown, of those that were given and others; None where no model was asked. `held_back` are the
    closes that the caller has to confirm.
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
