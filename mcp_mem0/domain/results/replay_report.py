"""Comparing a stored decision with the one that a replay makes; a replay changes nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.decisions.validation import name_operation
from mcp_mem0.domain.model.changes import Effort, OperationName
from mcp_mem0.domain.model.operations import Add, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.results.receipts import Outcome
from mcp_mem0.domain.text.normalise import normalise_statement


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationSummary:
    """A summary of one operation: what it states, and the lineages of its facts."""

    operation: OperationName
    text: str
    about: frozenset[str]

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        """A key that is equal for two operations with the same effect."""
        states = self.operation in {"ADD", "UPDATE"}
        return self.operation, normalise_statement(self.text) if states else "", self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayComparison:
    """An episode, what was decided about it, and what would be decided now.

    `failure` says why no decision would be made.
    """

    episode: str
    said_at: datetime
    change: str
    before: tuple[OperationSummary, ...]
    after: tuple[OperationSummary, ...]
    was: Effort
    would_be: Effort
    failure: str | None = None

    @property
    def is_same(self) -> bool:
        """Whether both decisions have the same effect."""
        return self.failure is None and _collect_keys(self.before) == _collect_keys(self.after)


def summarise_outcomes(outcomes: Iterable[Outcome]) -> tuple[OperationSummary, ...]:
    """Return what a change did."""
    return tuple(
        OperationSummary(
            operation=operation.operation,
            text=operation.text,
            about=frozenset(closed.id for closed in operation.closed)
            or frozenset({operation.id} if operation.operation == "NOOP" and operation.id else ()),
        )
        for operation in outcomes
    )


def summarise_operations(operations: Sequence[Operation]) -> tuple[OperationSummary, ...]:
    """Return what operations would do."""
    return tuple(
        OperationSummary(
            operation=name_operation(operation),
            text=_get_text(operation),
            about=_list_lineages(operation),
        )
        for operation in operations
    )


def _get_text(operation: Operation) -> str:
    if isinstance(operation, Add | Update):
        return operation.statement.text
    return "" if operation.target is None else operation.target.text


def _list_lineages(operation: Operation) -> frozenset[str]:
    if isinstance(operation, Noop):
        return frozenset() if operation.target is None else frozenset({operation.target.lineage})
    return frozenset(fact.lineage for fact in list_closed_facts(operation))


def _collect_keys(
    operations: Iterable[OperationSummary],
) -> frozenset[tuple[str, str, frozenset[str]]]:
    return frozenset(operation.key for operation in operations)
