"""The rules that the rows of a space must keep. Each is one function."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from mcp_mem0.domain.dates import PRECISIONS
from mcp_mem0.domain.errors import quote_value
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.closings import CLOSINGS, WITH_SUCCESSOR, WITHOUT_SPAN
from mcp_mem0.domain.model.ids import format_revision_id
from mcp_mem0.domain.model.row_traces import HeldDates, RowTrace, SpaceRows
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation, Target


def _check_head(space: SpaceRows) -> Iterator[str]:
    changes = space.sort_changes()
    if len(space.heads) > 1:
        yield f"there are {len(space.heads)} heads"
    if changes and not space.heads:
        yield f"there is no head, but change {changes[-1].id}"
    for head in space.heads[:1]:
        newest = changes[-1] if changes else None
        if newest is None:
            yield f"the head is at revision {head.revision}, and there is no change"
        elif (head.revision, head.recorded_at) != (newest.revision, newest.recorded_at):
            yield (
                f"the head is at revision {head.revision} of {head.recorded_at.isoformat()}, and"
                f" the newest change, {newest.id}, at revision {newest.revision} of"
                f" {newest.recorded_at.isoformat()}"
            )


def _check_change_order(space: SpaceRows) -> Iterator[str]:
    changes = space.sort_changes()
    if changes and changes[0].revision != 1:
        yield f"the first change, {changes[0].id}, has revision {changes[0].revision}"
    for earlier, later in pairwise(changes):
        if later.revision != earlier.revision + 1:
            yield (
                f"change {later.id} has revision {later.revision} after revision"
                f" {earlier.revision} of {earlier.id}"
            )
        if later.recorded_at <= earlier.recorded_at:
            yield f"change {later.id} is not later than {earlier.id}, which came before it"


def _check_changed_rows(space: SpaceRows) -> Iterator[str]:
    for change in space.changes.values():
        for row_id in change.opened:
            row = space.rows.get(row_id)
            if row is None:
                yield f"change {change.id} opened {row_id}, which is not there"
            elif not _is_opened_by_change(row, change):
                yield f"change {change.id} says that it opened {row.name}, which says otherwise"
        for row_id in change.closed:
            row = space.rows.get(row_id)
            if row is None:
                yield f"change {change.id} closed {row_id}, which is not there"
            elif (row.retired_by, row.retired_at) != (change.id, change.recorded_at):
                yield f"change {change.id} says that it closed {row.name}, which says otherwise"


def _is_opened_by_change(row: RowTrace, change: Change) -> bool:
    # A restored episode is pending again; recorded_by will name the change that decides it.
    by_it = row.kind is Episode or row.recorded_by == change.id
    return by_it and row.recorded_at == change.recorded_at


def _check_recorded_changes(space: SpaceRows) -> Iterator[str]:
    opened = {(change.id, row) for change in space.changes.values() for row in change.opened}
    closed = {(change.id, row) for change in space.changes.values() for row in change.closed}
    for row in space.rows.values():
        if row.kind is not Episode and row.recorded_by is not None:
            if (row.recorded_by, row.id) not in opened:
                yield f"{row.name} says that {row.recorded_by} opened it, which does not"
        elif row.kind in {Fact, Relation}:
            yield f"{row.name} was opened by no change"
        if (row.retired_at is None) != (row.retired_by is None):
            yield f"{row.name} is half closed: by {row.retired_by}, at {row.retired_at}"
        elif row.retired_by is not None and (row.retired_by, row.id) not in closed:
            yield f"{row.name} says that {row.retired_by} closed it, which does not"


def _check_steps(space: SpaceRows) -> Iterator[str]:
    for change in space.changes.values():
        for step in change.steps:
            if step.opened is not None and step.opened not in change.opened:
                yield f"a step of change {change.id} opened {step.opened}, but not the change"
            for row_id in step.closed:
                if row_id not in change.closed:
                    yield f"a step of change {change.id} closed {row_id}, but not the change"
            if step.kept is not None and step.kept not in space.rows:
                yield f"a step of change {change.id} kept {step.kept}, which is not there"


def _check_replay(space: SpaceRows) -> Iterator[str]:
    by_changes = {row for change in space.changes.values() for row in change.opened}
    is_open = {row for row in space.rows if row not in by_changes}
    for change in space.sort_changes():
        for row_id in change.closed:
            if row_id not in is_open:
                yield f"change {change.id} closed {row_id}, which was not open then"
        for row_id in change.opened:
            if row_id in is_open:
                yield f"change {change.id} opened {row_id}, which was open by then"
        is_open.difference_update(change.closed)
        is_open.update(change.opened)
    for row in space.rows.values():
        if (row.retired_at is None) != (row.id in is_open):
            stored, replayed = ("open", "closed") if row.retired_at is None else ("closed", "open")
            yield f"{row.name} is {stored}, and by the changes it is {replayed}"


def _check_lineages(space: SpaceRows) -> Iterator[str]:
    lineages: dict[str | None, list[RowTrace]] = {}
    for fact in space.select_rows(Fact):
        lineages.setdefault(fact.lineage, []).append(fact)
        if fact.id != format_revision_id(str(fact.lineage), fact.revision or 0):
            yield f"{fact.name} is revision {fact.revision} of {fact.lineage}"
    for lineage, revisions in lineages.items():
        still_open = [fact.id for fact in revisions if fact.retired_at is None]
        if len(still_open) > 1:
            yield f"lineage {lineage} has several open revisions: {', '.join(still_open)}"
        numbers = sorted(fact.revision or 0 for fact in revisions)
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"lineage {lineage} has the revisions {', '.join(map(str, numbers))}"


def _check_relations(space: SpaceRows) -> Iterator[str]:
    for relation in space.select_rows(Relation):
        fact = space.rows.get(relation.source or "")
        if fact is None or fact.kind is not Fact:
            yield f"{relation.name} is stated by {relation.source}, which is no fact that is there"
        elif (relation.recorded_by, relation.retired_by) != (fact.recorded_by, fact.retired_by):
            yield f"{relation.name} was not opened and closed together with {fact.name}"
        elif (relation.retired_as, relation.ended_at) != (fact.retired_as, fact.ended_at):
            yield f"{relation.name} was not closed in the same way as {fact.name}"
        elif relation.dates != fact.dates:
            yield f"{relation.name} does not have the dates of {fact.name}, as exactly as these"


def _check_precisions(space: SpaceRows) -> Iterator[str]:
    # A date without a precision is one from before precisions were kept.
    for row in space.select_rows(Fact, Relation):
        dates = () if row.dates is None else zip(HeldDates._fields, row.dates, strict=True)
        for name, (at, precision) in dates:
            if precision is None:
                continue
            if precision not in PRECISIONS:
                known = quote_value(precision)
                yield f"{row.name} says that its {name} is known to the {known}, which is no period"
            elif at is None:
                yield f"{row.name} says that its {name} is known to the {precision}, and has none"


def _check_spans(space: SpaceRows) -> Iterator[str]:
    # A row that is corrected, extended or withdrawn never held for itself.
    for row in space.select_rows(Fact, Relation):
        if row.retired_at is not None and row.retired_as not in CLOSINGS:
            closing = quote_value(row.retired_as)
            yield f"{row.name} was closed as {closing}, which is no way to close"
        if row.retired_as in WITHOUT_SPAN and row.ended_at is not None:
            yield (
                f"{row.name} was {row.retired_as}, so it never held, and yet it held until"
                f" {row.ended_at.isoformat()}"
            )


def _check_successors(space: SpaceRows) -> Iterator[str]:
    # A corrected or extended fact has a successor, and an extended one at all times when it held.
    closing_steps = {
        (change.id, row_id): step
        for change in space.changes.values()
        for step in change.steps
        for row_id in step.closed
    }
    for fact in space.select_rows(Fact):
        if fact.retired_as not in WITHOUT_SPAN:
            continue
        step = closing_steps.get((fact.retired_by or "", fact.id))
        opened = None if step is None else step.opened
        successor = space.rows.get(opened or "")
        if fact.retired_as == "withdrawn":
            if opened is not None:
                yield f"{fact.name} was withdrawn, and {fact.retired_by} put {opened} in its place"
        elif successor is None:
            by = fact.retired_by
            yield f"{fact.name} was {fact.retired_as}, and {by} put no fact in its place"
        elif fact.retired_as == "extended" and _starts_later(successor, fact):
            yield f"{fact.name} was extended by {successor.name}, which begins to hold later"


def _starts_later(successor: RowTrace, fact: RowTrace) -> bool:
    # Without a stated start it holds from whenever it may have begun.
    if successor.valid_from is None or fact.start is None:
        return False
    return successor.valid_from > fact.start


def _check_winners(space: SpaceRows) -> Iterator[str]:
    # A statement that was added although the fact that its caller named had been replaced by
    # another change contradicts what is open of that one's lineage, and nothing says so.
    still_open = {fact.lineage: fact for fact in space.select_rows(Fact) if fact.retired_at is None}
    for change in space.changes.values():
        episode = space.rows.get(change.source or "")
        if episode is None or episode.recorded_by != change.id or not episode.replaces:
            continue
        touched = {row.partition(".")[0] for step in change.steps for row in step.fact_ids}
        added = [
            step.opened
            for step in change.steps
            if step.operation == "ADD" and _is_open(space, step.opened)
        ]
        for target in episode.replaces:
            current = still_open.get(target.lineage)
            winner = _find_earlier_winner(space, target, change)
            if current is None or winner is None or target.lineage in touched:
                continue
            for row_id in added:
                yield (
                    f"fact {row_id} was to replace {target.lineage}, which {winner.id} had replaced"
                    f" before, and is open beside {current.id}"
                )


def _is_open(space: SpaceRows, row_id: str | None) -> bool:
    row = space.rows.get(row_id or "")
    return row is not None and row.retired_at is None


def _find_earlier_winner(space: SpaceRows, target: Target, change: Change) -> Change | None:
    """Return the change before another one that replaced the fact that its caller named."""
    if target.stood is None:
        return None
    named = space.rows.get(format_revision_id(target.lineage, target.stood))
    if named is None or named.retired_as not in WITH_SUCCESSOR:
        return None
    winner = space.changes.get(named.retired_by or "")
    return winner if winner is not None and winner.revision < change.revision else None


def _check_sources(space: SpaceRows) -> Iterator[str]:
    for row in space.select_rows(Excerpt, Fact, Attempt):
        episode = space.rows.get(row.source or "")
        if episode is None or episode.kind is not Episode:
            yield f"{row.name} comes from {row.source}, which is no episode that is there"


def _check_episodes(space: SpaceRows) -> Iterator[str]:
    for episode in space.select_rows(Episode):
        if episode.recorded_by is None:
            continue
        change = space.changes.get(episode.recorded_by)
        if change is None or change.source != episode.id:
            yield f"{episode.name} says that {episode.recorded_by} decided it, which does not"
    for change in space.changes.values():
        if change.act not in {"remember", "relate"}:
            continue
        episode = space.rows.get(change.source or "")
        if episode is None or episode.recorded_by != change.id:
            yield f"change {change.id} says that it decided {change.source}, which says otherwise"


_Rule: TypeAlias = Callable[[SpaceRows], Iterator[str]]


RULES: Final[Sequence[_Rule]] = (
    _check_head,
    _check_change_order,
    _check_changed_rows,
    _check_recorded_changes,
    _check_steps,
    _check_replay,
    _check_lineages,
    _check_relations,
    _check_precisions,
    _check_spans,
    _check_successors,
    _check_winners,
    _check_sources,
    _check_episodes,
)
