"""Rendering a page of a review."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from mcp_mem0.domain.dates import format_day, format_minute, format_moment, format_stated
from mcp_mem0.domain.model.rows import Fact
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
from mcp_mem0.domain.results.review import Doubt, ItemKind, Review, ReviewItem
from mcp_mem0.domain.results.suggested_call import format_tool_call

ITEMS_OF_CHANGE_MAX: Final = 10
"""Most items of one kind that are written out of one change, such as an import."""

_HEADINGS: Final[dict[ItemKind, str]] = {
    "new": "New",
    "replaced": "Replaced",
    "corrected": "Corrected",
    "extended": "Extended",
    "closed": "Closed",
    "withdrawn": "Withdrawn, because it never was so",
}


class ItemModel(Output):
    """The effect of one operation; its number is that of the change, which it undoes."""

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
    """A fact that a newer one may outdate; its number settles it."""

    number: int
    space: str
    older: DoubtedFactModel
    newer: DoubtedFactModel


class ReviewModel(Output):
    """A page of the changes of a memory since a moment, newest first."""

    since: str
    page: int
    items: tuple[ItemModel, ...]
    conflicts: tuple[DoubtModel, ...]
    withheld: tuple[ConfirmationModel, ...] | None = None
    left_out: int | None = None
    conflicts_left_out: int | None = None
    next_page: str | None = None
    pending: int | None = None


def build_review_model(
    review: Review, call_text: CallFormatter = format_tool_call, *, next_page: str | None = None
) -> ReviewModel:
    """Return a page of a review as JSON, with the command for the next one."""
    return ReviewModel(
        since=format_moment(review.since),
        page=review.page,
        items=tuple(map(_build_item_model, review.items)),
        conflicts=tuple(_build_doubt_model(*numbered) for numbered in review.page_doubts),
        withheld=build_confirmation_models(review.withheld, call_text),
        left_out=review.left_out or None,
        conflicts_left_out=review.doubts_left_out or None,
        next_page=next_page,
        pending=review.pending or None,
    )


def render_review(review: Review, call_text: CallFormatter = format_tool_call) -> str:
    """Return a page of a review as text."""
    return "\n".join(_render_lines(review, call_text))


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


def _build_doubt_model(number: int, doubt: Doubt) -> DoubtModel:
    return DoubtModel(
        number=number,
        space=doubt.older.space,
        older=_build_doubted_fact_model(doubt.older),
        newer=_build_doubted_fact_model(doubt.newer),
    )


def _build_doubted_fact_model(fact: Fact) -> DoubtedFactModel:
    return DoubtedFactModel(id=fact.lineage, text=fact.text)


def _render_lines(review: Review, call_text: CallFormatter) -> Iterator[str]:
    doubts = review.page_doubts
    if not review.items and not doubts and not review.withheld:
        yield _describe_empty_page(review)
    tells_space = len({item.space for item in review.items}) > 1
    # The kind of the newest change comes first.
    kinds: dict[ItemKind, None] = {item.kind: None for item in review.items}
    for kind in kinds:
        yield f"{_HEADINGS[kind]}:"
        items = [item for item in review.items if item.kind == kind]
        yield from _render_items(items, tells_space=tells_space)
    if doubts:
        yield "Possible conflicts:"
        for numbered in doubts:
            yield from _render_doubt(*numbered)
    if review.withheld:
        yield "Not closed, because one decision would have closed too many:"
        yield from (
            f"       {format_confirmation(withheld, call_text)}" for withheld in review.withheld
        )
    if review.has_next_page:
        yield _describe_rest(review)
    if review.pending:
        yield f"{review.pending} stored, but not decided yet."


def _describe_empty_page(review: Review) -> str:
    since = format_minute(review.since).replace("T", " ")
    if review.page == 1:
        return f"Nothing changed since {since}."
    return f"No page {review.page}: earlier pages hold all that changed since {since}."


def _describe_rest(review: Review) -> str:
    counts = (
        (review.left_out, "older change", "older changes"),
        (review.doubts_left_out, "older conflict", "older conflicts"),
    )
    rest = " and ".join(
        f"{count:,} {one if count == 1 else several}" for count, one, several in counts if count
    )
    return f"Page {review.page}; {rest} on the next pages."


def _render_items(items: Iterable[ReviewItem], *, tells_space: bool) -> Iterator[str]:
    """Return the lines of items of one kind; of a change with many, only the first."""
    for _, group in groupby(items, attrgetter("change")):
        of_change = list(group)
        for item in of_change[:ITEMS_OF_CHANGE_MAX]:
            yield _format_item(item, tells_space=tells_space)
        rest = len(of_change) - ITEMS_OF_CHANGE_MAX
        if rest > 0:
            yield f"       and {rest:,} more of change {of_change[0].change}"


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
    return f"{item.number:>5}. {said} ({name}, {by}, {item.change}{where})"


def _render_doubt(number: int, doubt: Doubt) -> Iterator[str]:
    yield f"{f'c{number}':>5}. first:  {_format_doubted_fact(doubt.older)}"
    yield f"       second: {_format_doubted_fact(doubt.newer)}, newer"


def _format_doubted_fact(fact: Fact) -> str:
    start = f"since {format_stated(fact.since)}" if fact.valid_from else None
    when = start or f"said {format_day(fact.said_at)}"
    return f"{quote_text(fact.text)} ({fact.lineage}, {when})"
