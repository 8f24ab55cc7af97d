"""Writing what a change did."""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, TypeAlias

from pydantic import Field

from mcp_mem0.domain.dates import day
from mcp_mem0.domain.model.changes import Act, Effort, OperationName
from mcp_mem0.domain.rendering.quoting import (
    Output,
    one_line,
    plain_code,
    plain_name,
    quotation,
)
from mcp_mem0.domain.results.receipts import Closed, Confirmation, Near, Outcome, Receipt, Status
from mcp_mem0.domain.results.suggested_call import Call, tool_call_text

CallText: TypeAlias = Callable[[Call], str]
"""Writes a call as whoever reads the receipt makes it."""

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


class OperationModel(Output):
    """What was decided about one statement; id and revision name the fact that is open now."""

    operation: OperationName
    id: str | None = None
    revision: int | None = None
    text: str
    reason: str
    closed: tuple[FactModel, ...] | None = None


class NearModel(Output):
    """An existing fact that may conflict, and the call that would settle it."""

    id: str
    revision: int
    text: str
    since: str
    settle: str | None = None


class ConfirmationModel(Output):
    """Facts that would have been closed, and the call that closes them if the user agrees."""

    closes: tuple[FactModel, ...]
    text: str | None = None
    reason: str
    confirm: str


class ReceiptModel(Output):
    """What a call changed, and what it cost."""

    act: Act
    status: Status
    space: str
    change: Annotated[str | None, Field(description="The id to undo it by.")] = None
    episode: Annotated[str | None, Field(description="The id of the words as they came.")] = None
    operations: tuple[OperationModel, ...] | None = None
    excerpts: Annotated[int | None, Field(description="Passages stored, or hidden.")] = None
    near: tuple[NearModel, ...] | None = None
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


def receipt_structure(receipt: Receipt, call_text: CallText = tool_call_text) -> ReceiptModel:
    """Return the receipt as structure, to be written without what is None."""
    effort = receipt.effort
    return ReceiptModel(
        act=receipt.act,
        status=receipt.status,
        space=receipt.space,
        change=receipt.change,
        episode=receipt.episode,
        operations=tuple(operation_model(each) for each in receipt.outcomes) or None,
        excerpts=receipt.excerpts or None,
        near=tuple(_near_model(each, call_text) for each in receipt.near) or None,
        found=_fact_models(receipt.found),
        withheld=confirmation_models(receipt.withheld, call_text),
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


def receipt_text(receipt: Receipt, call_text: CallText = tool_call_text) -> str:
    """Return the receipt as text."""
    return "\n".join(_lines(receipt, call_text))


def operation_model(outcome: Outcome) -> OperationModel:
    """Return one operation as structure."""
    return OperationModel(
        operation=outcome.operation,
        id=outcome.id,
        revision=outcome.revision,
        text=outcome.text,
        reason=outcome.reason,
        closed=_fact_models(outcome.closed),
    )


def confirmation_models(
    withheld: Sequence[Confirmation], call_text: CallText = tool_call_text
) -> tuple[ConfirmationModel, ...] | None:
    """Return what waits for the caller as structure, or None if nothing does."""
    models = [
        ConfirmationModel(
            closes=tuple(map(_fact_model, each.closes)),
            text=each.text or None,
            reason=each.reason,
            confirm=call_text(each.confirm),
        )
        for each in withheld
    ]
    return tuple(models) or None


def confirmation_line(confirmation: Confirmation, call_text: CallText = tool_call_text) -> str:
    """Write what waits for the caller on a line."""
    closes = ", ".join(map(_fact, confirmation.closes))
    by = f", to be replaced by {quotation(confirmation.text)}" if confirmation.text else ""
    call = one_line(call_text(confirmation.confirm))
    return (
        f"not closed: {closes}{by} ({one_line(confirmation.reason)}); only if the user agrees:"
        f" {call}"
    )


def _near_model(near: Near, call_text: CallText) -> NearModel:
    return NearModel(
        id=near.id,
        revision=near.revision,
        text=near.text,
        since=day(near.since),
        settle=None if near.settle is None else call_text(near.settle),
    )


def _fact_models(facts: tuple[Closed, ...]) -> tuple[FactModel, ...] | None:
    return tuple(map(_fact_model, facts)) or None


def _fact_model(fact: Closed) -> FactModel:
    return FactModel(id=fact.id, revision=fact.revision, text=fact.text)


def _lines(receipt: Receipt, call_text: CallText) -> Iterator[str]:
    yield _first_line(receipt)
    yield from (outcome_line(outcome, receipt.effort) for outcome in receipt.outcomes)
    if receipt.excerpts:
        yield f"excerpts {'hidden' if receipt.act == 'forget' else 'stored'}: {receipt.excerpts}"
    for near in receipt.near:
        settle = (
            "" if near.settle is None else f"; to settle it: {one_line(call_text(near.settle))}"
        )
        known = f"{_name(near.id, near.revision)}, since {day(near.since)}"
        yield f"may conflict: {known}: {quotation(near.text)}{settle}"
    for fact in receipt.found:
        yield f"found: {_fact(fact)}"
    for withheld in receipt.withheld:
        yield confirmation_line(withheld, call_text)
    yield f"decided_by: {one_line(receipt.effort.decided_by)}{_cost(receipt)}"
    for dropped in receipt.dropped:
        yield f"dropped: {one_line(dropped)}"
    yield from map(one_line, receipt.notes)


def _first_line(receipt: Receipt) -> str:
    parts = [
        f"{receipt.act}: {_STATUSES[receipt.status]}",
        f"space {plain_name(receipt.space)}",
        f"change {receipt.change}" if receipt.change else None,
        f"episode {receipt.episode}" if receipt.episode else None,
    ]
    return ", ".join(part for part in parts if part)


def outcome_line(outcome: Outcome, effort: Effort) -> str:
    """Write one operation of a decision on a line."""
    name = f" {_name(outcome.id, outcome.revision)}" if outcome.id else ""
    closed = f", closes {', '.join(map(_fact, outcome.closed))}" if outcome.closed else ""
    said = f"{outcome.operation}{name}: {quotation(outcome.text)}{closed}"
    return f"{said} ({reason_text(outcome.reason, effort)})"


def reason_text(reason: str, effort: Effort) -> str:
    """Write the reason of a decision: as a quotation if a model gave it, who may repeat others."""
    return one_line(reason) if effort.model is None else quotation(reason)


def _fact(fact: Closed) -> str:
    return f"{_name(fact.id, fact.revision)} {quotation(fact.text)}"


def _name(fact_id: str, revision: int | None) -> str:
    return f"{fact_id} revision {revision}" if revision else fact_id


def _cost(receipt: Receipt) -> str:
    effort = receipt.effort
    figures = {
        "model": plain_code(effort.model) if effort.model else "",
        "prompt_version": one_line(effort.prompt_version or ""),
        "candidates": receipt.candidates,
        "calls": effort.calls,
        "tokens_in": effort.tokens_in,
        "tokens_out": effort.tokens_out,
        "tokens_cached": effort.tokens_cached,
        "milliseconds": effort.milliseconds,
    }
    return "".join(f", {name} {figure}" for name, figure in figures.items() if figure)
