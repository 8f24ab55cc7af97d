"""Comparing a decision that stands with one that was made again, with nothing changed."""

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
    """One operation, in short: what it states, and the facts (lineages) that it is about."""

    operation: OperationName
    text: str
    about: frozenset[str]

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        """What two operations share that do the same."""
        states = self.operation in {"ADD", "UPDATE"}
        return self.operation, normalise_statement(self.text) if states else "", self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayComparison:
    """An episode, what was decided about it, and what would be decided now.

    `failure` says why nothing would be.
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
        """Whether both decisions do the same."""
        return self.failure is None and _collect_keys(self.before) == _collect_keys(self.after)


def summarise_outcomes(outcomes: Iterable[Outcome]) -> tuple[OperationSummary, ...]:
    """Return what a change did."""
    return tuple(
        OperationSummary(
            operation=each.operation,
            text=each.text,
            about=frozenset(closed.id for closed in each.closed)
            or frozenset({each.id} if each.operation == "NOOP" and each.id else ()),
        )
        for each in outcomes
    )


def summarise_operations(operations: Sequence[Operation]) -> tuple[OperationSummary, ...]:
    """Return what operations would do."""
    return tuple(
        OperationSummary(
            operation=name_operation(each), text=_get_text(each), about=_list_lineages(each)
        )
        for each in operations
    )


def _get_text(operation: Operation) -> str:
    if isinstance(operation, Add | Update):
        return operation.statement.text
    return "" if operation.target is None else operation.target.text


def _list_lineages(operation: Operation) -> frozenset[str]:
    if isinstance(operation, Noop):
        return frozenset() if operation.target is None else frozenset({operation.target.lineage})
    return frozenset(fact.lineage for fact in list_closed_facts(operation))


def _collect_keys(told: Iterable[OperationSummary]) -> frozenset[tuple[str, str, frozenset[str]]]:
    return frozenset(each.key for each in told)
