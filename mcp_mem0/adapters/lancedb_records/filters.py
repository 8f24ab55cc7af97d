"""Filters as SQL: constant column names and literals escaped by LanceDB, nothing else."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from lancedb.expr import lit

from mcp_mem0.adapters.lancedb_records.schema import KINDS
from mcp_mem0.domain.filters import Filter
from mcp_mem0.domain.rows import Row

NOTHING: Final = "kind = ''"
_HELD_BEFORE: Final = "retired_as IN ('replaced', 'ended')"
_OPEN_BY_INDEX: Final = "retired_at IS NULL"
_OPEN_BY_ROW: Final = "CAST(retired_at AS BIGINT) IS NULL"
"""The same, but no index knows it."""


def literal(value: str | int | datetime) -> str:
    """Return a value as an SQL literal that cannot end early."""
    return lit(value).to_sql()


def one_of(column: str, values: Iterable[str]) -> str:
    """Return the condition that a column has one of some values; none at all matches nothing."""
    listed = ", ".join(literal(value) for value in values)
    return f"{column} IN ({listed})" if listed else NOTHING


def condition(kinds: Sequence[type[Row]], where: Filter, *, indexed: bool = False) -> str:
    """Return the SQL condition of a filter over some kinds of rows.

    Args:
        kinds: The kinds.
        where: The filter.
        indexed: Whether indexes answer all of it, as it must be for a search, or beside an OR. Any
            other read is slower for it: the index names the open rows of all spaces.
    """
    parts = [
        one_of("space", where.spaces),
        one_of("kind", (KINDS[kind] for kind in kinds)),
        *_belief(where, _OPEN_BY_INDEX if indexed else _OPEN_BY_ROW),
        *_world(where),
        *_named(where),
        *(f"array_has(tags, {literal(tag)})" for tag in where.tags),
    ]
    if where.entities is not None:
        listed = ", ".join(literal(name) for name in where.entities)
        parts.append(f"array_has_any(entities, make_array({listed}))" if listed else NOTHING)
    if where.pending:
        parts.append("recorded_by IS NULL")
    if where.after_revision is not None:
        parts.append(f"revision > {literal(where.after_revision)}")
    if where.changed_since is not None:
        since = literal(where.changed_since)
        parts.append(f"(recorded_at > {since} OR retired_at > {since})")
    return " AND ".join(parts)


def _belief(where: Filter, is_open: str) -> list[str]:
    if where.known_at is not None:
        known = literal(where.known_at)
        if where.valid_at is not None:
            return [f"recorded_at <= {known}", _not_lost_by(f"retired_at > {known}")]
        return [f"recorded_at <= {known}", f"(retired_at IS NULL OR retired_at > {known})"]
    if where.state == "any":
        return []
    if where.state == "closed":
        return ["retired_at IS NOT NULL"]
    if where.valid_at is not None:
        return [_not_lost_by("FALSE")]
    return [is_open]


def _not_lost_by(later: str) -> str:
    """Return the condition of rows open, closed later, or closed because the world changed."""
    return f"(retired_at IS NULL OR {later} OR {_HELD_BEFORE})"


def _world(where: Filter) -> list[str]:
    parts: list[str] = []
    if where.valid_at is not None:
        valid = literal(where.valid_at)
        parts.append(f"(valid_from IS NULL OR valid_from <= {valid})")
        parts.append(f"(valid_to IS NULL OR valid_to >= {valid})")
        unknown_then = (
            "" if where.known_at is None else f"retired_at > {literal(where.known_at)} OR "
        )
        parts.append(f"({unknown_then}ended_at IS NULL OR ended_at > {valid})")
    if where.said_since is not None:
        parts.append(f"said_at >= {literal(where.said_since)}")
    if where.said_until is not None:
        parts.append(f"said_at <= {literal(where.said_until)}")
    return parts


def _named(where: Filter) -> list[str]:
    columns = {
        "id": where.ids,
        "lineage": where.lineages,
        "source": where.sources,
        "session": where.sessions,
        "author": where.authors,
        "recorded_by": where.opened_by,
        "retired_by": where.closed_by,
    }
    return [one_of(column, values) for column, values in columns.items() if values is not None]
