"""Limits on what a decision may close, so that a poisoned one does little harm.

Three limits apply to facts that the caller did not name: the words that close a fact must be about
it; an assistant's words close nothing that a user stated, unless the user agreed right then; and
a decision closes a few facts or none.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from mcp_mem0.domain.grounding.agreement import is_agreed
from mcp_mem0.domain.grounding.common_words import has_common_words
from mcp_mem0.domain.grounding.content_words import list_content_words
from mcp_mem0.domain.grounding.origins import UNKNOWN, Origin
from mcp_mem0.domain.grounding.relevance import (
    USER_WORDS,
    Quotation,
    is_relevant,
)
from mcp_mem0.domain.model.operations import (
    Add,
    Delete,
    HeldBack,
    Noop,
    Operation,
    Update,
    list_closed_facts,
)
from mcp_mem0.domain.model.rows import Episode, Fact, Message
from mcp_mem0.domain.text.entity_extraction import extract_entities
from mcp_mem0.domain.text.normalise import split_plain_words
from mcp_mem0.domain.text.open_matters import is_open_matter

CLOSES_MAX: Final = 5
"""Most facts that one decision closes, unless the settings say otherwise."""

IRRELEVANT: Final = "the quoted words name neither its subject nor its value"
NOT_BY_USER: Final = "a user stated it, and only a user's words or agreement close that"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """The evidence on which words may close a fact.

    Attributes:
        origins: The origins of the facts, by row id; a missing one counts as a user's.
        before: What was said in the session just before the episode.
        closes_max: Most facts that one decision closes.
    """

    origins: Mapping[str, Origin] = field(default_factory=dict[str, Origin])
    before: Message | None = None
    closes_max: int = CLOSES_MAX


def find_closing_faults(
    operation: Operation, episode: Episode, grounds: Grounds, named: Collection[str]
) -> dict[str, str]:
    """Return why a grounded operation may not close some of its facts, by row id."""
    chosen = list_chosen_closes(operation, named)
    said = _build_quotation(operation, episode, grounds)
    if not chosen or said is None:
        return {}
    text = operation.statement.text if isinstance(operation, Update) else ""
    is_backed = _is_backed(operation, episode)
    faults: dict[str, str] = {}
    for fact in chosen:
        origin = grounds.origins.get(fact.id, UNKNOWN)
        if origin.by_user and not is_backed:
            faults[fact.id] = NOT_BY_USER
        elif not is_relevant(said, fact, origin, text=text) or (
            isinstance(operation, Update)
            and fact is not operation.target
            and not _is_same_matter(said, fact, operation.target, text)
        ):
            faults[fact.id] = IRRELEVANT
    return faults


def _is_same_matter(said: Quotation, fact: Fact, target: Fact, text: str) -> bool:
    """Whether a fact is about what a text that replaces another one says.

    They must share more than the names in the text: "Ana moved to Oslo" replaces where she lives,
    and not that she plays the violin. A plan, a search or a wish comes true in other words: there
    a name in the quoted words counts, if it is not whom the fact is about.
    """
    names = {word for name in extract_entities(text) for word in split_plain_words(name)}
    about = {*names, *USER_WORDS, *split_plain_words(said.message.name or "")}
    ours, theirs = (
        " ".join(word for word in list_content_words(each) if word not in about)
        for each in (f"{text}\n{said.quote}\n{target.text}", fact.text)
    )
    shared = set(ours.split()) & set(theirs.split())
    return (
        not theirs
        or bool(shared)
        or has_common_words(ours, theirs)
        or _comes_true(said, fact, text)
    )


def _comes_true(said: Quotation, fact: Fact, text: str) -> bool:
    """Whether quoted words name what the subject of a text plans, seeks or wishes in a fact."""
    kept = split_plain_words(fact.text)
    if not is_open_matter(fact.text) or kept[:1] != split_plain_words(text)[:1]:
        return False
    subject = {*kept[:1], *USER_WORDS, *split_plain_words(said.message.name or "")}
    names = {word for name in extract_entities(fact.text) for word in split_plain_words(name)}
    return not (names - subject).isdisjoint(list_content_words(said.quote))


def list_chosen_closes(operation: Operation, named: Collection[str]) -> tuple[Fact, ...]:
    """Return the facts that an operation closes and the caller did not name."""
    return tuple(fact for fact in list_closed_facts(operation) if fact.id not in named)


def drop_closes(operation: Operation, left_open: Collection[str]) -> Operation | None:
    """Return an operation without some of its closes, or None if nothing is left of it."""
    closed = [fact for fact in list_closed_facts(operation) if fact.id not in left_open]
    match operation:
        case Delete():
            return operation if closed else None
        case Update(statement=statement, reason=reason):
            if not closed:
                return Add(statement=statement, reason=reason)
            return replace(operation, target=closed[0], also_closed=tuple(closed[1:]))
        case Add() | Noop():
            return operation


def limit_closes(
    operations: Sequence[Operation], named: Collection[str], closes_max: int
) -> tuple[tuple[Operation, ...], tuple[HeldBack, ...]]:
    """Return operations that close at most a few facts, and the closes that were withheld.

    If there are too many, all are withheld: five of a poisoned twelve are harm enough.
    """
    chosen = [(operation, list_chosen_closes(operation, named)) for operation in operations]
    if sum(len(facts) for _, facts in chosen) <= closes_max:
        return tuple(operations), ()
    ids = {fact.id for _, facts in chosen for fact in facts}
    left = (drop_closes(operation, ids) for operation in operations)
    held = tuple(
        HeldBack(operation=operation, facts=facts)
        for operation, facts in chosen
        if facts and isinstance(operation, Update | Delete)
    )
    return tuple(operation for operation in left if operation is not None), held


def _build_quotation(operation: Operation, episode: Episode, grounds: Grounds) -> Quotation | None:
    """Return the words that support an operation, or None if there are none."""
    position, quote = _find_support(operation)
    if position is None:
        return None
    messages = episode.intake.all_messages
    before = messages[position - 1] if position else grounds.before
    return Quotation(quote=quote, message=messages[position], before=before)


def _is_backed(operation: Operation, episode: Episode) -> bool:
    """Whether a user said the words that support an operation, or agreed to them."""
    position, quote = _find_support(operation)
    messages = episode.intake.all_messages
    return (
        position is None
        or messages[position].role == "user"
        or (messages[position].role == "assistant" and is_agreed(messages, position, quote))
    )


def _find_support(operation: Operation) -> tuple[int | None, str]:
    match operation:
        case Add(statement=statement) | Update(statement=statement):
            return statement.position, statement.quote
        case Delete(position=position, quote=quote):
            return position, quote
        case Noop(position=position):
            return position, ""
