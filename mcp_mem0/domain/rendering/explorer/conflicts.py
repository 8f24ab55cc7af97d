"""Rendering a review as the explorer shows it: with what a click needs to settle a conflict."""

from mcp_mem0.domain.dates import format_day, format_stated
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering.browsing.reviews import ItemModel, build_review_model
from mcp_mem0.domain.rendering.operations import FactModel, build_confirmation_models
from mcp_mem0.domain.rendering.quoting import Output
from mcp_mem0.domain.results.receipts import Confirmation
from mcp_mem0.domain.results.review import Doubt, Review


class ConflictingFactModel(Output):
    """One of two facts in conflict."""

    id: str
    revision: int
    text: str
    since: str | None = None
    said: str | None = None
    author: str


class ConflictModel(Output):
    """A fact that a newer one may outdate."""

    space: str
    older: ConflictingFactModel
    newer: ConflictingFactModel


class WithheldModel(Output):
    """What a decision did not close, and the change that left it."""

    space: str
    change: str
    closes: tuple[FactModel, ...]
    text: str | None = None
    reason: str


class ConflictsModel(Output):
    """What changed since a moment, and all that is in conflict."""

    since: str
    items: tuple[ItemModel, ...]
    conflicts: tuple[ConflictModel, ...]
    withheld: tuple[WithheldModel, ...] | None = None
    left_out: int | None = None
    pending: int | None = None


def build_conflicts_model(review: Review) -> ConflictsModel:
    """Return a review as JSON."""
    plain = build_review_model(review)
    return ConflictsModel(
        since=plain.since,
        items=plain.items,
        conflicts=tuple(map(_build_conflict_model, review.doubts)),
        withheld=tuple(map(_build_withheld_model, review.withheld)) or None,
        left_out=plain.left_out,
        pending=plain.pending,
    )


def _build_conflict_model(doubt: Doubt) -> ConflictModel:
    return ConflictModel(
        space=doubt.older.space,
        older=_build_fact_model(doubt.older),
        newer=_build_fact_model(doubt.newer),
    )


def _build_fact_model(fact: Fact) -> ConflictingFactModel:
    return ConflictingFactModel(
        id=fact.lineage,
        revision=fact.revision,
        text=fact.text,
        since=format_stated(fact.since) if fact.valid_from else None,
        said=None if fact.valid_from else format_day(fact.said_at),
        author=fact.author,
    )


def _build_withheld_model(withheld: Confirmation) -> WithheldModel:
    plain = next(iter(build_confirmation_models((withheld,)) or ()))
    return WithheldModel(
        space=withheld.space,
        change=withheld.change,
        closes=plain.closes,
        text=plain.text,
        reason=plain.reason,
    )
