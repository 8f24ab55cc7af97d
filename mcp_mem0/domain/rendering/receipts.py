"""Rendering receipts: what a change did."""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, TypeAlias

from pydantic import Field

from mcp_mem0.domain.dates import format_day, format_stated, spell_stated
from mcp_mem0.domain.model.changes import Act, Effort, OperationName
from mcp_mem0.domain.model.closings import WITHOUT_SPAN, Closing
from mcp_mem0.domain.rendering.quoting import (
    Output,
    escape_line_breaks,
    format_code,
    format_name,
    quote_text,
)
from mcp_mem0.domain.results.receipts import (
    ClosedFact,
    Confirmation,
    ConflictHint,
    Outcome,
    Receipt,
    Status,
)
from mcp_mem0.domain.results.suggested_call import Call, format_tool_call

_CLOSING_VERBS: dict[Closing | None, tuple[str, str]] = {
    "corrected": ("corrects", ""),
    "extended": ("extends", ""),
    "withdrawn": ("withdraws", ", which never was so"),
}

CallFormatter: TypeAlias = Callable[[Call], str]
"""Formats a call in the form that the reader of the receipt can use."""

_STATUSES: dict[Status, str] = {
    "done": "done",
    "pending": "stored and searchable, not decided yet",
    "dry_run": "dry run, nothing was stored",
}


class FactModel(Output):
    """A fact as it was."""

    id: str
    revision: int
    text: str
    closed_as: Annotated[
        Closing | None,
        Field(description="How it was closed, if it never held for itself; else it held before."),
    ] = None


class OperationModel(Output):
    """One operation; id and revision are those of the fact that is open now."""

    operation: OperationName
    id: str | None = None
    revision: int | None = None
    text: str
    reason: str
    closed: tuple[FactModel, ...] | None = None
    missing: Annotated[
        tuple[str, ...] | None,
        Field(description="Names, numbers and dates of the closed facts that text leaves out."),
    ] = None


class ConflictHintModel(Output):
    """An existing fact that may conflict, and the call that would resolve it."""

    id: str
    revision: int
    text: str
    since: Annotated[str | None, Field(description="Absent if nobody said since when.")] = None
    said: Annotated[str | None, Field(description="When it was said, if `since` is absent.")] = None
    settle: str | None = None


class ConfirmationModel(Output):
    """Facts that would have been closed, and the call that closes them if the user agrees."""

    closes: tuple[FactModel, ...]
    text: str | None = None
    reason: str
    confirm: str


class ReceiptModel(Output):
    """The changes that a call made, and their cost."""

    act: Act
    status: Status
    space: str
    change: Annotated[str | None, Field(description="The id to undo it by.")] = None
    episode: Annotated[str | None, Field(description="The id of the words as they came.")] = None
    operations: tuple[OperationModel, ...] | None = None
    excerpts: Annotated[int | None, Field(description="Passages stored, or hidden.")] = None
    near: tuple[ConflictHintModel, ...] | None = None
    found: Annotated[
        tuple[FactModel, ...] | None, Field(description="What would be forgotten.")
    ] = None
    withheld: Annotated[
        tuple[ConfirmationModel, ...] | None,
        Field(description="What was not closed; each needs the user's consent."),
    ] = None
    decided_by: str
    model: str | None = None
    prompt_version: str | None = None
    candidates: Annotated[int | None, Field(description="Facts that were looked at.")] = None
    calls: int | None = None
    tokens_in: int | None = None
    tokens_out: int | None = None
    tokens_cached: int | None = None
    milliseconds: int | None = None
    dropped: tuple[str, ...] | None = None
    notes: tuple[str, ...] | None = None


def build_receipt_model(
    receipt: Receipt, call_text: CallFormatter = format_tool_call
) -> ReceiptModel:
    """Return the receipt as JSON."""
    effort = receipt.effort
    return ReceiptModel(
        act=receipt.act,
        status=receipt.status,
        space=receipt.space,
        change=receipt.change,
        episode=receipt.episode,
        operations=tuple(build_operation_model(outcome) for outcome in receipt.outcomes) or None,
        excerpts=receipt.excerpts or None,
        near=tuple(_build_hint_model(hint, call_text) for hint in receipt.near) or None,
        found=_build_fact_models(receipt.found),
        withheld=build_confirmation_models(receipt.withheld, call_text),
        decided_by=effort.decided_by,
        model=effort.model,
        prompt_version=effort.prompt_version,
        candidates=receipt.candidates or None,
        calls=effort.calls or None,
        tokens_in=effort.tokens_in or None,
        tokens_out=effort.tokens_out or None,
        tokens_cached=effort.tokens_cached or None,
        milliseconds=effort.milliseconds or None,
        dropped=receipt.dropped or None,
        notes=receipt.notes or None,
    )


def render_receipt(receipt: Receipt, call_text: CallFormatter = format_tool_call) -> str:
    """Return the receipt as text."""
    return "\n".join(_render_lines(receipt, call_text))


def build_operation_model(outcome: Outcome) -> OperationModel:
    """Return one operation as JSON."""
    return OperationModel(
        operation=outcome.operation,
        id=outcome.id,
        revision=outcome.revision,
        text=outcome.text,
        reason=outcome.reason,
        closed=_build_fact_models(outcome.closed),
        missing=outcome.missing or None,
    )


def build_confirmation_models(
    withheld: Sequence[Confirmation], call_text: CallFormatter = format_tool_call
) -> tuple[ConfirmationModel, ...] | None:
    """Return the withheld closes as JSON, or None if there are none."""
    models = [
        ConfirmationModel(
            closes=tuple(map(_build_fact_model, confirmation.closes)),
            text=confirmation.text or None,
            reason=confirmation.reason,
            confirm=call_text(confirmation.confirm),
        )
        for confirmation in withheld
    ]
    return tuple(models) or None


def format_confirmation(
    confirmation: Confirmation, call_text: CallFormatter = format_tool_call
) -> str:
    """Format a withheld close on one line."""
    closes = ", ".join(map(_format_fact, confirmation.closes))
    by = f", to be replaced by {quote_text(confirmation.text)}" if confirmation.text else ""
    call = escape_line_breaks(call_text(confirmation.confirm))
    return (
        f"not closed: {closes}{by} ({escape_line_breaks(confirmation.reason)}); only if the user"
        " agrees:"
        f" {call}"
    )


def _build_hint_model(near: ConflictHint, call_text: CallFormatter) -> ConflictHintModel:
    return ConflictHintModel(
        id=near.id,
        revision=near.revision,
        text=near.text,
        since=None if near.since is None else format_stated(near.since),
        said=format_day(near.said_at) if near.since is None else None,
        settle=None if near.settle is None else call_text(near.settle),
    )


def _build_fact_models(facts: tuple[ClosedFact, ...]) -> tuple[FactModel, ...] | None:
    return tuple(map(_build_fact_model, facts)) or None


def _build_fact_model(fact: ClosedFact) -> FactModel:
    closed_as = fact.closed_as if fact.closed_as in WITHOUT_SPAN else None
    return FactModel(id=fact.id, revision=fact.revision, text=fact.text, closed_as=closed_as)


def _render_lines(receipt: Receipt, call_text: CallFormatter) -> Iterator[str]:
    yield _format_first_line(receipt)
    yield from (format_outcome(outcome, receipt.effort) for outcome in receipt.outcomes)
    if receipt.excerpts:
        yield f"excerpts {'hidden' if receipt.act == 'forget' else 'stored'}: {receipt.excerpts}"
    for near in receipt.near:
        settle = (
            ""
            if near.settle is None
            else f"; to settle it: {escape_line_breaks(call_text(near.settle))}"
        )
        start = (
            f"said {format_day(near.said_at)}"
            if near.since is None
            else f"since {spell_stated(near.since)}"
        )
        known = f"{_format_fact_id(near.id, near.revision)}, {start}"
        yield f"may conflict: {known}: {quote_text(near.text)}{settle}"
    for fact in receipt.found:
        yield f"found: {_format_fact(fact)}"
    for withheld in receipt.withheld:
        yield format_confirmation(withheld, call_text)
    yield f"decided_by: {escape_line_breaks(receipt.effort.decided_by)}{_format_cost(receipt)}"
    for dropped in receipt.dropped:
        yield f"dropped: {escape_line_breaks(dropped)}"
    yield from map(escape_line_breaks, receipt.notes)


def _format_first_line(receipt: Receipt) -> str:
    parts = [
        f"{receipt.act}: {_STATUSES[receipt.status]}",
        f"space {format_name(receipt.space)}",
        f"change {receipt.change}" if receipt.change else None,
        f"episode {receipt.episode}" if receipt.episode else None,
    ]
    return ", ".join(part for part in parts if part)


def format_outcome(outcome: Outcome, effort: Effort) -> str:
    """Format one operation of a decision on one line."""
    name = f" {_format_fact_id(outcome.id, outcome.revision)}" if outcome.id else ""
    closed = "".join(map(_format_closed_fact, outcome.closed))
    missing = ", ".join(quote_text(detail) for detail in outcome.missing)
    left_out = f", no longer says {missing}" if missing else ""
    said = f"{outcome.operation}{name}: {quote_text(outcome.text)}{closed}{left_out}"
    return f"{said} ({format_reason(outcome.reason, effort)})"


def format_reason(reason: str, effort: Effort) -> str:
    """Format the reason of a decision; a model's is quoted, because it may repeat others' words."""
    return escape_line_breaks(reason) if effort.model is None else quote_text(reason)


def _format_closed_fact(fact: ClosedFact) -> str:
    verb, rest = _CLOSING_VERBS.get(fact.closed_as, ("closes", ""))
    return f", {verb} {_format_fact(fact)}{rest}"


def _format_fact(fact: ClosedFact) -> str:
    return f"{_format_fact_id(fact.id, fact.revision)} {quote_text(fact.text)}"


def _format_fact_id(fact_id: str, revision: int | None) -> str:
    return f"{fact_id} revision {revision}" if revision else fact_id


def _format_cost(receipt: Receipt) -> str:
    effort = receipt.effort
    figures = {
        "model": format_code(effort.model) if effort.model else "",
        "prompt_version": escape_line_breaks(effort.prompt_version or ""),
        "candidates": receipt.candidates,
        "calls": effort.calls,
        "tokens_in": effort.tokens_in,
        "tokens_out": effort.tokens_out,
        "tokens_cached": effort.tokens_cached,
        "milliseconds": effort.milliseconds,
    }
    return "".join(f", {name} {figure}" for name, figure in figures.items() if figure)
