"""Scopes: the conditions of reads of some spaces, and what each row that comes back must match."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from mcp_mem0.adapters.lancedb_records.conditions.literals import (
    EPOCH,
    MATCHES_NOTHING,
    Condition,
    build_in_condition,
    format_literal,
)
from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS, PRECISIONS
from mcp_mem0.domain.model.closings import HELD_BEFORE, HIDING_WORDS
from mcp_mem0.domain.model.filters import Filter, does_match
from mcp_mem0.domain.model.rows import Head, Row

_MICROSECONDS_A_MINUTE: Final = 60_000_000

_HELD_BEFORE: Final = "retired_as IN ('" + "', '".join(HELD_BEFORE) + "')"
_OPEN_BY_INDEX: Final = "retired_at IS NULL"
_OPEN_BY_ROW: Final = "CAST(retired_at AS BIGINT) IS NULL"
"""The same, but not answered by an index."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The condition of a read, and what each row that it returns must match.

    Attributes:
        condition: The condition.
        spaces: The spaces that all rows must be of.
        kinds: The kinds that all rows must be of, as they are stored.
        does_match: Whether a row of these kinds that is not in the table meets the condition.
        ids: The ids of which one all rows must have; None if they may have any.
    """

    condition: Condition
    spaces: frozenset[str]
    kinds: frozenset[str]
    does_match: Callable[[Row | Head], bool]
    ids: frozenset[str] | None = None

    def narrow(self, ids: Iterable[str]) -> "Scope":
        """Return the scope narrowed to rows with one of the ids."""
        wanted = frozenset(ids)
        narrowed = f"({self.condition}) AND {build_in_condition('id', sorted(wanted))}"

        def does_match(row: Row | Head) -> bool:
            return isinstance(row, Row) and row.id in wanted and self.does_match(row)

        ids = wanted if self.ids is None else wanted & self.ids
        return replace(self, condition=Condition(narrowed), does_match=does_match, ids=ids)


def build_filter_scope(
    kinds: Sequence[type[Row]], where: Filter, *, zone: tzinfo = UTC, indexed: bool = False
) -> Scope:
    """Return the scope of the rows of some kinds that pass a filter.

    Args:
        kinds: The kinds.
        where: The filter.
        zone: The time zone of moments that were stored without an offset of their own.
        indexed: Whether indexes answer all of it, as a search or an OR needs. Any other read is
            slower with it: the index lists the open rows of all spaces.
    """
    kind_names = [KINDS[kind] for kind in kinds]
    parts = [
        build_in_condition("space", where.spaces),
        build_in_condition("kind", kind_names),
        *_build_belief_conditions(where, _OPEN_BY_INDEX if indexed else _OPEN_BY_ROW),
        *_build_world_conditions(where, zone),
        *_build_name_conditions(where),
        *(f"array_has(tags, {format_literal(tag)})" for tag in where.tags),
    ]
    if where.entities is not None:
        names = ", ".join(format_literal(name) for name in where.entities)
        parts.append(f"array_has_any(entities, make_array({names}))" if names else MATCHES_NOTHING)
    if where.pending:
        parts.append("recorded_by IS NULL")
    if where.after_revision is not None:
        parts.append(f"revision > {format_literal(where.after_revision)}")
    if where.changed_since is not None:
        since = format_literal(where.changed_since)
        parts.append(f"(recorded_at > {since} OR retired_at > {since})")
    if where.hides != "nothing":
        parts.append("(text IS NULL OR text <> '')")
    if where.hides == "forgotten":
        hidden = build_in_condition("retired_as", HIDING_WORDS)
        parts.append(f"(retired_as IS NULL OR NOT ({hidden}))")
    condition = Condition(" AND ".join(parts))
    return Scope(
        condition,
        frozenset(where.spaces),
        frozenset(kind_names),
        lambda row: isinstance(row, Row) and does_match(where, row),
        None if where.ids is None else frozenset(where.ids),
    )


def build_head_scope(space: str) -> Scope:
    """Return the scope of the head of a space."""
    # By indexed columns; the id is not indexed.
    condition = f"kind = {format_literal(HEAD)} AND space = {format_literal(space)}"
    return Scope(
        Condition(condition),
        frozenset({space}),
        frozenset({HEAD}),
        lambda row: isinstance(row, Head),
    )


def build_head_rows_scope(
    space: str, kinds: Sequence[type[Row]], where: Filter, *, zone: tzinfo = UTC
) -> Scope:
    """Return the scope of the head of a space and its rows that pass a filter, for one scan."""
    head, rows = build_head_scope(space), build_filter_scope(kinds, where, zone=zone, indexed=True)
    condition = f"({head.condition}) OR ({rows.condition})"
    return Scope(
        Condition(condition),
        head.spaces | rows.spaces,
        head.kinds | rows.kinds,
        lambda row: head.does_match(row) or rows.does_match(row),
    )


def _build_belief_conditions(where: Filter, is_open: str) -> list[str]:
    if where.known_at is not None:
        known_at = format_literal(where.known_at)
        if where.valid_at is not None:
            return [f"recorded_at <= {known_at}", _build_held_condition(f"retired_at > {known_at}")]
        return [f"recorded_at <= {known_at}", f"(retired_at IS NULL OR retired_at > {known_at})"]
    if where.state == "any":
        return []
    if where.state == "closed":
        return ["retired_at IS NOT NULL"]
    if where.valid_at is not None:
        return [_build_held_condition("FALSE")]
    return [is_open]


def _build_held_condition(later: str) -> str:
    """Return the condition of rows open, closed later, or closed as replaced or ended."""
    return f"(retired_at IS NULL OR {later} OR {_HELD_BEFORE})"


def _build_world_conditions(where: Filter, zone: tzinfo) -> list[str]:
    parts: list[str] = []
    if where.valid_at is not None:
        parts.append(f"(valid_from IS NULL OR {_compare_date('valid_from', '<=', where.valid_at)})")
        parts.append(f"(valid_to IS NULL OR {_compare_date('valid_to', '>=', where.valid_at)})")
        unknown_then = (
            "" if where.known_at is None else f"retired_at > {format_literal(where.known_at)} OR "
        )
        still = _compare_date("ended_at", ">", where.valid_at)
        parts.append(f"({unknown_then}ended_at IS NULL OR {still})")
    if where.said_since is not None:
        parts.append(_compare_said(">=", where.said_since, zone))
    if where.said_until is not None:
        parts.append(_compare_said("<=", where.said_until, zone))
    return parts


def _compare_date(column: str, sign: str, moment: datetime) -> str:
    """Return the condition that a date is before or after a moment.

    A bare day is compared with the clock that the moment is read from, wherever that is.
    """
    precision = PRECISIONS[column]
    shown = moment.replace(tzinfo=UTC)
    if shown == moment:
        return f"{column} {sign} {format_literal(moment)}"
    bare = f"COALESCE({precision}, 'time') <> 'time'"
    return (
        f"(({bare} AND {column} {sign} {format_literal(shown)})"
        f" OR (NOT ({bare}) AND {column} {sign} {format_literal(moment)}))"
    )


def _compare_said(sign: str, bound: datetime, zone: tzinfo) -> str:
    """Return the condition that words were said before or after a moment, or a time of clocks."""
    if bound.tzinfo is not None:
        return f"said_at {sign} {format_literal(bound)}"
    known = (bound.replace(tzinfo=UTC) - EPOCH) // timedelta(microseconds=1)
    unknown = format_literal(bound.replace(tzinfo=zone).astimezone(UTC))
    shown = f"CAST(said_at AS BIGINT) + CAST(said_offset AS BIGINT) * {_MICROSECONDS_A_MINUTE}"
    return (
        f"((said_offset IS NULL AND said_at {sign} {unknown})"
        f" OR (said_offset IS NOT NULL AND {shown} {sign} {known:d}))"
    )


def _build_name_conditions(where: Filter) -> list[str]:
    columns = {
        "id": where.ids,
        "lineage": where.lineages,
        "source": where.sources,
        "session": where.sessions,
        "author": where.authors,
        "recorded_by": where.opened_by,
        "retired_by": where.closed_by,
    }
    return [
        build_in_condition(column, values)
        for column, values in columns.items()
        if values is not None
    ]
