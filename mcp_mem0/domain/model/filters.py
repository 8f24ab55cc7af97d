"""`Filter`, the query over rows that every read takes.

A filter always names the spaces it may see, so no read can leak another space by omission.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.model.rows import Fact, Row

BeliefState: TypeAlias = Literal["open", "closed", "any"]


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


def is_selected(where: Filter, fact: Fact) -> bool:
    """Return whether a fact has the id, tags and time that a filter asks for.

    For facts of a graph, which is loaded for one space and time: those are not checked again.
    """
    return (
        (where.ids is None or fact.id in where.ids)
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
