"""`CaseOperation`, one operation of an answer as a case sees it: known facts under their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mcp_mem0.domain.dates import Precision, build_stated_moment, format_stated
from mcp_mem0.domain.model.changes import OperationName
from mcp_mem0.domain.model.closings import ChangeKind, EndKind
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Fact, StatedRelation, Statement

UNKNOWN: Final = "a fact that is not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOperation:
    """One operation of an answer.

    Attributes:
        action: What it does.
        targets: The names of the known facts that it closes or repeats, the main one first.
        kind: How an UPDATE or DELETE closes them; None of other operations.
        text: The fact that it states, or "".
        quote: The words that it rests on.
        position: Their message, from 0; None if it names none.
        valid_from: Since when the fact holds.
        valid_to: Until when it holds, or when the closed one ended.
        precisions: How exactly start and end were said; None if they were not.
        relations: The relations that it states.
    """

    action: OperationName
    targets: tuple[str, ...] = ()
    kind: ChangeKind | EndKind | None = None
    text: str = ""
    quote: str = ""
    position: int | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    precisions: tuple[Precision | None, Precision | None] = (None, None)
    relations: tuple[StatedRelation, ...] = ()

    @property
    def closes(self) -> tuple[str, ...]:
        """The names of the known facts that it closes."""
        return self.targets if self.action in {"UPDATE", "DELETE"} else ()

    @property
    def is_statement(self) -> bool:
        """Whether it states a fact."""
        return self.action in {"ADD", "UPDATE"}


def describe_operations(
    operations: Sequence[Operation], names: Mapping[str, str]
) -> tuple[CaseOperation, ...]:
    """Return operations with the case's names for the known facts, given by row id."""
    return tuple(_describe(operation, names) for operation in operations)


def _describe(operation: Operation, names: Mapping[str, str]) -> CaseOperation:
    match operation:
        case Add(statement=statement):
            return _state("ADD", statement, ())
        case Update(statement=statement, target=target, also_closed=others):
            stated = _state("UPDATE", statement, _name((target, *others), names))
            return replace(stated, kind=operation.kind)
        case Delete():
            return CaseOperation(
                action="DELETE",
                targets=_name((operation.target,), names),
                kind=operation.kind,
                quote=operation.quote,
                position=operation.position,
                valid_to=operation.valid_to,
                precisions=(None, operation.end_precision),
            )
        case Noop(target=target, position=position):
            targets = () if target is None else _name((target,), names)
            return CaseOperation(action="NOOP", targets=targets, position=position)


def _state(action: OperationName, statement: Statement, targets: tuple[str, ...]) -> CaseOperation:
    return CaseOperation(
        action=action,
        targets=targets,
        text=statement.text,
        quote=statement.quote,
        position=statement.position,
        valid_from=statement.valid_from,
        valid_to=statement.valid_to,
        precisions=(statement.start_precision, statement.end_precision),
        relations=statement.relations,
    )


def _name(facts: Sequence[Fact], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(fact.id, UNKNOWN) for fact in facts)


def render_operation(operation: CaseOperation) -> str:
    """Return an operation as one line: "UPDATE home (correction): "Ana lives in Oslo." from …"."""
    head = " ".join([operation.action, "+".join(operation.targets)]).strip()
    kind = f" ({operation.kind})" if operation.kind else ""
    text = f': "{operation.text}"' if operation.text else ""
    start, end = (
        build_stated_moment(at, precision)
        for at, precision in zip(
            (operation.valid_from, operation.valid_to), operation.precisions, strict=True
        )
    )
    since = f" from {format_stated(start, times=True)}" if start else ""
    until = f" until {format_stated(end, times=True)}" if end else ""
    edges = "".join(f" [{each.text}]" for each in operation.relations)
    return f"{head}{kind}{text}{since}{until}{edges}"
