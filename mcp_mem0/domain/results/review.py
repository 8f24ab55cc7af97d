"""`Review`, the answer of review: what changed in a memory since a moment.

Each item has a number, the oldest first, so that new changes do not shift the numbers that a
person has just read.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.model.changes import Change, Effort
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.results.history import ChangeDetails
from mcp_mem0.domain.results.receipts import Confirmation, Outcome

ItemKind: TypeAlias = Literal["new", "replaced", "corrected", "extended", "closed", "withdrawn"]


SETTLED_TAG: Final = "settled: both hold"
"""The tag of the changes by which somebody says that two facts in doubt both hold."""


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

    @property
    def row_ids(self) -> frozenset[str]:
        """The row ids of both: other revisions of the same facts are another doubt."""
        return frozenset((self.older.id, self.newer.id))


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


def list_settled_pairs(changes: Iterable[Change]) -> frozenset[frozenset[str]]:
    """Return the row ids of each two facts of which somebody said that both hold.

    Args:
        changes: All changes with `SETTLED_TAG`: those that say so, and those that take it back.
    """
    pairs: set[frozenset[str]] = set()
    taken_back: set[str] = set()
    for change in sorted(changes, key=_get_change_order, reverse=True):
        if change.id in taken_back:
            continue
        if change.undoes is not None:
            taken_back.add(change.undoes)
        elif change.act == "settle":
            pairs.add(frozenset(step.kept for step in change.steps if step.kept is not None))
    return frozenset(pairs)


def _get_change_order(change: Change) -> tuple[datetime, int]:
    return change.recorded_at, change.revision


def select_unsettled(
    doubts: Iterable[Doubt], pairs: Collection[frozenset[str]]
) -> tuple[Doubt, ...]:
    """Return the doubts of which nobody said that both facts hold."""
    return tuple(doubt for doubt in doubts if doubt.row_ids not in pairs)


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
                yield outcome, _find_update_kind(outcome)
            case "DELETE":
                withdrawn = any(fact.closed_as == "withdrawn" for fact in outcome.closed)
                yield outcome, "withdrawn" if withdrawn else "closed"
            case "NOOP":
                pass


def _find_update_kind(outcome: Outcome) -> ItemKind:
    match next((fact.closed_as for fact in outcome.closed), None):
        case "corrected" | "extended" as kind:
            return kind
        case _:
            return "replaced"
