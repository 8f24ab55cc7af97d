"""Rendering the operations of a decision: what each did, and what needs the user's consent."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeAlias

from pydantic import Field

from mcp_mem0.domain.model.changes import Effort, OperationName
from mcp_mem0.domain.model.closings import WITHOUT_SPAN, Closing
from mcp_mem0.domain.rendering.quoting import Output, escape_line_breaks, quote_text
from mcp_mem0.domain.results.receipts import ClosedFact, Confirmation, Outcome
from mcp_mem0.domain.results.suggested_call import Call, format_tool_call

_CLOSING_VERBS: dict[Closing | None, tuple[str, str]] = {
    "corrected": ("corrects", ""),
    "extended": ("extends", ""),
    "withdrawn": ("withdraws", ", which never was so"),
}

CallFormatter: TypeAlias = Callable[[Call], str]
"""Formats a call in the form that the reader can use."""


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


class ConfirmationModel(Output):
    """Facts that would have been closed, and the call that closes them if the user agrees."""

    closes: tuple[FactModel, ...]
    text: str | None = None
    reason: str
    confirm: str


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
    why = f" ({escape_line_breaks(confirmation.reason)})" if confirmation.reason else ""
    return f"not closed: {closes}{by}{why}; only if the user agrees: {call}"


def format_outcome(outcome: Outcome, effort: Effort) -> str:
    """Format one operation of a decision on one line."""
    name = f" {format_fact_id(outcome.id, outcome.revision)}" if outcome.id else ""
    closed = "".join(map(_format_closed_fact, outcome.closed))
    missing = ", ".join(quote_text(detail) for detail in outcome.missing)
    left_out = f", no longer says {missing}" if missing else ""
    said = f"{outcome.operation}{name}: {quote_text(outcome.text)}{closed}{left_out}"
    # An erase leaves no reason that tells of what is gone.
    return f"{said} ({format_reason(outcome.reason, effort)})" if outcome.reason else said


def format_reason(reason: str, effort: Effort) -> str:
    """Format the reason of a decision; a model's is quoted, because it may repeat others' words."""
    return escape_line_breaks(reason) if effort.model is None else quote_text(reason)


def format_fact_id(fact_id: str, revision: int | None) -> str:
    """Format the id of a fact, with the revision if it is known."""
    return f"{fact_id} revision {revision}" if revision else fact_id


def _build_fact_models(facts: tuple[ClosedFact, ...]) -> tuple[FactModel, ...] | None:
    return tuple(map(_build_fact_model, facts)) or None


def _build_fact_model(fact: ClosedFact) -> FactModel:
    closed_as = fact.closed_as if fact.closed_as in WITHOUT_SPAN else None
    return FactModel(id=fact.id, revision=fact.revision, text=fact.text, closed_as=closed_as)


def _format_closed_fact(fact: ClosedFact) -> str:
    verb, rest = _CLOSING_VERBS.get(fact.closed_as, ("closes", ""))
    return f", {verb} {_format_fact(fact)}{rest}"


def _format_fact(fact: ClosedFact) -> str:
    return f"{format_fact_id(fact.id, fact.revision)} {quote_text(fact.text)}"
