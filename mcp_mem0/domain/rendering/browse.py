"""Rendering pages of a list, reviews, spaces and statistics."""

from collections.abc import Iterator

from mcp_mem0.domain.dates import format_day, format_moment
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering.memories import MemoryModel, build_memory_model
from mcp_mem0.domain.rendering.operations import (
    CallFormatter,
    ConfirmationModel,
    OperationModel,
    build_confirmation_models,
    build_operation_model,
    format_confirmation,
    format_reason,
)
from mcp_mem0.domain.rendering.quoting import Output, format_name, quote_text
from mcp_mem0.domain.results.pages import Overview, Page, SpaceFigures
from mcp_mem0.domain.results.review import Doubt, ItemKind, Review, ReviewItem
from mcp_mem0.domain.results.suggested_call import format_tool_call
from mcp_mem0.domain.usage import Usage

_HEADINGS: dict[ItemKind, str] = {
    "new": "New",
    "replaced": "Replaced",
    "corrected": "Corrected",
    "extended": "Extended",
    "closed": "Closed",
    "withdrawn": "Withdrawn, because it never was so",
}


class PageModel(Output):
    """One page of what is stored."""

    page: int
    pages: int
    total: int
    memories: tuple[MemoryModel, ...]
    notes: tuple[str, ...] | None = None


class ItemModel(Output):
    """The effect of one operation; its number undoes the whole change."""

    number: int
    kind: ItemKind
    change: str
    author: str
    at: str
    space: str
    operation: OperationModel


class DoubtedFactModel(Output):
    """A fact."""

    id: str
    text: str


class DoubtModel(Output):
    """A fact that a newer one may outdate."""

    space: str
    older: DoubtedFactModel
    newer: DoubtedFactModel


class ReviewModel(Output):
    """The changes of a memory since a moment."""

    since: str
    items: tuple[ItemModel, ...]
    conflicts: tuple[DoubtModel, ...]
    withheld: tuple[ConfirmationModel, ...] | None = None
    left_out: int | None = None
    pending: int | None = None


class SpaceModel(Output):
    """How much one space holds."""

    space: str
    facts: int
    closed_facts: int
    relations: int
    messages: int
    pending: int
    changes: int
    erased: int | None = None
    changed_at: str | None = None


class SpacesModel(Output):
    """All spaces."""

    spaces: tuple[SpaceModel, ...]


class UsageModel(Output):
    """The usage of models."""

    model: str | None = None
    calls: int
    tokens_in: int
    tokens_out: int
    tokens_cached: int
    milliseconds: int


class StatsModel(Output):
    """How much is stored, and what models cost since a moment."""

    spaces: tuple[SpaceModel, ...]
    embedder: str | None = None
    graph: bool
    since: str
    decided_by_model: int
    decided_by_rules: int
    failed_attempts: int
    summaries: int
    usage: UsageModel
    by_model: tuple[UsageModel, ...]


def build_page_model(page: Page) -> PageModel:
    """Return a page as JSON."""
    return PageModel(
        page=page.page,
        pages=page.pages,
        total=page.total,
        memories=tuple(build_memory_model(memory, None, "full") for memory in page.memories),
        notes=page.notes or None,
    )


def build_review_model(review: Review, call_text: CallFormatter = format_tool_call) -> ReviewModel:
    """Return a review as JSON."""
    return ReviewModel(
        since=format_moment(review.since),
        items=tuple(map(_build_item_model, review.items)),
        conflicts=tuple(map(_build_doubt_model, review.doubts)),
        withheld=build_confirmation_models(review.withheld, call_text),
        left_out=review.left_out or None,
        pending=review.pending or None,
    )


def render_review(review: Review, call_text: CallFormatter = format_tool_call) -> str:
    """Return a review as text."""
    return "\n".join(_render_lines(review, call_text))


def build_spaces_model(overview: Overview) -> SpacesModel:
    """Return the spaces as JSON."""
    return SpacesModel(spaces=tuple(map(_build_space_model, overview.spaces)))


def build_stats_model(overview: Overview, *, has_graph: bool) -> StatsModel:
    """Return the statistics as JSON, with whether memories are related to each other."""
    spent = overview.spent
    return StatsModel(
        spaces=tuple(map(_build_space_model, overview.spaces)),
        embedder=None if overview.embedder is None else str(overview.embedder),
        graph=has_graph,
        since=format_moment(overview.since),
        decided_by_model=spent.decided_by_model,
        decided_by_rules=spent.decided_by_rules,
        failed_attempts=spent.failed_attempts,
        summaries=spent.summaries,
        usage=_build_usage_model(None, spent.usage),
        by_model=tuple(_build_usage_model(model, usage) for model, usage in spent.by_model),
    )


def _build_item_model(item: ReviewItem) -> ItemModel:
    return ItemModel(
        number=item.number,
        kind=item.kind,
        change=item.change,
        author=item.author,
        at=format_moment(item.at),
        space=item.space,
        operation=build_operation_model(item.outcome),
    )


def _build_doubt_model(doubt: Doubt) -> DoubtModel:
    return DoubtModel(
        space=doubt.older.space,
        older=_build_doubted_fact_model(doubt.older),
        newer=_build_doubted_fact_model(doubt.newer),
    )


def _build_doubted_fact_model(fact: Fact) -> DoubtedFactModel:
    return DoubtedFactModel(id=fact.lineage, text=fact.text)


def _build_space_model(figures: SpaceFigures) -> SpaceModel:
    return SpaceModel(
        space=figures.space,
        facts=figures.facts,
        closed_facts=figures.closed_facts,
        relations=figures.relations,
        messages=figures.messages,
        pending=figures.pending,
        changes=figures.changes,
        erased=figures.erased or None,
        changed_at=None if figures.changed_at is None else format_moment(figures.changed_at),
    )


def _build_usage_model(model: str | None, usage: Usage) -> UsageModel:
    return UsageModel(
        model=model,
        calls=usage.calls,
        tokens_in=usage.tokens_in,
        tokens_out=usage.tokens_out,
        tokens_cached=usage.tokens_cached,
        milliseconds=usage.milliseconds,
    )


def _render_lines(review: Review, call_text: CallFormatter) -> Iterator[str]:
    if not review.items and not review.doubts and not review.withheld:
        yield f"Nothing changed since {format_moment(review.since)}."
    tells_space = len({item.space for item in review.items}) > 1
    for kind, heading in _HEADINGS.items():
        items = [item for item in review.items if item.kind == kind]
        if items:
            yield f"{heading}:"
            yield from (_format_item(item, tells_space=tells_space) for item in items)
    if review.doubts:
        yield "Possible conflicts (forget whichever is wrong):"
        yield from map(_format_doubt, review.doubts)
    if review.withheld:
        yield "Not closed, because one decision would have closed too many:"
        yield from (
            f"      {format_confirmation(withheld, call_text)}" for withheld in review.withheld
        )
    if review.left_out:
        yield f"{review.left_out} older changes are left out: choose a later --since."
    if review.pending:
        yield f"{review.pending} stored, but not decided yet."


def _format_item(item: ReviewItem, *, tells_space: bool) -> str:
    outcome = item.outcome
    before = ", ".join(quote_text(fact.text) for fact in outcome.closed)
    match item.kind:
        case "new":
            said = quote_text(outcome.text)
        case "replaced" | "corrected" | "extended":
            said = f"{before} → {quote_text(outcome.text)}"
        case "closed" | "withdrawn":
            said = f"{before}, {format_reason(outcome.reason, item.effort)}"
    name = outcome.id or ", ".join(fact.id for fact in outcome.closed)
    where = f", space {format_name(item.space)}" if tells_space else ""
    by = f"{format_day(item.at)} by {format_name(item.author)}"
    return f"{item.number:>4}. {said} ({name}, {by}, {item.change}{where})"


def _format_doubt(doubt: Doubt) -> str:
    return (
        f"      {quote_text(doubt.older.text)} ({doubt.older.lineage}) or newer"
        f" {quote_text(doubt.newer.text)} ({doubt.newer.lineage})"
    )
