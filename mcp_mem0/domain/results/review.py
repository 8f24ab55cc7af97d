"""What became of the memory in a time, for somebody who looks it over.

Each item has a number, the oldest first, so that what is remembered meanwhile does not shift
those that a person has just read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.results.history import ChangeDetails
from mcp_mem0.domain.results.receipts import Confirmation, Outcome

ItemKind: TypeAlias = Literal["new", "replaced", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """One thing that one change did."""

    number: int
    kind: ItemKind
    change: str
    author: str
    at: datetime
    space: str
    outcome: Outcome
    effort: Effort


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """An open fact that a newer one, recorded in the time looked at, may outdate."""

    older: Fact
    newer: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is new, replaced, closed and in conflict since a moment.

    Attributes:
        withheld: What decisions left open for the caller to close, and it is open still.
        left_out: How many more changes there were, older than those told.
        pending: Episodes that are not decided yet.
    """

    since: datetime
    items: tuple[ReviewItem, ...]
    doubts: tuple[Doubt, ...]
    withheld: tuple[Confirmation, ...] = ()
    left_out: int = 0
    pending: int = 0


def build_review_items(told: Sequence[ChangeDetails]) -> tuple[ReviewItem, ...]:
    """Return what changes did, numbered from the oldest on, without what was undone."""
    oldest_first = sorted(told, key=lambda each: (each.change.recorded_at, each.change.id))
    done: list[tuple[ChangeDetails, Outcome, ItemKind]] = [
        (each, outcome, kind)
        for each in oldest_first
        if each.undone_by is None and each.change.undoes is None
        for outcome, kind in _classify_outcomes(each)
    ]
    return tuple(
        ReviewItem(
            number=number,
            kind=kind,
            change=each.change.id,
            author=each.change.author,
            at=each.change.recorded_at,
            space=each.change.space,
            outcome=outcome,
            effort=each.change.effort,
        )
        for number, (each, outcome, kind) in enumerate(done, start=1)
    )


def _classify_outcomes(told: ChangeDetails) -> Iterator[tuple[Outcome, ItemKind]]:
    for outcome in told.outcomes:
        match outcome.operation:
            case "ADD":
                yield outcome, "new"
            case "UPDATE":
                yield outcome, "replaced"
            case "DELETE":
                yield outcome, "closed"
            case "NOOP":
                pass
