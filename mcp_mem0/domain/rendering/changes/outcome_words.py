"""One outcome in plain words, such as `kept: "Ana lives in Oslo" (f_1)`."""

from collections.abc import Sequence
from typing import Final

from mcp_mem0.domain.model.changes import Act
from mcp_mem0.domain.rendering.quoting import quote_text
from mcp_mem0.domain.results.receipts import ClosedFact, Outcome
from mcp_mem0.domain.text.normalise import shorten

_KEPT: Final = ("kept", "would keep")
_KNOWN: Final = ("known already", "known already")
_BOTH_HOLD: Final = ("still holds", "would still hold")
_RESTORED: Final = ("restored", "would restore")
_TAKEN_BACK: Final = ("taken back", "would take back")
_FORGOTTEN: Final = ("forgotten", "would forget")
_ENDED: Final = ("ended", "would end")
_WITHDRAWN: Final = ("withdrawn as never true", "would withdraw as never true")
_CORRECTED: Final = ("corrected", "would correct")
_EXTENDED: Final = ("extended", "would extend")
_REPLACED: Final = ("replaced", "would replace")
"""What was done, and what a dry run would do."""


def describe_outcome(
    outcome: Outcome, act: Act, *, is_dry_run: bool = False, chars_max: int | None = None
) -> str:
    """Return what an outcome of an act did, on one line.

    Args:
        outcome: The outcome.
        act: The act that it belongs to.
        is_dry_run: Nothing was done: say what would be.
        chars_max: The longest quoted text; None for whole texts.
    """
    verb = _choose_verb(outcome, act)
    said = _quote(outcome.text, chars_max)
    if outcome.operation == "DELETE":
        told = _join_facts(outcome.closed, None, chars_max) or said
    elif outcome.closed:
        between = "by" if verb is _REPLACED else "in place of" if verb is _RESTORED else "to"
        before = _join_facts(outcome.closed, outcome.id, chars_max)
        now = f"{said}{_format_id(outcome.id)}"
        told = f"{now} {between} {before}" if verb is _RESTORED else f"{before} {between} {now}"
    else:
        told = f"{said}{_format_id(outcome.id)}"
    lacking = () if verb is _RESTORED else outcome.missing
    missing = ", ".join(_quote(detail, chars_max) for detail in lacking)
    left_out = f", which no longer says {missing}" if missing else ""
    return f"{verb[is_dry_run]}: {told}{left_out}"


def _choose_verb(outcome: Outcome, act: Act) -> tuple[str, str]:
    if act == "undo":
        return _TAKEN_BACK if outcome.operation == "DELETE" else _RESTORED
    match outcome.operation:
        case "NOOP":
            return _BOTH_HOLD if act == "settle" else _KNOWN
        case "DELETE":
            is_withdrawn = any(fact.closed_as == "withdrawn" for fact in outcome.closed)
            ended = _WITHDRAWN if is_withdrawn else _ENDED
            return _FORGOTTEN if act == "forget" else ended
        case "ADD" | "UPDATE":
            return _choose_replacing_verb(outcome.closed)


def _choose_replacing_verb(closed: Sequence[ClosedFact]) -> tuple[str, str]:
    ways = {fact.closed_as for fact in closed}
    if not ways:
        return _KEPT
    if ways == {"corrected"}:
        return _CORRECTED
    return _EXTENDED if ways == {"extended"} else _REPLACED


def _join_facts(facts: Sequence[ClosedFact], known_id: str | None, chars_max: int | None) -> str:
    """Return facts with their ids; an id that is told anyway is left out."""
    return ", ".join(
        f"{_quote(fact.text, chars_max)}{'' if fact.id == known_id else _format_id(fact.id)}"
        for fact in facts
    )


def _format_id(fact_id: str | None) -> str:
    return f" ({fact_id})" if fact_id else ""


def _quote(text: str, chars_max: int | None) -> str:
    return quote_text(text if chars_max is None else shorten(text, chars_max))
