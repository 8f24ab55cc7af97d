"""From the history entry of a change to what a caller reads about it."""

from collections.abc import Iterable, Mapping

from mcp_mem0.domain.changes import Change, Step
from mcp_mem0.domain.receipts import Closed, Outcome
from mcp_mem0.domain.rows import Fact


def facts_named(change: Change) -> tuple[str, ...]:
    """Return the row ids of all facts that the steps of a change name."""
    return tuple(dict.fromkeys(row for step in change.steps for row in step.named))


def outcomes_of(
    change: Change, facts: Mapping[str, Fact], *, dry_run: bool = False
) -> tuple[Outcome, ...]:
    """Return what each step did, in words.

    Args:
        change: The history entry.
        facts: The facts that `facts_named` names, by row id; one that was erased is missing.
        dry_run: The ids of new facts are left out, because the real call will make others.
    """
    return tuple(_outcome(step, facts, dry_run=dry_run) for step in change.steps)


def closed_facts(facts: Iterable[Fact]) -> tuple[Closed, ...]:
    """Return facts as a receipt lists them."""
    return tuple(Closed(id=fact.lineage, revision=fact.revision, text=fact.text) for fact in facts)


def _outcome(step: Step, facts: Mapping[str, Fact], *, dry_run: bool) -> Outcome:
    closed = [facts[row] for row in step.closed if row in facts]
    current = facts.get(step.opened or step.kept or "")
    told = current or (closed[0] if closed else None)
    named = None if dry_run and step.operation == "ADD" else current
    return Outcome(
        operation=step.operation,
        id=None if named is None else named.lineage,
        revision=None if named is None else named.revision,
        text="" if told is None else told.text,
        reason=step.reason,
        closed=closed_facts(closed),
    )
