"""What is left of a decision that others outran again and again: it adds, and says so.

Deciding anew for ever would cost for ever. So what the decision would have closed and somebody
else has closed meanwhile is passed over, and what it states stands beside what came first.
"""

from collections.abc import Collection, Sequence

from mcp_mem0.domain.decisions.validation import ValidationResult, name_operation
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts


def rebase_operations(
    operations: Sequence[Operation], open_rows: Collection[str]
) -> ValidationResult:
    """Return the operations that can still be committed, and a sentence about each other one.

    Args:
        operations: What was decided.
        open_rows: Row ids of the facts that are open now.
    """
    kept: list[Operation] = []
    dropped: list[str] = []
    for number, operation in enumerate(operations, start=1):
        gone = [fact for fact in _list_target_ids(operation) if fact not in open_rows]
        if not gone:
            kept.append(operation)
            continue
        name = f"operation {number} ({name_operation(operation)})"
        dropped.append(
            f"{name}: {', '.join(gone)} was changed or closed"
            f" meanwhile{_describe_consequence(operation)}"
        )
        if isinstance(operation, Update):
            kept.append(Add(statement=operation.statement, reason=operation.reason))
    return ValidationResult(operations=tuple(kept), dropped=tuple(dropped))


def _list_target_ids(operation: Operation) -> list[str]:
    if isinstance(operation, Noop):
        return [] if operation.target is None else [operation.target.id]
    return [fact.id for fact in list_closed_facts(operation)]


def _describe_consequence(operation: Operation) -> str:
    match operation:
        case Update():
            return ", so it was added beside it and may contradict it"
        case Add() | Delete() | Noop():
            return ""
