"""Facts told of a moment before they were said, while nobody knows since when they hold."""

from collections.abc import Iterable
from datetime import datetime

from mcp_mem0.domain.dates import format_day
from mcp_mem0.domain.model.rows import Fact


def describe_unknown_starts(facts: Iterable[Fact], valid_at: datetime | None) -> tuple[str, ...]:
    """Return the sentence that names the facts that may not have held yet, if there are any.

    Args:
        facts: What is told.
        valid_at: The moment asked about; None is now, when all that was said has begun.
    """
    if valid_at is None:
        return ()
    ids = [fact.lineage for fact in facts if fact.valid_from is None and fact.said_at > valid_at]
    if not ids:
        return ()
    note = (
        f"Since when is unknown for {', '.join(ids)}: said after {format_day(valid_at)},"
        " so perhaps not yet true then."
    )
    return (note,)
