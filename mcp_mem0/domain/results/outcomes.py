"""Building the outcomes and confirmations of a receipt from a change's history entry."""

from collections.abc import Iterable, Mapping, Sequence

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.model.changes import Change, Step, Withheld
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.results.receipts import ClosedFact, Confirmation, Outcome
from mcp_mem0.domain.results.suggested_call import Call, build_call
from mcp_mem0.domain.text.details import DETAILS_MAX, find_missing_details


def list_fact_ids(change: Change) -> tuple[str, ...]:
    """Return the row ids of all facts that a change names."""
    done = (row for step in change.steps for row in step.fact_ids)
    waiting = (row for withheld in change.withheld for row in (withheld.opened, *withheld.closes))
    return tuple(dict.fromkeys(row for row in (*done, *waiting) if row is not None))


def build_outcomes(
    change: Change, facts: Mapping[str, Fact], *, dry_run: bool = False
) -> tuple[Outcome, ...]:
    """Return what each step did, as a receipt shows it.

    Args:
        change: The history entry.
        facts: The facts of `list_fact_ids`, by row id; one that is not stored is left out.
        dry_run: Leave out the ids of new facts, because the real call will make others.
    """
    return tuple(_build_outcome(step, facts, dry_run=dry_run) for step in change.steps)


def build_confirmations(change: Change, facts: Mapping[str, Fact]) -> tuple[Confirmation, ...]:
    """Return the withheld closes that still wait for the caller: their facts are still open.

    Args:
        change: The history entry.
        facts: The facts of `list_fact_ids`, by row id.
    """
    confirmations = (_build_confirmation(withheld, change, facts) for withheld in change.withheld)
    return tuple(confirmation for confirmation in confirmations if confirmation is not None)


def _build_confirmation(
    withheld: Withheld, change: Change, facts: Mapping[str, Fact]
) -> Confirmation | None:
    closes = [facts[row] for row in withheld.closes if row in facts and facts[row].is_open]
    if not closes:
        return None
    added = facts.get(withheld.opened or "")
    # What was forgotten or replaced since is neither shown nor stated again.
    beside = added if added is not None and added.is_open else None
    return Confirmation(
        closes=build_closed_facts(closes),
        text="" if beside is None else beside.text,
        reason=withheld.reason,
        confirm=_build_confirming_call(closes, beside, change, withheld.kind),
        change=change.id,
        space=change.space,
    )


def _build_confirming_call(
    closes: Sequence[Fact], beside: Fact | None, change: Change, kind: ChangeKind | None
) -> Call:
    ids = tuple(fact.lineage for fact in closes)
    if beside is None or change.act == "relate":
        # What replaces them is already stored.
        return build_call("forget", ids=ids, space=change.space)
    return build_call(
        "remember",
        content=beside.text,
        said_at=format_moment(beside.said_at),
        tags=beside.tags,
        replaces=ids,
        replaces_as=kind,
        space=change.space,
    )


def build_closed_facts(facts: Iterable[Fact]) -> tuple[ClosedFact, ...]:
    """Return facts as a receipt lists them."""
    return tuple(
        ClosedFact(
            id=fact.lineage,
            revision=fact.revision,
            text=fact.text,
            closed_as=fact.retired_as,
        )
        for fact in facts
    )


def _build_outcome(step: Step, facts: Mapping[str, Fact], *, dry_run: bool) -> Outcome:
    closed = [facts[row] for row in step.closed if row in facts]
    current = facts.get(step.opened or step.kept or "")
    subject = current or (closed[0] if closed else None)
    named = None if dry_run and step.operation == "ADD" else current
    return Outcome(
        operation=step.operation,
        id=None if named is None else named.lineage,
        revision=None if named is None else named.revision,
        text="" if subject is None else subject.text,
        reason=step.reason,
        closed=build_closed_facts(closed),
        missing=_find_missing(closed, current) if step.operation == "UPDATE" else (),
    )


def _find_missing(closed: Sequence[Fact], current: Fact | None) -> tuple[str, ...]:
    if current is None:
        return ()
    missing = (
        detail
        for fact in closed
        for detail in find_missing_details(fact.text, current.text, fact.entities)
    )
    return tuple(dict.fromkeys(missing))[:DETAILS_MAX]
