"""A receipt in plain words: what changed, and what is left to do.

The ids in it are those that a next call needs: of facts, and of the change for its undo.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from mcp_mem0.domain.dates import format_day, spell_stated
from mcp_mem0.domain.rendering.changes.outcome_words import describe_outcome
from mcp_mem0.domain.rendering.operations import CallFormatter, format_confirmation
from mcp_mem0.domain.rendering.quoting import escape_line_breaks, format_name, quote_text
from mcp_mem0.domain.rendering.receipts import STATUSES, render_sayings
from mcp_mem0.domain.results.receipts import ConflictHint, Receipt, StatementResult
from mcp_mem0.domain.results.suggested_call import format_tool_call

_SINGLE: Final = 1


def describe_receipt(receipt: Receipt, call_text: CallFormatter = format_tool_call) -> str:
    """Return what changed, and what the caller should know, a sentence or a fact on each line."""
    return "\n".join(_describe_lines(receipt, call_text))


def _describe_lines(receipt: Receipt, call_text: CallFormatter) -> Iterator[str]:
    change = f", change {receipt.change}" if receipt.change else ""
    space = format_name(receipt.space)
    yield f"{receipt.act}: {STATUSES[receipt.status]}, space {space}{change}"
    is_dry_run = receipt.status == "dry_run"
    for outcome in receipt.outcomes:
        yield describe_outcome(outcome, receipt.act, is_dry_run=is_dry_run)
    yield from _describe_passages(receipt)
    for near in receipt.near:
        yield _describe_conflict(near, call_text)
    yield from _describe_statements(receipt.statements)
    yield from render_sayings(receipt, call_text)
    for withheld in receipt.withheld:
        yield format_confirmation(withheld, call_text)
    for dropped in receipt.dropped:
        yield f"left out: {escape_line_breaks(dropped)}"
    yield from map(escape_line_breaks, receipt.notes)


def _describe_passages(receipt: Receipt) -> Iterator[str]:
    """Yield how many passages were kept or hidden, unless outcomes say the same."""
    count = receipt.excerpts
    if not count or (receipt.outcomes and count == _SINGLE) or receipt.statements:
        return
    noun = "passage" if count == _SINGLE else "passages"
    done = "hidden" if receipt.act == "forget" else "kept word for word"
    yield f"{'would be ' if receipt.status == 'dry_run' else ''}{done}: {count} {noun}"


def _describe_statements(statements: Sequence[StatementResult]) -> Iterator[str]:
    """Yield what no outcome says: which statements made no fact, or may not be so together."""
    by_place = {each.position: each for each in statements}
    for each in statements:
        if each.result == "kept":
            yield f"kept word for word, no fact was taken from it: {_name_statement(each)}"
        for place in each.conflicting:
            earlier, later = _name_statement(by_place[place]), _name_statement(each)
            yield f"may conflict: {earlier} and {later}; forget the one that is not so"


def _name_statement(result: StatementResult) -> str:
    facts = f" ({', '.join(result.facts)})" if result.facts else ""
    return f"contents[{result.position}]{facts}"


def _describe_conflict(near: ConflictHint, call_text: CallFormatter) -> str:
    start = (
        f"said {format_day(near.said_at)}"
        if near.since is None
        else f"since {spell_stated(near.since)}"
    )
    settle = "" if near.settle is None else f"; to settle it: {call_text(near.settle)}"
    said = f"may conflict: {quote_text(near.text)} ({near.id}, {start})"
    return f"{said}{escape_line_breaks(settle)}"
