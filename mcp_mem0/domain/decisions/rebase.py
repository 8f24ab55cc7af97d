"""What is left of a decision that others outran again and again: it adds, and says so.

Deciding anew for ever would cost for ever. So what the decision would have closed and somebody
else has closed meanwhile is passed over, and what it states stands beside what came first.
"""

from collections.abc import Collection, Sequence

from mcp_mem0.domain.decisions.validation import Passed, name_of
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, closed_by


def stood_beside(operations: Sequence[Operation], open_rows: Collection[str]) -> Passed:
    """Return the operations that can still be committed, and a sentence about each other one.

    Args:
        operations: What was decided.
        open_rows: Row ids of the facts that are open now.
    """
    kept: list[Operation] = []
    dropped: list[str] = []
    for number, operation in enumerate(operations, start=1):
        gone = [fact for fact in _named(operation) if fact not in open_rows]
        if not gone:
            kept.append(operation)
            continue
        name = f"operation {number} ({name_of(operation)})"
        dropped.append(f"{name}: {', '.join(gone)} was changed or closed meanwhile{_so(operation)}")
        if isinstance(operation, Update):
            kept.append(Add(statement=operation.statement, reason=operation.reason))
    return Passed(operations=tuple(kept), dropped=tuple(dropped))


def _named(operation: Operation) -> list[str]:
    if isinstance(operation, Noop):
        return [] if operation.target is None else [operation.target.id]
    return [fact.id for fact in closed_by(operation)]


def _so(operation: Operation) -> str:
    match operation:
        case Update():
            return ", so it was added beside it and may contradict it"
        case Add() | Delete() | Noop():
            return ""
