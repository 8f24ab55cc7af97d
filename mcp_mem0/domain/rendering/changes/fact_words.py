"""The history of a fact in plain words: what it said, since when, and what became of it."""

from collections.abc import Iterator
from datetime import UTC, tzinfo

from mcp_mem0.domain.dates import spell_stated
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.rendering.changes.change_words import format_author, format_local_minute
from mcp_mem0.domain.rendering.closing_words import describe_closing
from mcp_mem0.domain.rendering.history import find_opening_reason, quote_counted
from mcp_mem0.domain.rendering.operations import format_reason
from mcp_mem0.domain.rendering.quoting import format_name, format_speaker
from mcp_mem0.domain.results.history import FactHistory, FactRevision
from mcp_mem0.domain.text.search_text import label_speaker


def describe_history(history: FactHistory, zone: tzinfo = UTC) -> str:
    """Return all that a fact said, oldest first."""
    return "\n".join(_describe_lines(history, zone))


def _describe_lines(history: FactHistory, zone: tzinfo) -> Iterator[str]:
    space = format_name(history.space)
    yield f"Quoted from memory, fact {history.lineage} (space {space}), oldest first:"
    for item in history.revisions:
        yield _describe_revision(item, zone)
        words = item.words
        if words is not None and words.content.strip() != item.fact.text.strip():
            yield f"   from {format_speaker(label_speaker(words))}: {quote_counted(words.content)}"
        if item.opened is not None:
            yield f"   kept {_format_turn(item.opened, find_opening_reason(item), zone)}"
        if item.closed is not None:
            closing = describe_closing(item.fact.retired_as) or "closed"
            yield f"   {closing} {_format_turn(item.closed, item.fact.retired_why or '', zone)}"


def _describe_revision(item: FactRevision, zone: tzinfo) -> str:
    fact = item.fact
    told = [f"said {format_local_minute(fact.said_at, zone)}"]
    if fact.valid_from:
        told.append(f"since {spell_stated(fact.since)}")
    if fact.until:
        told.append(f"until {spell_stated(fact.until)}")
    return f"{fact.revision}. {quote_counted(fact.text)} ({', '.join(told)})"


def _format_turn(change: Change, why: str, zone: tzinfo) -> str:
    at = format_local_minute(change.recorded_at, zone)
    # The rules and callers have the same few reasons; only a model's says more than the act.
    reason = f": {format_reason(why, change.effort)}" if why and change.effort.model else ""
    return f"{at} by {format_author(change.author)} (change {change.id}){reason}"
