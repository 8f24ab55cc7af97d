"""The right answers of the cases as a decider would give them."""

from collections.abc import Sequence
from dataclasses import fields, replace

from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Fact, Statement
from mcp_mem0.evals.case_answers import CaseOperation
from mcp_mem0.evals.case_input import CaseInput


def build_operations(answer: Sequence[CaseOperation], given: CaseInput) -> list[Operation]:
    """The operations of an answer, on the known facts of its case."""
    facts = {given.names[near.fact.id]: near.fact for near in given.known}
    return [_set_kind(_build(operation, facts), operation.kind) for operation in answer]


def _set_kind(built: Operation, kind: str | None) -> Operation:
    """The operation with the kind of close that the answer names, where operations have kinds."""
    if kind is None or not can_say_kind() or not isinstance(built, Update | Delete):
        return built
    change = {"kind": kind}
    return replace(built, **change)


def can_say_kind() -> bool:
    """Whether an operation can say how it closes a fact."""
    return "kind" in {field.name for field in fields(Update)}


def _build(operation: CaseOperation, facts: dict[str, Fact]) -> Operation:
    targets = [facts[name] for name in operation.targets]
    statement = replace(
        Statement.from_words(
            operation.text, quote=operation.quote, position=operation.position or 0
        ),
        valid_from=operation.valid_from,
        valid_to=operation.valid_to,
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
            )
        case "DELETE":
            return Delete(
                target=targets[0],
                reason="right",
                quote=operation.quote,
                position=operation.position,
                valid_to=operation.valid_to,
            )
        case "NOOP":
            target = targets[0] if targets else None
            return Noop(target=target, reason="right", position=operation.position)
