"""The right answers of the cases as a decider would give them."""

from collections.abc import Sequence
from dataclasses import replace

from mcp_mem0.domain.model.closings import choose_change_kind, choose_end_kind
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Fact, Statement
from mcp_mem0.evals.deciding.case_answers import CaseOperation
from mcp_mem0.evals.deciding.case_input import CaseInput


def build_operations(answer: Sequence[CaseOperation], given: CaseInput) -> list[Operation]:
    """The operations of an answer, on the known facts of its case."""
    facts = {given.names[near.fact.id]: near.fact for near in given.known}
    return [_build(operation, facts) for operation in answer]


def _build(operation: CaseOperation, facts: dict[str, Fact]) -> Operation:
    targets = [facts[name] for name in operation.targets]
    start_precision, end_precision = operation.precisions
    statement = replace(
        Statement.from_words(
            operation.text, quote=operation.quote, position=operation.position or 0
        ),
        valid_from=operation.valid_from,
        start_precision=start_precision,
        valid_to=operation.valid_to,
        end_precision=end_precision,
        relations=operation.relations,
    )
    match operation.action:
        case "ADD":
            return Add(statement=statement, reason="right")
        case "UPDATE":
            return Update(
                target=targets[0],
                also_closed=tuple(targets[1:]),
                statement=statement,
                reason="right",
                kind=choose_change_kind(operation.kind or ""),
            )
        case "DELETE":
            return Delete(
                target=targets[0],
                reason="right",
                quote=operation.quote,
                position=operation.position,
                valid_to=operation.valid_to,
                end_precision=end_precision,
                kind=choose_end_kind(operation.kind or ""),
            )
        case "NOOP":
            target = targets[0] if targets else None
            return Noop(target=target, reason="right", position=operation.position)
