"""Rebasing a decision that lost too many races: it is done to what the others left, and says so.

Asking the model again and again could go on forever. So an UPDATE of a fact that another change
has replaced meanwhile replaces what that change put in its place, if its words may close that.
Where nothing stands in its place, what the decision states is added next to what came first.
"""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from mcp_mem0.domain.decisions.fallback import build_add
from mcp_mem0.domain.decisions.validation import ShownFacts, name_operation, validate
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Episode, Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RebasedOperations:
    """The operations that can still be committed, and a sentence on each change to the rest.

    `is_retargeted`: what came first was replaced, and nothing was added beside it.
    """

    operations: tuple[Operation, ...]
    dropped: tuple[str, ...]
    is_retargeted: bool


def retarget(
    operation: Operation, open_rows: Collection[str], newest: Mapping[str, Fact]
) -> Operation:
    """Return an UPDATE of the facts that stand in the place of those that were replaced.

    One of which nothing is left is an ADD; every other operation stays as it is.

    Args:
        operation: What was decided.
        open_rows: Row ids of the facts that are open now.
        newest: The open revision of the lineage of a closed fact, by the closed one's row id.
    """
    if not isinstance(operation, Update):
        return operation
    found = (
        fact if fact.id in open_rows else newest.get(fact.id)
        for fact in list_closed_facts(operation)
    )
    facts = list({fact.id: fact for fact in found if fact is not None}.values())
    if not facts:
        return build_add(operation)
    return replace(operation, target=facts[0], also_closed=tuple(facts[1:]))


def rebase_operations(
    operations: Sequence[Operation],
    episode: Episode,
    open_rows: Collection[str],
    newest: Mapping[str, Fact],
    shown: ShownFacts,
) -> RebasedOperations:
    """Return what is left of operations, done to the facts as they are now.

    Args:
        operations: What was decided.
        episode: Of which episode.
        open_rows: Row ids of the facts that are open now.
        newest: The open revision of the lineage of a closed fact, by the closed one's row id.
        shown: What the operations may rest on, with the newest revisions.
    """
    kept: list[Operation] = []
    dropped: list[str] = []
    outcomes: list[bool] = []
    # What the other operations close, so that no fact is closed twice.
    taken = {
        fact.id
        for operation in operations
        for fact in list_closed_facts(operation)
        if fact.id in open_rows
    }
    for number, operation in enumerate(operations, start=1):
        gone = [fact for fact in _list_target_ids(operation) if fact not in open_rows]
        if not gone:
            kept.append(operation)
            continue
        named_so = f"operation {number} ({name_operation(operation)})"
        own = {fact.id for fact in list_closed_facts(operation)}
        moved = retarget(operation, open_rows, newest)
        left = _find_permitted(moved, episode, shown, taken - own)
        dropped.append(
            f"{named_so}: {', '.join(gone)} was changed or closed"
            f" meanwhile{_describe_consequence(operation, left)}"
        )
        if isinstance(operation, Update):
            kept.append(left or build_add(operation))
            outcomes.append(left is not None)
            taken |= {fact.id for fact in list_closed_facts(kept[-1])}
    return RebasedOperations(
        operations=tuple(kept),
        dropped=tuple(dropped),
        is_retargeted=bool(outcomes) and all(outcomes),
    )


def _find_permitted(
    moved: Operation, episode: Episode, shown: ShownFacts, taken: AbstractSet[str]
) -> Update | None:
    """Return an UPDATE of what came first as far as its words may close that, else None."""
    if not isinstance(moved, Update):
        return None
    match validate([moved], episode, shown).operations:
        case (Update() as left,) if taken.isdisjoint(fact.id for fact in list_closed_facts(left)):
            return left
        case _:
            return None


def _list_target_ids(operation: Operation) -> list[str]:
    if isinstance(operation, Noop):
        return [] if operation.target is None else [operation.target.id]
    return [fact.id for fact in list_closed_facts(operation)]


def _describe_consequence(operation: Operation, left: Update | None) -> str:
    match operation:
        case Update() if left is not None:
            closed = ", ".join(fact.id for fact in list_closed_facts(left))
            return f", so it replaced {closed}"
        case Update():
            return ", so it was added beside it and may contradict it"
        case Add() | Delete() | Noop():
            return ""
