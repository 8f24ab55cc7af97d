"""Rebasing a decision that lost too many races: it adds what it states, and says so.

Asking the model again and again could go on forever. So facts that another change has closed
meanwhile are skipped, and what the decision states is added next to what came first.
"""

from collections.abc import Collection, Sequence

from mcp_mem0.domain.decisions.validation import ValidationResult, name_operation
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts


def rebase_operations(
    operations: Sequence[Operation], open_rows: Collection[str]
) -> ValidationResult:
    """Return the operations that can still be committed, and a sentence on each change to the rest.

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
