"""Notes on an answer: what may not have been true yet, and what nobody here can decide."""

from collections.abc import Iterable
from datetime import datetime

from mcp_mem0.domain.dates import format_day
from mcp_mem0.domain.model.rows import Fact


def describe_unknown_starts(facts: Iterable[Fact], valid_at: datetime | None) -> tuple[str, ...]:
    """Return a sentence on the facts that may not have been true yet, if there are any.

    Args:
        facts: The facts of the answer.
        valid_at: The moment asked about; None means now, when everything said has begun.
    """
    if valid_at is None:
        return ()
    ids = [fact.lineage for fact in facts if fact.valid_from is None and fact.said_at > valid_at]
    if not ids:
        return ()
    note = (
        f"Start unknown for {', '.join(ids)}: stated after {format_day(valid_at)},"
        " so perhaps not true yet at that time."
    )
    return (note,)


def describe_stranded(number: int) -> tuple[str, ...]:
    """Return a sentence on episodes that wait for a model where none is configured, if any do."""
    if not number:
        return ()
    waits = "One of them waits" if number == 1 else f"{number:,} of them wait"
    note = (
        f"{waits} for a model, and no model is configured: configure one, or run"
        " `mcp-mem0 pending --settle` to let the rules decide."
    )
    return (note,)
