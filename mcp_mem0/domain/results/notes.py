"""Notes on an answer: which facts may not have been true yet at the requested time."""

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
