"""`Review`, the answer of review: what changed in a memory since a moment, page by page.

Each item has the number of its change in its space, and conflicts are numbered from the oldest, so
that neither new changes nor an undo shift the numbers that a person has just read.
"""

from collections.abc import Collection, Iterable, Iterator
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
    """The effect of one operation of a change; the number is that of the change in its space."""

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
    """One page of what is new, replaced, closed and in conflict since a moment, newest first.

    Attributes:
        doubts: All conflicts, of which each page shows its share.
        withheld: What the page's decisions left for the caller to close, and is still open.
        page: The number of the page, from 1.
        limit: Most changes, and most conflicts, of a page.
        left_out: How many older changes the page leaves to later ones.
        next_before: The moment before which those were made; None if there are none.
        pending: Episodes that are not decided yet.
    """

    since: datetime
    items: tuple[ReviewItem, ...]
    doubts: tuple[Doubt, ...]
    withheld: tuple[Confirmation, ...] = ()
    page: int = 1
    limit: int = 20
    left_out: int = 0
    next_before: datetime | None = None
    pending: int = 0

    @property
    def numbered_doubts(self) -> tuple[tuple[int, Doubt], ...]:
        """All conflicts with their numbers, which count from the oldest."""
        return tuple((len(self.doubts) - at, doubt) for at, doubt in enumerate(self.doubts))

    @property
    def page_doubts(self) -> tuple[tuple[int, Doubt], ...]:
        """The conflicts of this page, with their numbers."""
        first = (self.page - 1) * self.limit
        return self.numbered_doubts[first : first + self.limit]

    @property
    def doubts_left_out(self) -> int:
        """How many conflicts the page leaves to later ones."""
        return max(0, len(self.doubts) - self.page * self.limit)

    @property
    def has_next_page(self) -> bool:
        """Whether a later page shows more."""
        return self.left_out > 0 or self.doubts_left_out > 0


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


def is_shown(details: ChangeDetails) -> bool:
    """Return whether a review shows a change: it did something, and that was not undone."""
    if details.undone_by is not None or details.change.undoes is not None:
        return False
    return bool(details.withheld) or any(_classify_outcomes(details))


def build_review_items(changes: Iterable[ChangeDetails]) -> tuple[ReviewItem, ...]:
    """Return the effects of changes, in their order, without what was undone."""
    return tuple(
        ReviewItem(
            number=details.change.revision,
            kind=kind,
            change=details.change.id,
            author=details.change.author,
            at=details.change.recorded_at,
            space=details.change.space,
            outcome=outcome,
            effort=details.change.effort,
        )
        for details in changes
        if is_shown(details)
        for outcome, kind in _classify_outcomes(details)
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
