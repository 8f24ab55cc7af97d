"""`Review`, the answer of review: what changed in a memory since a moment.

Each item has a number, the oldest first, so that new changes do not shift the numbers that a
person has just read.
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
    """The effect of one operation of a change."""

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
    """An open fact that a newer one, recorded in the reviewed period, may outdate."""

    older: Fact
    newer: Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is new, replaced, closed and in conflict since a moment.

    Attributes:
        withheld: What decisions left for the caller to close, and is still open.
        left_out: How many older changes are not in the review.
        pending: Episodes that are not decided yet.
    """

    since: datetime
    items: tuple[ReviewItem, ...]
    doubts: tuple[Doubt, ...]
    withheld: tuple[Confirmation, ...] = ()
    left_out: int = 0
    pending: int = 0


def build_review_items(changes: Sequence[ChangeDetails]) -> tuple[ReviewItem, ...]:
    """Return the effects of changes, numbered from the oldest, without what was undone."""
    oldest_first = sorted(
        changes, key=lambda details: (details.change.recorded_at, details.change.id)
    )
    done: list[tuple[ChangeDetails, Outcome, ItemKind]] = [
        (details, outcome, kind)
        for details in oldest_first
        if details.undone_by is None and details.change.undoes is None
        for outcome, kind in _classify_outcomes(details)
    ]
    return tuple(
        ReviewItem(
            number=number,
            kind=kind,
            change=details.change.id,
            author=details.change.author,
            at=details.change.recorded_at,
            space=details.change.space,
            outcome=outcome,
            effort=details.change.effort,
        )
        for number, (details, outcome, kind) in enumerate(done, start=1)
    )


def _classify_outcomes(details: ChangeDetails) -> Iterator[tuple[Outcome, ItemKind]]:
    for outcome in details.outcomes:
        match outcome.operation:
            case "ADD":
                yield outcome, "new"
            case "UPDATE":
                yield outcome, "replaced"
            case "DELETE":
                yield outcome, "closed"
            case "NOOP":
                pass
