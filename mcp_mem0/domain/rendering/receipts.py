"""Rendering receipts completely: what a change did, who decided it and what that cost."""

from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import Field

from mcp_mem0.domain.dates import format_day, format_stated, spell_stated
from mcp_mem0.domain.model.changes import Act
from mcp_mem0.domain.rendering.itemised.statements import (
    StatementModel,
    build_statement_models,
    render_statements,
)
from mcp_mem0.domain.rendering.operations import (
    CallFormatter,
    ConfirmationModel,
    OperationModel,
    build_confirmation_models,
    build_operation_model,
    format_confirmation,
    format_fact_id,
    format_outcome,
)
from mcp_mem0.domain.rendering.quoting import (
    Output,
    escape_line_breaks,
    format_code,
    format_name,
    format_speaker,
    quote_text,
)
from mcp_mem0.domain.results.receipts import ConflictHint, Receipt, Saying, SayingKind, Status
from mcp_mem0.domain.results.suggested_call import format_tool_call

STATUSES: Final[dict[Status, str]] = {
    "done": "done",
    "pending": "stored and searchable, not decided yet",
    "dry_run": "dry run, nothing was stored",
}
"""What became of a call, in words."""


class SayingModel(Output):
    """A fact, a relation or a message; a relation has the id of the fact that states it."""

    kind: SayingKind
    id: str
    revision: int | None = None
    text: str
    speaker: str | None = None
    space: Annotated[str | None, Field(description="If it is another than the receipt's.")] = None


class ConflictHintModel(Output):
    """An existing fact that may conflict, and the call that would resolve it."""

    id: str
    revision: int
    text: str
    since: Annotated[str | None, Field(description="Absent if nobody said since when.")] = None
    said: Annotated[str | None, Field(description="When it was said, if `since` is absent.")] = None
    settle: str | None = None


class ReceiptModel(Output):
    """The changes that a call made, and their cost."""

    act: Act
    status: Status
    space: str
    change: Annotated[str | None, Field(description="The id to undo it by.")] = None
    episode: Annotated[str | None, Field(description="The id of the words as they came.")] = None
    statements: Annotated[
        tuple[StatementModel, ...] | None, Field(description="What became of each of contents.")
    ] = None
    operations: tuple[OperationModel, ...] | None = None
    excerpts: Annotated[int | None, Field(description="Passages stored, or hidden.")] = None
    near: tuple[ConflictHintModel, ...] | None = None
    found: Annotated[
        tuple[SayingModel, ...] | None, Field(description="What would be forgotten.")
    ] = None
    remaining: Annotated[
        tuple[SayingModel, ...] | None, Field(description="What still says what was forgotten.")
    ] = None
    next_calls: Annotated[
        tuple[str, ...] | None, Field(description="What forgets what was found, or remains.")
    ] = None
    mentions: Annotated[
        tuple[SayingModel, ...] | None,
        Field(description="What may still tell what was forgotten, as it names a value of it."),
    ] = None
    mentions_left_out: Annotated[int | None, Field(description="How many more may.")] = None
    mention_calls: Annotated[
        tuple[str, ...] | None, Field(description="What forgets the mentions.")
    ] = None
    hidden: Annotated[
        tuple[SayingModel, ...] | None,
        Field(description="The first words of messages that a dry run would hide."),
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
        statements=build_statement_models(receipt.statements),
        operations=tuple(build_operation_model(outcome) for outcome in receipt.outcomes) or None,
        excerpts=receipt.excerpts or None,
        near=tuple(_build_hint_model(hint, call_text) for hint in receipt.near) or None,
        found=_build_saying_models(receipt.found, receipt.space),
        remaining=_build_saying_models(receipt.remaining, receipt.space),
        next_calls=tuple(map(call_text, receipt.next_calls)) or None,
        mentions=_build_saying_models(receipt.mentions, receipt.space),
        mentions_left_out=receipt.mentions_left_out or None,
        mention_calls=tuple(map(call_text, receipt.mention_calls)) or None,
        hidden=_build_saying_models(receipt.hidden, receipt.space),
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
    """Return the receipt as text, with all that its JSON has."""
    return "\n".join(_render_lines(receipt, call_text))


def _build_hint_model(near: ConflictHint, call_text: CallFormatter) -> ConflictHintModel:
    return ConflictHintModel(
        id=near.id,
        revision=near.revision,
        text=near.text,
        since=None if near.since is None else format_stated(near.since),
        said=format_day(near.said_at) if near.since is None else None,
        settle=None if near.settle is None else call_text(near.settle),
    )


def _build_saying_models(sayings: tuple[Saying, ...], space: str) -> tuple[SayingModel, ...] | None:
    models = (
        SayingModel(
            kind=saying.kind,
            id=saying.id,
            revision=saying.revision,
            text=saying.text,
            speaker=saying.speaker,
            space=None if saying.space == space else saying.space,
        )
        for saying in sayings
    )
    return tuple(models) or None


def _format_saying(saying: Saying, space: str) -> str:
    parts = [
        format_fact_id(saying.id, saying.revision),
        None if saying.kind == "fact" else saying.kind,
        format_speaker(saying.speaker) if saying.speaker else None,
        None if saying.space == space else f"space {format_name(saying.space)}",
    ]
    return f"{', '.join(part for part in parts if part)}: {quote_text(saying.text)}"


def _render_lines(receipt: Receipt, call_text: CallFormatter) -> Iterator[str]:
    yield _format_first_line(receipt)
    yield from render_statements(receipt.statements)
    for outcome in receipt.outcomes:
        # What only adds or repeats one of several statements is said there.
        if outcome.closed or not receipt.statements:
            yield format_outcome(outcome, receipt.effort)
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
        known = f"{format_fact_id(near.id, near.revision)}, {start}"
        yield f"may conflict: {known}: {quote_text(near.text)}{settle}"
    yield from render_sayings(receipt, call_text)
    for withheld in receipt.withheld:
        yield format_confirmation(withheld, call_text)
    yield f"decided_by: {escape_line_breaks(receipt.effort.decided_by)}{_format_cost(receipt)}"
    for dropped in receipt.dropped:
        yield f"dropped: {escape_line_breaks(dropped)}"
    yield from map(escape_line_breaks, receipt.notes)


def render_sayings(receipt: Receipt, call_text: CallFormatter) -> Iterator[str]:
    """Yield the lines about what was found, or still says what was forgotten."""
    for hidden in receipt.hidden:
        yield f"would hide: {_format_saying(hidden, receipt.space)}"
    for found in receipt.found:
        yield f"found: {_format_saying(found, receipt.space)}"
    for left in receipt.remaining:
        yield f"still says it: {_format_saying(left, receipt.space)}"
    for call in receipt.next_calls:
        what = "it" if receipt.found else "that, too"
        yield f"to forget {what}: {escape_line_breaks(call_text(call))}"
    for mention in receipt.mentions:
        yield f"may still tell it: {_format_saying(mention, receipt.space)}"
    if receipt.mentions_left_out:
        yield f"may still tell it: {receipt.mentions_left_out} more"
    for call in receipt.mention_calls:
        yield f"to forget what may tell it: {escape_line_breaks(call_text(call))}"


def _format_first_line(receipt: Receipt) -> str:
    parts = [
        f"{receipt.act}: {STATUSES[receipt.status]}",
        f"space {format_name(receipt.space)}",
        f"change {receipt.change}" if receipt.change else None,
        f"episode {receipt.episode}" if receipt.episode else None,
    ]
    return ", ".join(part for part in parts if part)


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
