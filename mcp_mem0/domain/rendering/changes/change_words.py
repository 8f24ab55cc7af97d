"""Changes in plain words: one line for each in a list, and one line an outcome of a single one.

Times are those of a person's own clocks, to the minute.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from mcp_mem0.domain.dates import fix_offset, format_minute
from mcp_mem0.domain.model.changes import Act
from mcp_mem0.domain.model.tombstones import ERASED
from mcp_mem0.domain.rendering.changes.outcome_words import describe_outcome
from mcp_mem0.domain.rendering.erasure import format_counts
from mcp_mem0.domain.rendering.operations import CallFormatter, format_confirmation
from mcp_mem0.domain.rendering.quoting import escape_line_breaks, format_name
from mcp_mem0.domain.results.history import ChangeDetails
from mcp_mem0.domain.results.suggested_call import format_tool_call

OUTCOMES_SHOWN_MAX: Final = 2
"""Outcomes of one change on its line of a list."""

TEXT_CHARS_MAX: Final = 80
"""The longest quoted text in a list of changes."""

_WITHOUT_FACT: Final[dict[Act, str]] = {
    "remember": "messages kept word for word",
    "relate": "kept word for word",
    "forget": "messages hidden",
    "undo": "taken back",
    "erase": "erased",
    "settle": "settled",
}
"""What a change did that touched no fact."""


def describe_changes(changes: Sequence[ChangeDetails], zone: tzinfo = UTC) -> str:
    """Return changes, newest first, a line each."""
    tells_space = len({details.change.space for details in changes}) > 1
    lines = [_describe_on_line(details, zone, tells_space=tells_space) for details in changes]
    return "\n".join(lines) or "No changes found."


def describe_change(
    details: ChangeDetails,
    zone: tzinfo = UTC,
    call_text: CallFormatter = format_tool_call,
) -> str:
    """Return one change with all that it did."""
    return "\n".join(_describe_lines(details, zone, call_text))


def format_local_minute(moment: datetime, zone: tzinfo) -> str:
    """Return a moment as the clocks of a zone show it, to the minute: 2026-03-01 09:30."""
    return format_minute(fix_offset(moment, zone)).replace("T", " ")


def format_author(name: str) -> str:
    """Return the name of an author, or that an erase left none."""
    return format_name(name) if name else ERASED


def _describe_on_line(details: ChangeDetails, zone: tzinfo, *, tells_space: bool) -> str:
    change = details.change
    done = [
        describe_outcome(outcome, change.act, chars_max=TEXT_CHARS_MAX)
        for outcome in details.outcomes[:OUTCOMES_SHOWN_MAX]
    ]
    more = len(details.outcomes) - len(done)
    held = len(details.withheld)
    parts = [
        *(done or [_describe_without_fact(details)]),
        *([f"and {more:,} more"] if more else []),
        *([f"{held:,} not closed: see review"] if held else []),
    ]
    at = format_local_minute(change.recorded_at, zone)
    return f"{at} {'; '.join(parts)}, {_format_origin(details, tells_space=tells_space)}"


def _format_origin(details: ChangeDetails, *, tells_space: bool) -> str:
    """Return who made a change and where, its id, and its undo."""
    change = details.change
    parts = [
        f"by {format_author(change.author)}",
        *([f"space {format_name(change.space)}"] if tells_space else []),
        f"change {change.id}",
        *([f"undone by {details.undone_by}"] if details.undone_by else []),
    ]
    return ", ".join(parts)


def _describe_without_fact(details: ChangeDetails) -> str:
    change = details.change
    if change.undoes:
        return f"taken back: {change.undoes}"
    counts = f": {format_counts(change.erased)}" if change.erased else ""
    return f"{_WITHOUT_FACT[change.act]}{counts}"


def _describe_lines(
    details: ChangeDetails, zone: tzinfo, call_text: CallFormatter
) -> Iterator[str]:
    change = details.change
    at = format_local_minute(change.recorded_at, zone)
    yield f"{at}, {_format_origin(details, tells_space=True)}:"
    if change.undoes or not details.outcomes:
        yield f"  {_describe_without_fact(details)}"
    for outcome in details.outcomes:
        yield f"  {describe_outcome(outcome, change.act)}"
    for withheld in details.withheld:
        yield f"  {format_confirmation(withheld, call_text)}"
    for dropped in change.dropped:
        yield f"  left out: {escape_line_breaks(dropped)}"
