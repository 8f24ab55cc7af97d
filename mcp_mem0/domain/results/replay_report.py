"""Comparing a decision that stands with one that was made again, with nothing changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from mcp_mem0.domain.decisions.validation import name_of
from mcp_mem0.domain.model.changes import Effort, OperationName
from mcp_mem0.domain.model.operations import Add, Noop, Operation, Update, closed_by
from mcp_mem0.domain.results.receipts import Outcome
from mcp_mem0.domain.text.normalise import statement_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One operation, in short: what it states, and the facts (lineages) that it is about."""

    operation: OperationName
    text: str
    about: frozenset[str]

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        """What two operations share that do the same."""
        states = self.operation in {"ADD", "UPDATE"}
        return self.operation, statement_key(self.text) if states else "", self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """An episode, what was decided about it, and what would be decided now.

    `failure` says why nothing would be.
    """

    episode: str
    said_at: datetime
    change: str
    before: tuple[Told, ...]
    after: tuple[Told, ...]
    was: Effort
    would_be: Effort
    failure: str | None = None

    @property
    def is_same(self) -> bool:
        """Whether both decisions do the same."""
        return self.failure is None and _keys(self.before) == _keys(self.after)


def told_outcomes(outcomes: Iterable[Outcome]) -> tuple[Told, ...]:
    """Return what a change did."""
    return tuple(
        Told(
            operation=each.operation,
            text=each.text,
            about=frozenset(closed.id for closed in each.closed)
            or frozenset({each.id} if each.operation == "NOOP" and each.id else ()),
        )
        for each in outcomes
    )


def told_operations(operations: Sequence[Operation]) -> tuple[Told, ...]:
    """Return what operations would do."""
    return tuple(
        Told(operation=name_of(each), text=_text(each), about=_about(each)) for each in operations
    )


def _text(operation: Operation) -> str:
    if isinstance(operation, Add | Update):
        return operation.statement.text
    return "" if operation.target is None else operation.target.text


def _about(operation: Operation) -> frozenset[str]:
    if isinstance(operation, Noop):
        return frozenset() if operation.target is None else frozenset({operation.target.lineage})
    return frozenset(fact.lineage for fact in closed_by(operation))


def _keys(told: Iterable[Told]) -> frozenset[tuple[str, str, frozenset[str]]]:
    return frozenset(each.key for each in told)
