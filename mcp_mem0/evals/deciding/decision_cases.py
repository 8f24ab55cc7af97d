"""`DecisionCase`, a case to judge a decider by: what was said, and what may come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.rows import Message, StatedRelation
from mcp_mem0.evals.deciding.case_answers import CaseOperation

FaultKind: TypeAlias = Literal[
    "wrong close", "missed close", "invented fact", "wrong fact", "missed fact", "no decision"
]

CloseKind: TypeAlias = Literal["change", "correction", "addition"]
"""How a known fact is closed: it held until then, it never was so, or the new fact says more.

A DELETE that says "ended" is a change, one that says "never_so" a correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """A fact that was known before, under the name that the case gives it.

    `is_shown`: a decider is shown it at once; if not, only who looks again finds it. `is_beside`:
    the case is not about it. `start` and `end`: since when and until when it holds, as was said.
    """

    name: str
    text: str
    said_at: datetime
    relations: tuple[StatedRelation, ...] = ()
    is_shown: bool = True
    is_beside: bool = False
    start: StatedMoment | None = None
    end: StatedMoment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFact:
    """What a new fact must look like. In all lists of words "a|b" is either, "a … b" an order.

    Attributes:
        who: Whom or what it is about: all of these must be named.
        says: What it must say; a synonym will do.
        denies: Or what it must say is not, or no longer, so.
        lacks: Words that it must not have.
        on: The day, month or year that it must be dated to, in its text or its start.
        until: The day, month or year that it must end at, in its text or its end.
        dates: Further dates that it may name.
        is_vague: It may name no date at all, for none was said.
        updates: Names of the known facts that an UPDATE with it may close.
        relations: The relations that it may state, in this direction.
        language: The language that it is in.
        messages: Positions of the messages that support it; () is any.
        words: Further words that it may have.
    """

    who: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    on: str | None = None
    until: str | None = None
    dates: tuple[str, ...] = ()
    is_vague: bool = False
    updates: tuple[str, ...] = ()
    relations: tuple[StatedRelation, ...] = ()
    language: str = "en"
    messages: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCase:
    """One case.

    Attributes:
        name: Unique among all cases.
        category: What it is about; the name of its file.
        why: What a good decider understands here.
        now: When it was said.
        language: The language of what was said.
        known: What was known.
        earlier: What was said before in the session.
        summary: The summary of the session before that, or "".
        said: What was said now; or else `content` was stated.
        replaces: Names of the known facts that the caller says are replaced.
        replaces_as: How, if the caller says that.
        facts: Facts that the decision must state.
        allowed: Facts that it may state.
        closes: Names of known facts that must be closed, each with how.
        may_close: Names of known facts that may be, each with how.
        may_grow: Names of known facts that may be closed if some new fact has these words, so that
            nothing of the old one is lost.
        repeats: Names of known facts that are only said again: a NOOP must name one of them.
        never: Words that no new fact may have.
        answer: A right answer.
        also_right: Other right answers.
    """

    name: str
    category: str
    why: str
    now: datetime
    language: str = "en"
    known: tuple[CaseFact, ...] = ()
    earlier: tuple[Message, ...] = ()
    summary: str = ""
    said: tuple[Message, ...] = ()
    content: str | None = None
    replaces: tuple[str, ...] = ()
    replaces_as: ChangeKind | None = None
    facts: tuple[ExpectedFact, ...] = ()
    allowed: tuple[ExpectedFact, ...] = ()
    closes: Mapping[str, tuple[CloseKind, ...]] = field(
        default_factory=dict[str, tuple[CloseKind, ...]]
    )
    may_close: Mapping[str, tuple[CloseKind, ...]] = field(
        default_factory=dict[str, tuple[CloseKind, ...]]
    )
    may_grow: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    repeats: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    answer: tuple[CaseOperation, ...] = ()
    also_right: tuple[tuple[CaseOperation, ...], ...] = ()

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was said now; a statement counts as one message of the user."""
        if self.content is None:
            return self.said
        return (Message(role="user", content=self.content), *self.said)

    def find_message_time(self, position: int) -> datetime:
        """When the message at a position was said."""
        return self.messages[position].at or self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFault:
    """One thing that a decider got wrong, in words."""

    kind: FaultKind
    detail: str
