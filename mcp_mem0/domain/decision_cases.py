"""Cases that a decider is judged by: what was known, what was said, what may come of it."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.gate import closed_by
from mcp_mem0.domain.indexing import day_in_words
from mcp_mem0.domain.moments import iso, parse_moment
from mcp_mem0.domain.operations import Add, Operation, Statement, Update
from mcp_mem0.domain.rows import Fact, Message

FaultKind: TypeAlias = Literal[
    "wrong close", "missed contradiction", "invented fact", "missed fact", "no decision"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """A fact that was known before, under a name that the case calls it by."""

    name: str
    text: str
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFact:
    """What a new fact may look like.

    Attributes:
        contains: Words that its text must have; "a|b" is either.
        lacks: Words that it must not have.
        on: The day, month or year that it must be dated to, in its text or its validity.
    """

    contains: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    on: str | None = None

    def fits(self, statement: Statement) -> bool:
        """Tell whether a statement is such a fact."""
        text = folded(statement.text)
        return (
            all(has(text, each) for each in self.contains)
            and not any(has(text, each) for each in self.lacks)
            and (self.on is None or _is_dated(statement, self.on))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCase:
    """One case.

    Attributes:
        name: Unique among all cases.
        category: What it is about; the name of its file.
        why: What a good decider understands here.
        now: When it was said.
        known: What was known.
        earlier: What was said before in the session.
        said: What was said now; or else `content` was stated.
        facts: Facts that must come of it.
        allowed: Facts that may.
        closes: Names of known facts that must be closed.
        may_close: Names of known facts that may.
        never: Words that no new fact may have.
    """

    name: str
    category: str
    why: str
    now: datetime
    known: tuple[KnownFact, ...] = ()
    earlier: tuple[Message, ...] = ()
    said: tuple[Message, ...] = ()
    content: str | None = None
    facts: tuple[ExpectedFact, ...] = ()
    allowed: tuple[ExpectedFact, ...] = ()
    closes: tuple[str, ...] = ()
    may_close: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFault:
    """One thing that a decider got wrong, in words."""

    kind: FaultKind
    told: str


def faults_of(
    case: DecisionCase, operations: tuple[Operation, ...], names: dict[str, str]
) -> tuple[CaseFault, ...]:
    """Return what is wrong with a decision.

    Args:
        case: What was to be decided.
        operations: What was decided and let through.
        names: The name of each known fact, by its row id.
    """
    closed = {names[fact.id]: fact for each in operations for fact in closed_by(each)}
    stated = [each.statement for each in operations if isinstance(each, Add | Update)]
    return (
        *_closing_faults(case, closed),
        *(
            CaseFault(kind="invented fact", told=each.text)
            for each in stated
            if _is_new(each, case)
        ),
        *(
            CaseFault(kind="missed fact", told=_told(each))
            for each in case.facts
            if not any(each.fits(statement) for statement in stated)
        ),
    )


def _closing_faults(case: DecisionCase, closed: dict[str, Fact]) -> list[CaseFault]:
    wrong = [name for name in closed if name not in {*case.closes, *case.may_close}]
    missed = [name for name in case.closes if name not in closed]
    texts = {known.name: known.text for known in case.known}
    return [
        *(CaseFault(kind="wrong close", told=texts[name]) for name in wrong),
        *(CaseFault(kind="missed contradiction", told=texts[name]) for name in missed),
    ]


def _is_new(statement: Statement, case: DecisionCase) -> bool:
    """Whether a statement is none of those that the case expects or allows."""
    text = folded(statement.text)
    if any(has(text, each) for each in case.never):
        return True
    return not any(each.fits(statement) for each in (*case.facts, *case.allowed))


def folded(text: str) -> str:
    """Return a text in which case and composed signs do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def has(text: str, words: str) -> bool:
    """Tell whether a folded text has some words, or any of those between "|"."""
    return any(folded(each) in text for each in words.split("|"))


def _is_dated(statement: Statement, on: str) -> bool:
    text = folded(statement.text)
    if on in text:
        return True
    start = statement.valid_from
    if start is not None and iso(start).startswith(on):
        return True
    day = day_in_words(parse_moment(on, name="on")).casefold().split()
    # "2026-03" leaves the day open, "2026" the month as well.
    return all(part in text for part in day[2 - on.count("-") :])


def _told(expected: ExpectedFact) -> str:
    when = "" if expected.on is None else f", {expected.on}"
    return " + ".join(expected.contains) + when
