"""SQL conditions on rows, built only here, from constants and escaped literals.

LanceDB takes a condition as text and has no bound parameters, so a value that ends its literal
early could inject the rest of the condition. LanceDB's own `lit(…).to_sql()` allows that: it does
not double a quote after a backslash.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, NewType, assert_never

from mcp_mem0.adapters.lancedb_records.schema import HEAD, KINDS, LEASE, PRECISIONS
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.domain.model.closings import HELD_BEFORE
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Row

Condition = NewType("Condition", str)
"""A condition that was built here; no other text is one."""

_WHOLE_NUMBER_BITS: Final = 63
_MICROSECONDS_A_MINUTE: Final = 60_000_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_NOTHING: Final = "kind = ''"
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
    """

    condition: Condition
    spaces: frozenset[str]
    kinds: frozenset[str]

    def narrow(self, ids: Iterable[str]) -> "Scope":
        """Return the scope narrowed to rows with one of the ids."""
        narrowed = f"({self.condition}) AND {_build_in_condition('id', ids)}"
        return replace(self, condition=Condition(narrowed))


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
        _build_in_condition("space", where.spaces),
        _build_in_condition("kind", kind_names),
        *_build_belief_conditions(where, _OPEN_BY_INDEX if indexed else _OPEN_BY_ROW),
        *_build_world_conditions(where, zone),
        *_build_name_conditions(where),
        *(f"array_has(tags, {_format_literal(tag)})" for tag in where.tags),
    ]
    if where.entities is not None:
        names = ", ".join(_format_literal(name) for name in where.entities)
        parts.append(f"array_has_any(entities, make_array({names}))" if names else _NOTHING)
    if where.pending:
        parts.append("recorded_by IS NULL")
    if where.after_revision is not None:
        parts.append(f"revision > {_format_literal(where.after_revision)}")
    if where.changed_since is not None:
        since = _format_literal(where.changed_since)
        parts.append(f"(recorded_at > {since} OR retired_at > {since})")
    condition = Condition(" AND ".join(parts))
    return Scope(condition, frozenset(where.spaces), frozenset(kind_names))


def build_head_scope(space: str) -> Scope:
    """Return the scope of the head of a space."""
    # By indexed columns; the id is not indexed.
    condition = f"kind = {_format_literal(HEAD)} AND space = {_format_literal(space)}"
    return Scope(Condition(condition), frozenset({space}), frozenset({HEAD}))


def build_head_rows_scope(
    space: str, kinds: Sequence[type[Row]], where: Filter, *, zone: tzinfo = UTC
) -> Scope:
    """Return the scope of the head of a space and its rows that pass a filter, for one scan."""
    head, rows = build_head_scope(space), build_filter_scope(kinds, where, zone=zone, indexed=True)
    condition = f"({head.condition}) OR ({rows.condition})"
    return Scope(Condition(condition), head.spaces | rows.spaces, head.kinds | rows.kinds)


# A space without a change yet has a pending episode; all others have a head.
ONE_ROW_A_SPACE: Final = Condition(
    f"kind = '{HEAD}' OR (kind = '{KINDS[Episode]}' AND recorded_by IS NULL)"
)
NO_LEASE: Final = Condition(f"kind <> '{LEASE}'")


def build_lease_end_condition(now: datetime) -> Condition:
    """Return the condition of a merge that takes a lease over only if it has expired."""
    return Condition(f"target.valid_to <= {_format_literal(now)}")


def build_lease_holder_condition(lease_id: str, holder: str) -> Condition:
    """Return the condition of a lease that `holder` holds."""
    return Condition(f"id = {_format_literal(lease_id)} AND author = {_format_literal(holder)}")


def build_row_id_condition(row_id: int) -> Condition:
    """Return the condition of the rows from a row id on."""
    return Condition(f"_rowid >= {_format_literal(row_id)}")


# The merge's guard makes a whole commit fail if the rows it read have changed. LanceDB has no
# table-wide compare-and-set, and a merge condition that is merely false skips its row and writes
# the others. One that *errors* stops the merge before anything is written: a division by zero,
# evaluated if any row that the commit would replace has changed since it was read.

_ROW_AS_READ: Final = (
    "(target.kind <> 'head' AND target.kind = source.kind AND target.space = source.space"
    " AND target.recorded_at = source.recorded_at AND target.retired_at IS NULL"
    " AND (target.kind <> 'episode' OR target.recorded_by IS NULL"
    " OR source.retired_at IS NOT NULL))"
)
# The last condition: an episode is decided once, but a decided one may still be forgotten.

UNLESS_THERE: Final = Condition("1 / CAST((target.id <> source.id) AS INT) = 1")
"""The guard of rows that must all be new: one existing id stops them all."""


def build_merge_condition(changes: int) -> Condition:
    """Return the guard of a merge of so many successive changes."""
    head_as_read = (
        "(target.kind = 'head' AND source.kind = 'head'"
        f" AND target.revision = source.revision - {_format_literal(changes)})"
    )
    # `IS TRUE`, because a comparison with a missing value is neither true nor false, and 1 divided
    # by it is no error: the row would be skipped and the rest written.
    guard = f"1 / CAST((({head_as_read} OR {_ROW_AS_READ}) IS TRUE) AS INT) = 1"
    return Condition(guard)


def _format_literal(value: str | int | datetime) -> str:
    """Return a value as a literal that it cannot break out of.

    Raises:
        RequestError: No row can hold the value.
    """
    match value:
        case str():
            return _format_text(value)
        case datetime():
            microseconds = (value - _EPOCH) // timedelta(microseconds=1)
            return f"CAST({microseconds:d} AS TIMESTAMP(6))"
        case int():
            if value.bit_length() > _WHOLE_NUMBER_BITS:
                raise RequestError(
                    f"the number has {value.bit_length():,} bits, and stored ones have at most"
                    f" {_WHOLE_NUMBER_BITS}: give a smaller one"
                )
            return f"{value:d}"
        case _:
            assert_never(value)


def _format_text(value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise RequestError(
            f"{quote_value(value)} has half of a character (a lone surrogate): send valid Unicode"
        ) from error
    # A backslash escapes nothing here, so a quote ends the literal unless it is doubled.
    return "'" + value.replace("'", "''") + "'"


def _build_in_condition(column: str, values: Iterable[str]) -> str:
    """Return the condition that a column has one of some values; no values match nothing."""
    literals = ", ".join(_format_literal(value) for value in values)
    return f"{column} IN ({literals})" if literals else _NOTHING


def _build_belief_conditions(where: Filter, is_open: str) -> list[str]:
    if where.known_at is not None:
        known_at = _format_literal(where.known_at)
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
            "" if where.known_at is None else f"retired_at > {_format_literal(where.known_at)} OR "
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
        return f"{column} {sign} {_format_literal(moment)}"
    bare = f"COALESCE({precision}, 'time') <> 'time'"
    return (
        f"(({bare} AND {column} {sign} {_format_literal(shown)})"
        f" OR (NOT ({bare}) AND {column} {sign} {_format_literal(moment)}))"
    )


def _compare_said(sign: str, bound: datetime, zone: tzinfo) -> str:
    """Return the condition that words were said before or after a moment, or a time of clocks."""
    if bound.tzinfo is not None:
        return f"said_at {sign} {_format_literal(bound)}"
    known = (bound.replace(tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)
    unknown = _format_literal(bound.replace(tzinfo=zone).astimezone(UTC))
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
        _build_in_condition(column, values)
        for column, values in columns.items()
        if values is not None
    ]
