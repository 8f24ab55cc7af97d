"""What an UPDATE of a fact that is only drafted makes of the operation that states it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from mcp_mem0.domain.dates import StatedMoment
from mcp_mem0.domain.decisions.revision_span import build_revision_span
from mcp_mem0.domain.model.closings import ChangeKind
from mcp_mem0.domain.model.operations import Add, Update, list_closed_facts
from mcp_mem0.domain.model.rows import Episode, Fact

StatingOperation: TypeAlias = Add | Update
"""An operation that opens a fact."""


def revise_drafted(
    before: StatingOperation, update: Update, also_closed: Sequence[Fact], episode: Episode
) -> StatingOperation:
    """Return the one operation that does what a drafted one and its UPDATE would do in turn.

    A correction or an addition of a drafted fact keeps its dates, and what the draft says of the
    facts that it closes. A change of it leaves no trace of it.

    Args:
        before: The drafted operation.
        update: The UPDATE of its fact.
        also_closed: Stored facts that the UPDATE closes, too.
        episode: What was said.
    """
    closed = [*list_closed_facts(before), *also_closed]
    statement = update.statement
    if update.kind != "change":
        drafted = _date_drafted(update.target, before, episode)
        alone = replace(update, target=drafted, also_closed=())
        statement = build_revision_span(alone, episode).statement
    if not closed:
        return Add(statement=statement, reason=update.reason)
    kind = _merge_kinds(before, update)
    if update.kind == "change" and kind == "correction" and statement.valid_from is None:
        # The drafted fact held until then, so its successor does not cover its time.
        said_at = episode.find_message_time(statement.position)
        statement = replace(statement, valid_from=said_at, start_precision="time")
    return Update(
        target=closed[0],
        statement=statement,
        reason=update.reason,
        also_closed=tuple(closed[1:]),
        kind=kind,
    )


def _merge_kinds(before: StatingOperation, update: Update) -> ChangeKind:
    """Return what the two say together of the stored facts."""
    if isinstance(before, Add):
        return update.kind
    if update.kind == "change" and before.kind == "addition":
        return "change"
    return before.kind


def _date_drafted(fact: Fact, before: StatingOperation, episode: Episode) -> Fact:
    """Return a drafted fact with the dates that the draft gives it by now."""
    start, end = _find_start(before, episode), before.statement.stated_end
    return replace(
        fact,
        valid_from=start and start.at,
        start_precision=start and start.precision,
        valid_to=end and end.at,
        end_precision=end and end.precision,
    )


def _find_start(before: StatingOperation, episode: Episode) -> StatedMoment | None:
    given = before.statement.stated_start
    if given is None and isinstance(before, Update) and before.kind == "change":
        return StatedMoment(episode.find_message_time(before.statement.position), "time")
    return given
