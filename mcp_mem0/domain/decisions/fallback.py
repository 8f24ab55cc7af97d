"""What is left of an operation that cannot be done as decided: what it states is not lost."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Statement

ADDED_INSTEAD: Final = ", so its text is added"
CLOSED_ALREADY: Final = "it closes a fact that is closed already by this change"
NOT_SHOWN: Final = "it names a fact that was not shown"
LABEL_UNKNOWN: Final = "it names a label that was not shown"
ENDS_BEFORE_START: Final = "it ends before it begins"


def leave_open(operation: Operation, closed: Collection[str]) -> Operation | None:
    """Return an operation without the facts that are closed already, by row id.

    An UPDATE of nothing but such facts is an ADD; a DELETE of one is None.
    """
    facts = list_closed_facts(operation)
    left = [fact for fact in facts if fact.id not in closed]
    if len(left) == len(facts):
        return operation
    match operation:
        case Update() if left:
            return replace(operation, target=left[0], also_closed=tuple(left[1:]))
        case Update():
            return build_add(operation)
        case Add() | Delete() | Noop():
            return None


def build_add(update: Update) -> Add:
    """Return the ADD of what an UPDATE states."""
    return Add(statement=update.statement, reason=update.reason)


def ends_before_start(statement: Statement) -> bool:
    """Return whether the dates of a statement contradict each other."""
    start, end = statement.valid_from, statement.valid_to
    return start is not None and end is not None and start > end


def drop_inverted_end(statement: Statement) -> Statement:
    """Return a statement without an end that is before its start."""
    if not ends_before_start(statement):
        return statement
    return statement.set_dates(statement.stated_start, None)
