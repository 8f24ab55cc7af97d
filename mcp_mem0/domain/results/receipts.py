"""`Receipt`, the answer to every call that changes a memory, and its parts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.changes import Act, Effort, OperationName
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.results.suggested_call import Call

SayingKind: TypeAlias = Literal["fact", "relation", "message"]
Status: TypeAlias = Literal["done", "pending", "dry_run"]
StatedAs: TypeAlias = Literal["new", "known", "changed", "kept"]
"""What became of a statement: a new fact; a known one; a change of known ones; or only words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedFact:
    """A fact that a change closed, and how; None if it is still open."""

    id: str
    revision: int
    text: str
    closed_as: Closing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The outcome of one operation.

    `id` and `revision` name the fact that is open afterwards (or the one that said it already,
    for a NOOP); None when nothing is open afterwards, or before a dry run would give it an id.
    `missing` are names, numbers and dates of the closed facts that the new text does not have.
    """

    operation: OperationName
    id: str | None
    revision: int | None
    text: str
    reason: str
    closed: tuple[ClosedFact, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictHint:
    """An existing fact that may conflict with a new one, and the call that would resolve it.

    `since` is None if nobody said since when it holds; `settle` is None where that call would have
    to name the new fact of a dry run. `position` is the message that the new fact rests on.
    """

    id: str
    revision: int
    text: str
    since: StatedMoment | None
    said_at: datetime
    settle: Call | None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """Facts that a decision would have closed, and the call that closes them if that is right.

    `text` is the new fact that would replace them; "" if they would only be ended. `change` is the
    change that left them open, in `space`.
    """

    closes: tuple[ClosedFact, ...]
    text: str
    reason: str
    confirm: Call
    change: str
    space: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A fact, a relation or a message that says something, and where.

    `id` is what `forget` takes: of a relation that of the fact that states it. `revision` is that
    of a fact, `speaker` who said a message.
    """

    kind: SayingKind
    id: str
    text: str
    space: str
    revision: int | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementResult:
    """What became of one of several statements of a call.

    Attributes:
        position: Its place among them, from 0.
        facts: The ids of the facts that say it now, or that it changed.
        conflicts: The ids of facts that may conflict with it.
        conflicting: The places of earlier ones that may conflict with it.
    """

    position: int
    text: str
    result: StatedAs
    facts: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    conflicting: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The answer to remember, relate, forget and undo.

    Attributes:
        status: "pending" means stored and searchable, but not decided yet.
        change: The id to undo it by; None when pending, a dry run, or nothing changed.
        episode: The id of what was stored word for word, if anything was.
        statements: What became of each, if the call made several.
        excerpts: How many searchable excerpts were stored (or, for forget, hidden).
        near: Facts that may conflict with what was added.
        found: For forget by query: the facts and messages that it would forget.
        remaining: For forget: what still says the same.
        next_calls: The calls that forget what was found, or what remains.
        mentions: For forget: what may still tell it, nearest first, as it names a value of it.
        mentions_left_out: How many more may.
        mention_calls: The calls that forget the mentions.
        hidden: For a dry run of forget: the first words of messages that it would hide.
        withheld: What was not closed and waits for the caller to confirm it.
        refusal: Why nothing was decided: a fact to be replaced had changed. What was said is
            stored all the same.
        notes: Anything else that the caller should know, one sentence each.
    """

    act: Act
    space: str
    status: Status
    change: str | None = None
    episode: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    statements: tuple[StatementResult, ...] = ()
    excerpts: int = 0
    near: tuple[ConflictHint, ...] = ()
    found: tuple[Saying, ...] = ()
    remaining: tuple[Saying, ...] = ()
    next_calls: tuple[Call, ...] = ()
    mentions: tuple[Saying, ...] = ()
    mentions_left_out: int = 0
    mention_calls: tuple[Call, ...] = ()
    hidden: tuple[Saying, ...] = ()
    withheld: tuple[Confirmation, ...] = ()
    candidates: int = 0
    effort: Effort
    dropped: tuple[str, ...] = ()
    refusal: str | None = None
    notes: tuple[str, ...] = ()
