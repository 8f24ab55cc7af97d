"""Applying what the caller stated explicitly, whatever the model answered."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from mcp_mem0.domain.decisions.decision_input import DecisionInput
from mcp_mem0.domain.decisions.stated_fact import build_statement
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Fact, Intake, Statement


def drop_relations(operations: Sequence[Operation]) -> tuple[Operation, ...]:
    """Return the operations without the relations that their statements state."""
    return tuple(
        replace(each, statement=replace(each.statement, relations=()))
        if isinstance(each, Add | Update)
        else each
        for each in operations
    )


def apply_overrides(operations: Sequence[Operation], case: DecisionInput) -> tuple[Operation, ...]:
    """Return the operations with the caller's relation, dates and `replaces`."""
    intake = case.episode.intake
    named = frozenset(near.fact.id for near in case.replaced)
    stated = tuple(
        _set_kind(_apply_terms(operation, intake), intake.replaces_as, named)
        for operation in operations
    )
    if intake.relation is not None:
        stated = _keep_one_statement(stated, intake)
    return _close_replaced(stated, case)


def _apply_terms(operation: Operation, intake: Intake) -> Operation:
    """Return an operation on the caller's statement with the caller's relation and dates."""
    if not isinstance(operation, Add | Update) or not _is_on_statement(operation, intake):
        return operation
    return replace(operation, statement=_set_terms(operation.statement, intake))


def _set_kind(operation: Operation, kind: ChangeKind | None, named: Collection[str]) -> Operation:
    """Return an operation that closes facts in `replaces` with the kind that the caller gave."""
    if kind is None or not any(fact.id in named for fact in list_closed_facts(operation)):
        return operation
    match operation:
        case Update():
            return replace(operation, kind=kind)
        case Delete() if kind == "correction":
            return replace(operation, kind="never_so")
        case Add() | Delete() | Noop():
            return operation


def _is_on_statement(operation: Add | Update, intake: Intake) -> bool:
    return operation.statement.position == 0 and build_statement(intake) is not None


def _set_terms(statement: Statement, intake: Intake) -> Statement:
    start = intake.stated_start or statement.stated_start
    end = intake.stated_end or statement.stated_end
    if start is not None and end is not None and start.at > end.at:
        # The decider's own date does not fit that of the caller.
        start, end = intake.stated_start, intake.stated_end
    dated = statement.set_dates(start, end)
    relation = intake.relation
    if relation is None:
        return dated
    ends = (relation.subject, relation.object)
    names = tuple(dict.fromkeys([*ends, *dated.entities]))
    return replace(dated, text=relation.text, entities=names, relations=(relation,))


def _keep_one_statement(operations: Sequence[Operation], intake: Intake) -> tuple[Operation, ...]:
    """Keep one of several operations that state the relation, an UPDATE rather than an ADD.

    If no operation states it or finds it known, it is added.
    """
    stating = sorted(
        (each for each in operations if isinstance(each, Add | Update)),
        key=lambda each: isinstance(each, Add),
    )
    statement = build_statement(intake)
    is_answered = any(isinstance(each, Add | Update | Noop) for each in operations)
    if not is_answered and statement is not None:
        return (*operations, Add(statement=statement, reason="stated by the caller"))
    return tuple(
        each for each in operations if not isinstance(each, Add | Update) or each is stating[0]
    )


def _close_replaced(operations: Sequence[Operation], case: DecisionInput) -> tuple[Operation, ...]:
    """Close the facts in `replaces` that no operation closes, replaced by the statement."""
    settled = {fact.id for operation in operations for fact in list_closed_facts(operation)}
    settled |= {each.target.id for each in operations if isinstance(each, Noop) and each.target}
    left = [near.fact for near in case.replaced if near.fact.id not in settled]
    if not left:
        return tuple(operations)
    kind = case.episode.intake.replaces_as
    chosen = _find_replacement(operations, case.episode.intake)
    if chosen is not None:
        done = _close_facts(chosen, left, kind)
        return tuple(done if each is chosen else each for each in operations)
    statement = build_statement(case.episode.intake)
    if statement is None:
        return tuple(operations)
    # The statement is known already: replace that fact, too, or it would remain as a duplicate.
    known = [each.target for each in operations if isinstance(each, Noop) and each.target]
    rest = [each for each in operations if not isinstance(each, Noop)]
    add = Add(statement=statement, reason="the caller named what it replaces")
    return (*rest, _close_facts(add, [*left, *known], kind))


def _find_replacement(operations: Sequence[Operation], intake: Intake) -> Add | Update | None:
    """Return the operation that most likely replaces them: the one on the caller's statement."""
    stating = [each for each in operations if isinstance(each, Add | Update)]
    on_it = [each for each in stating if _is_on_statement(each, intake)]
    return next(iter(on_it or stating), None)


def _close_facts(operation: Add | Update, facts: Sequence[Fact], kind: ChangeKind | None) -> Update:
    if isinstance(operation, Update):
        closed = (*operation.also_closed, *facts)
        return replace(operation, also_closed=closed, kind=kind or operation.kind)
    return Update(
        target=facts[0],
        statement=operation.statement,
        reason=operation.reason,
        also_closed=tuple(facts[1:]),
        kind=kind or "change",
    )
