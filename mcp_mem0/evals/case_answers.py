"""`CaseOperation`, one operation of an answer as a case sees it: known facts under their names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from mcp_mem0.domain.dates import build_stated_moment, format_moment, format_stated
from mcp_mem0.domain.model.changes import OperationName
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Fact, StatedRelation, Statement

UNKNOWN: Final = "a fact that is not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOperation:
    """One operation of an answer.

    Attributes:
        action: What it does.
        targets: The names of the known facts that it closes or repeats, the main one first.
        kind: How it closes them, as the answer calls it; None if it does not say.
        text: The fact that it states, or "".
        quote: The words that it rests on.
        position: Their message, from 0; None if it names none.
        valid_from: Since when the fact holds.
        valid_to: Until when it holds, or when the closed one ended.
        precisions: How exactly start and end were said, "year", "month", "day" or "time"; None if
            the answer does not say.
        relations: The relations that it states.
    """

    action: OperationName
    targets: tuple[str, ...] = ()
    kind: str | None = None
    text: str = ""
    quote: str = ""
    position: int | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    precisions: tuple[str | None, str | None] = (None, None)
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
            return replace(stated, kind=_read_word(operation, "kind"))
        case Delete():
            return CaseOperation(
                action="DELETE",
                targets=_name((operation.target,), names),
                kind=_read_word(operation, "kind"),
                quote=operation.quote,
                position=operation.position,
                valid_to=operation.valid_to,
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
        precisions=(
            _read_word(statement, "start_precision"),
            _read_word(statement, "end_precision"),
        ),
        relations=statement.relations,
    )


def _name(facts: Sequence[Fact], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(fact.id, UNKNOWN) for fact in facts)


def _read_word(value: object, name: str) -> str | None:
    """Return a field that says a word, if there is one: not all that decide say so much."""
    word: object = getattr(value, name, None)
    return word if isinstance(word, str) else None


def render_operation(operation: CaseOperation) -> str:
    """Return an operation as one line: "UPDATE home (correction): "Ana lives in Oslo." since …"."""
    head = " ".join([operation.action, "+".join(operation.targets)]).strip()
    kind = f" ({operation.kind})" if operation.kind else ""
    text = f': "{operation.text}"' if operation.text else ""
    since = f" from {format_moment(operation.valid_from)}" if operation.valid_from else ""
    end = build_stated_moment(operation.valid_to, None)
    until = f" until {format_stated(end, times=True)}" if end else ""
    edges = "".join(f" [{each.text}]" for each in operation.relations)
    return f"{head}{kind}{text}{since}{until}{edges}"
