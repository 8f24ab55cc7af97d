"""The gate between a decision and its commit: only what is grounded and fits passes.

A decider may be a model, so nothing it says is taken on trust. What fails is left out and named,
by number and never by its text: the names of what was dropped are kept in history.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from mcp_mem0.domain.decisions.fallback import ADDED_INSTEAD, CLOSED_ALREADY, NOT_SHOWN, build_add
from mcp_mem0.domain.decisions.target_lookup import is_said_later
from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.grounding.close_limits import (
    Grounds,
    drop_closes,
    find_closing_faults,
    limit_closes,
)
from mcp_mem0.domain.grounding.support import CONSIDERED, ORDER_FAULT, find_support_fault
from mcp_mem0.domain.model.changes import Decision, Effort, OperationName
from mcp_mem0.domain.model.operations import (
    Add,
    Delete,
    HeldBack,
    Noop,
    Operation,
    Update,
    list_closed_facts,
)
from mcp_mem0.domain.model.rows import Episode, Fact, Statement
from mcp_mem0.domain.text.normalise import split_words
from mcp_mem0.domain.text.word_lists import NEGATIONS

OPERATIONS_MAX: Final = 200
REASONS_SHOWN_MAX: Final = 3
"""How many reasons an error gives; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidationResult:
    """The operations that may be committed, and a sentence about each that may not.

    `is_refused`: something was decided and nothing of it can be believed. (Words that are only
    older than what they would close, order to forget it, or close what they may not, are no such
    fault: asking again would cost, and the caller is told.) `held_back` are the closes that wait
    for the caller.
    """

    operations: tuple[Operation, ...]
    dropped: tuple[str, ...]
    held_back: tuple[HeldBack, ...] = ()
    is_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFacts:
    """What an episode's operations may rest on.

    Attributes:
        known_ids: Row ids of the facts that the decider was shown.
        named_ids: Row ids of those that the caller said are replaced; they may be closed whatever
            their age (`target_lookup` has refused the episode if its words are older).
        came_last: Whether its caller waits still, so that its words count as said after all that is
            there, whatever was said while it was decided.
        facts: What the known facts say.
        grounds: What decides whether words may close them.
    """

    known_ids: frozenset[str]
    named_ids: frozenset[str] = frozenset()
    came_last: bool = False
    facts: tuple[Fact, ...] = ()
    grounds: Grounds = field(default_factory=Grounds)


def validate(
    operations: Sequence[Operation], episode: Episode, shown: ShownFacts
) -> ValidationResult:
    """Let through the operations that are grounded in the episode and in what was shown."""
    kept: list[Operation] = []
    dropped: list[str] = []
    taken: set[str] = set()
    faults = 0
    for number, decided in enumerate(operations[:OPERATIONS_MAX], start=1):
        operation = _suppress_echo(decided, episode, shown.facts)
        named_so = f"operation {number} ({name_operation(operation)})"
        fault = _find_fault(operation, episode, shown, taken)
        if fault is not None:
            add = _find_addition(operation, fault, episode)
            instead = "" if add is None else ADDED_INSTEAD
            dropped.append(f"{named_so}: {fault}{instead}")
            faults += add is None and fault not in _SETTLED_FAULTS
            kept += [] if add is None else [add]
            continue
        left_open = find_closing_faults(operation, episode, shown.grounds, shown.named_ids)
        dropped += [f"{named_so}: {row} stays open: {why}" for row, why in left_open.items()]
        left = drop_closes(operation, left_open)
        if left is not None:
            kept.append(left)
            taken |= {fact.id for fact in list_closed_facts(left)}
    if len(operations) > OPERATIONS_MAX:
        dropped.append(
            f"{len(operations) - OPERATIONS_MAX:,} operations beyond the first {OPERATIONS_MAX}"
        )
    allowed, held_back = limit_closes(kept, shown.named_ids, shown.grounds.closes_max)
    if held_back:
        dropped.append(_describe_excess(held_back, shown.grounds.closes_max))
    return ValidationResult(
        operations=allowed,
        dropped=tuple(dropped),
        held_back=held_back,
        is_refused=faults > 0 and not kept,
    )


def _describe_excess(held_back: Sequence[HeldBack], closes_max: int) -> str:
    count = sum(len(held.facts) for held in held_back)
    return (
        f"{count:,} closes: one decision makes {closes_max:,} at most (deciding.closes_max), so"
        " none is made until the caller confirms it"
    )


def drop_forgotten(decision: Decision, positions: Collection[int]) -> Decision:
    """Return a decision without what it draws from messages that were forgotten before it."""
    kept = [each for each in decision.operations if _find_position(each) not in positions]
    held = [each for each in decision.held_back if _find_position(each.operation) not in positions]
    left_out = len(decision.operations) - len(kept)
    if not left_out and len(held) == len(decision.held_back):
        return decision
    dropped = f"{left_out} of its operations: the words were forgotten before it was decided"
    return replace(
        decision,
        operations=tuple(kept),
        held_back=tuple(held),
        dropped=(*decision.dropped, *([dropped] if left_out else [])),
    )


def _find_position(operation: Operation) -> int | None:
    """Return which message an operation rests on, if it says so."""
    if isinstance(operation, Add | Update):
        return operation.statement.position
    return operation.position


def build_decision_error(dropped: Sequence[str], effort: Effort) -> DecisionError:
    """Return the error that says that nothing of a model's decision may be kept."""
    told = "; ".join(dropped[:REASONS_SHOWN_MAX])
    rest = (
        f" and {len(dropped) - REASONS_SHOWN_MAX:,} more"
        if len(dropped) > REASONS_SHOWN_MAX
        else ""
    )
    return DecisionError(f"nothing of it may be kept ({told}{rest})", usage=effort.usage)


def name_operation(operation: Operation) -> OperationName:
    """Return the name of an operation, as history and receipts write it."""
    match operation:
        case Add():
            return "ADD"
        case Update():
            return "UPDATE"
        case Delete():
            return "DELETE"
        case Noop():
            return "NOOP"


_OLDER_FAULT: Final = "its words are older than the fact that they would close, which stays open"
_SETTLED_FAULTS: Final = frozenset({ORDER_FAULT, CONSIDERED, _OLDER_FAULT})
"""Faults of what was said, not of the decider: asked again, it could only answer the same."""
_CLOSING_FAULTS: Final = frozenset({CLOSED_ALREADY, NOT_SHOWN, _OLDER_FAULT})


def _find_fault(
    operation: Operation, episode: Episode, shown: ShownFacts, taken: Collection[str]
) -> str | None:
    """Return why an operation may not pass, or None."""
    closed = list_closed_facts(operation)
    ids = {fact.id for fact in closed}
    if len(ids) < len(closed) or not ids.isdisjoint(taken):
        return CLOSED_ALREADY
    named = shown.known_ids | shown.named_ids
    if not ids <= named or (isinstance(operation, Noop) and not _was_shown(operation, named)):
        return NOT_SHOWN
    fault = find_support_fault(operation, episode, shown.named_ids)
    if fault is not None:
        return fault
    said_at = _find_operation_time(operation, episode)
    chosen = () if shown.came_last else [each for each in closed if each.id not in shown.named_ids]
    return _OLDER_FAULT if any(is_said_later(fact, said_at) for fact in chosen) else None


def _find_addition(operation: Operation, fault: str, episode: Episode) -> Add | None:
    """Return what an UPDATE states as an ADD, where only what it would close is at fault."""
    if not isinstance(operation, Update) or fault not in _CLOSING_FAULTS:
        return None
    add = build_add(operation)
    return add if find_support_fault(add, episode, ()) is None else None


def _suppress_echo(operation: Operation, episode: Episode, facts: Sequence[Fact]) -> Operation:
    """Return a NOOP for what an assistant only repeats of a known fact, else the operation."""
    if not isinstance(operation, Add | Update):
        return operation
    statement = operation.statement
    if not _is_by_assistant(statement, episode):
        return operation
    said = set(split_words(statement.text))
    for fact in facts:
        known = set(split_words(fact.text))
        # Who leaves out the "not" says the contrary.
        is_repeated = said <= known and (known - said).isdisjoint(NEGATIONS)
        if is_repeated and fact.is_dated_as(statement):
            reason = "the assistant repeats what is known"
            return Noop(target=fact, reason=reason, position=statement.position)
    return operation


def _is_by_assistant(statement: Statement, episode: Episode) -> bool:
    messages = episode.intake.all_messages
    position = statement.position
    return 0 <= position < len(messages) and messages[position].role == "assistant"


def _was_shown(noop: Noop, named: frozenset[str]) -> bool:
    return noop.target is None or noop.target.id in named


def _find_operation_time(operation: Operation, episode: Episode) -> datetime:
    match operation:
        case Add(statement=statement) | Update(statement=statement):
            return episode.find_message_time(statement.position)
        case Delete(position=int(position)):
            return episode.find_message_time(position)
        case Delete() | Noop():
            return max(
                episode.find_message_time(n) for n in range(len(episode.intake.all_messages))
            )
