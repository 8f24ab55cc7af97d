"""`Filter`, the query over rows that every read takes, and what it selects.

A filter always names the spaces it may see, so no read can leak another space by omission.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.dates import Precision
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.closings import HELD_BEFORE, HIDING_WORDS
from mcp_mem0.domain.model.rows import Excerpt, Fact, HeldRow, Relation, Row
from mcp_mem0.domain.model.summaries import Summary

BeliefState: TypeAlias = Literal["open", "closed", "any"]
Hidden: TypeAlias = Literal["nothing", "erased", "forgotten"]
"""What a reader does not see of closed rows: rows of which nothing is left, or also forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions that must all hold; None or empty means no condition.

    Attributes:
        spaces: The spaces that may be seen; at least one.
        state: Open rows (believed now), closed ones, or both. Ignored when `known_at` is set.
        known_at: Rows that were believed at this moment instead of now.
        valid_at: Facts and relations that held in the world at this moment, including those
            replaced or ended since, excluding those forgotten or undone.
        said_since, said_until: Rows said from or up to then. Without an offset it is what the
            clocks showed where the words were said.
        tags: Rows with every one of these tags.
        entities: Rows that mention one of these names, spelled as stored.
        pending: Episodes that are not decided yet.
        changed_since: Rows that were opened or closed after this moment of belief time.
        hides: Leave out rows of which an erase left nothing, or these and rows that were forgotten.
    """

    spaces: tuple[str, ...]
    state: BeliefState = "open"
    known_at: datetime | None = None
    valid_at: datetime | None = None
    said_since: datetime | None = None
    said_until: datetime | None = None
    ids: tuple[str, ...] | None = None
    lineages: tuple[str, ...] | None = None
    sources: tuple[str, ...] | None = None
    sessions: tuple[str, ...] | None = None
    authors: tuple[str, ...] | None = None
    opened_by: tuple[str, ...] | None = None
    closed_by: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()
    entities: tuple[str, ...] | None = None
    pending: bool = False
    after_revision: int | None = None
    changed_since: datetime | None = None
    hides: Hidden = "nothing"


def is_selected(where: Filter, fact: Fact) -> bool:
    """Return whether a fact has the id, names, tags and time that a filter asks for.

    For facts of a graph, which is loaded for one space and time: those are not checked again.
    """
    return (
        _is_among(fact.id, where.ids)
        and _is_among(fact.session, where.sessions)
        and _is_among(fact.author, where.authors)
        and set(where.tags) <= set(fact.tags)
        and is_said_between(fact, where.said_since, where.said_until)
    )


def is_said_between(row: Row, since: datetime | None, until: datetime | None) -> bool:
    """Return whether a row was said from one bound of a filter to the other."""
    return (since is None or _read_clock(row.said_at, since) >= since) and (
        until is None or _read_clock(row.said_at, until) <= until
    )


def _read_clock(said_at: datetime, bound: datetime) -> datetime:
    return said_at if bound.tzinfo is not None else said_at.replace(tzinfo=None)


def does_match(where: Filter, row: Row) -> bool:
    """Return whether a filter selects a row, whatever its kind."""
    return (
        row.space in where.spaces
        and _is_believed(where, row)
        and _has_names(where, row)
        and _was_held(where, row)
        and is_said_between(row, where.said_since, where.said_until)
        and _is_after(where, row)
        and not _is_hidden(where, row)
    )


def _is_hidden(where: Filter, row: Row) -> bool:
    """Return whether a filter leaves a row out because it was erased or forgotten."""
    if where.hides == "nothing":
        return False
    if where.hides == "forgotten" and row.retired_as in HIDING_WORDS:
        return True
    return isinstance(row, Fact | Relation | Excerpt) and not row.text


def _is_believed(where: Filter, row: Row) -> bool:
    """Return whether a row was believed when a filter asks, or held before it was closed."""
    if where.known_at is not None:
        held = where.valid_at is not None and row.retired_as in HELD_BEFORE
        is_open = row.retired_at is None or row.retired_at > where.known_at
        return row.recorded_at <= where.known_at and (is_open or held)
    match where.state:
        case "any":
            return True
        case "closed":
            return not row.is_open
        case "open":
            return row.is_open or (where.valid_at is not None and row.retired_as in HELD_BEFORE)


def _was_held(where: Filter, row: Row) -> bool:
    """Return whether a row held in the world at the moment of a filter; what has no dates did."""
    moment = where.valid_at
    if moment is None or not isinstance(row, HeldRow):
        return True
    start, end, closing = row.valid_from, row.valid_to, row.ended_at
    if start is not None and start > _read_moment(moment, row.start_precision):
        return False
    if end is not None and end < _read_moment(moment, row.end_precision):
        return False
    if closing is None or closing > _read_moment(moment, row.ended_precision):
        return True
    closed_at, known_at = row.retired_at, where.known_at
    return known_at is not None and closed_at is not None and closed_at > known_at


def _read_moment(moment: datetime, precision: Precision | None) -> datetime:
    """Return a moment as a date of this precision is compared: a bare one with the clock."""
    return moment if precision in {None, "time"} else moment.replace(tzinfo=UTC)


def _has_names(where: Filter, row: Row) -> bool:
    """Return whether a row has the ids, tags and names that a filter asks for."""
    tells_entities = isinstance(row, Excerpt | Fact)
    return (
        _is_among(row.id, where.ids)
        and _is_among(row.lineage if isinstance(row, Fact) else None, where.lineages)
        and _is_among(_read_source(row), where.sources)
        and _is_among(row.session, where.sessions)
        and _is_among(row.author, where.authors)
        and _is_among(row.recorded_by, where.opened_by)
        and _is_among(row.retired_by, where.closed_by)
        and set(where.tags) <= set(row.tags)
        and (
            where.entities is None
            or (tells_entities and not set(where.entities).isdisjoint(row.entities))
        )
    )


def _is_among(value: str | None, wanted: Collection[str] | None) -> bool:
    return wanted is None or value in wanted


def _read_source(row: Row) -> str | None:
    match row:
        case Excerpt() | Fact() | Relation() | Change() | Summary() | Attempt():
            return row.source
        case _:
            return None


def _is_after(where: Filter, row: Row) -> bool:
    """Return whether a row is pending, and as new, as a filter asks."""
    revision = row.revision if isinstance(row, Fact | Change) else None
    since = where.changed_since
    return (
        (not where.pending or row.recorded_by is None)
        and (
            where.after_revision is None
            or (revision is not None and revision > where.after_revision)
        )
        and (
            since is None
            or row.recorded_at > since
            or (row.retired_at is not None and row.retired_at > since)
        )
    )
