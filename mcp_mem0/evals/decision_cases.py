"""`DecisionCase`, a case to evaluate a decider on, and finding the faults of its decision."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.dates import format_moment, parse_instant
from mcp_mem0.domain.model.operations import Add, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Message, Statement
from mcp_mem0.domain.text.search_text import spell_day

FaultKind: TypeAlias = Literal[
    "wrong close", "missed contradiction", "invented fact", "missed fact", "no decision"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFact:
    """A known fact of a case, and the case's name for it."""

    name: str
    text: str
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedFact:
    """The description of a new fact that a case expects.

    Attributes:
        contains: Words that its text must have; "a|b" means either.
        lacks: Words that neither its text nor its validity may have.
        on: The day, month or year that it must be dated to, in its text or its start.
        until: The day, month or year that it must end at, in its text or its end.
    """

    contains: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    on: str | None = None
    until: str | None = None

    def is_match(self, statement: Statement) -> bool:
        """Return whether a statement matches."""
        text = fold_text(statement.text)
        return (
            all(has_words(text, words) for words in self.contains)
            and not _has_forbidden_words(statement, self.lacks)
            and (self.on is None or _is_dated(text, statement.valid_from, self.on))
            and (self.until is None or _is_dated(text, statement.valid_to, self.until))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCase:
    """One case for a decider.

    Attributes:
        name: Unique among all cases.
        category: Its topic; the name of its file.
        why: What a good decider understands.
        now: When it was said.
        known: What was known.
        earlier: What was said earlier in the session.
        said: The new messages; if there are none, `content` was stated.
        facts: Facts that the decision must add.
        allowed: Facts that it may add.
        closes: Names of known facts that must be closed.
        may_close: Names of known facts that may.
        may_grow: Names of known facts that may be closed if some new fact has these words, so that
            nothing of the old one is lost.
        never: Words that no new fact may have, neither in its text nor in its validity.
    """

    name: str
    category: str
    why: str
    now: datetime
    known: tuple[CaseFact, ...] = ()
    earlier: tuple[Message, ...] = ()
    said: tuple[Message, ...] = ()
    content: str | None = None
    facts: tuple[ExpectedFact, ...] = ()
    allowed: tuple[ExpectedFact, ...] = ()
    closes: tuple[str, ...] = ()
    may_close: tuple[str, ...] = ()
    may_grow: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFault:
    """One thing that a decider got wrong."""

    kind: FaultKind
    detail: str


def find_faults(
    case: DecisionCase, operations: tuple[Operation, ...], names: dict[str, str]
) -> tuple[CaseFault, ...]:
    """Return the faults of a decision.

    Args:
        case: The case.
        operations: The operations that passed validation.
        names: The name of each known fact, by its row id.
    """
    closed = {names[fact.id] for operation in operations for fact in list_closed_facts(operation)}
    stated = [
        operation.statement for operation in operations if isinstance(operation, Add | Update)
    ]
    return (
        *_find_closing_faults(case, closed, stated),
        *(
            CaseFault(kind="invented fact", detail=statement.text)
            for statement in stated
            if _is_new(statement, case)
        ),
        *(
            CaseFault(kind="missed fact", detail=_describe_expected(fact))
            for fact in case.facts
            if not any(fact.is_match(statement) for statement in stated)
        ),
    )


def _find_closing_faults(
    case: DecisionCase, closed: Collection[str], stated: Sequence[Statement]
) -> list[CaseFault]:
    texts = {known.name: known.text for known in case.known}
    grown = [
        name
        for name, words in case.may_grow.items()
        if any(ExpectedFact(contains=words).is_match(statement) for statement in stated)
    ]
    may = {*case.closes, *case.may_close, *grown}
    wrong = [name for name in texts if name in closed and name not in may]
    missed = [name for name in case.closes if name not in closed]
    return [
        *(CaseFault(kind="wrong close", detail=texts[name]) for name in wrong),
        *(CaseFault(kind="missed contradiction", detail=texts[name]) for name in missed),
    ]


def _is_new(statement: Statement, case: DecisionCase) -> bool:
    """Whether a statement is neither expected nor allowed by the case."""
    if _has_forbidden_words(statement, case.never):
        return True
    return not any(fact.is_match(statement) for fact in (*case.facts, *case.allowed))


def fold_text(text: str) -> str:
    """Return a text folded, so that case and composed characters do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def has_words(text: str, words: str) -> bool:
    """Return whether a folded text has some words, or any of those between "|"."""
    return any(fold_text(word) in text for word in words.split("|"))


def _has_forbidden_words(statement: Statement, forbidden: Sequence[str]) -> bool:
    """Whether a statement has some of these words, in its text or its validity."""
    validity = (day for day in (statement.valid_from, statement.valid_to) if day is not None)
    text = fold_text("\n".join([statement.text, *map(format_moment, validity)]))
    return any(has_words(text, words) for words in forbidden)


def _is_dated(text: str, moment: datetime | None, when: str) -> bool:
    """Whether a folded text or a moment names a day, month or year such as "2026-03"."""
    if moment is not None and format_moment(moment).startswith(when):
        return True
    if re.search(rf"(?<!\d){when}(?!\d)", text):
        return True
    day, month, year = spell_day(parse_instant(when, name="a date")).casefold().split()
    wanted = [
        rf"(?<!\d){year}(?!\d)",
        rf"\b{month}\b",
        # Next to its month: a lone digit occurs in many years.
        rf"(?<!\d){day}(?:st|nd|rd|th)?(?: of)? {month}|{month} (?:the )?{day}(?!\d)",
    ]
    # "2026-03" names no day, "2026" no month either.
    return all(re.search(pattern, text) for pattern in wanted[: 1 + when.count("-")])


def _describe_expected(expected: ExpectedFact) -> str:
    since = "" if expected.on is None else f", {expected.on}"
    until = "" if expected.until is None else f", until {expected.until}"
    return " + ".join(expected.contains) + since + until
