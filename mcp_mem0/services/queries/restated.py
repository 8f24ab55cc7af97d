"""Finding what was stated anew since a change, which an undo need not bring back."""

from collections.abc import Collection, Iterable, Mapping

from mcp_mem0.domain.decisions.undo_builder import says_the_same
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.similar_rows import find_similar_rows


async def find_restated(
    records: RecordReader, change: Change, facts: Iterable[Fact], *, besides: Collection[str]
) -> dict[str, Fact]:
    """Return, by the row id of a closed fact, an open one that says the same since a change.

    Args:
        records: The store.
        change: The change that closed the facts.
        facts: The facts, with vectors.
        besides: The ids of open facts that do not count.
    """
    restated: dict[str, Fact] = {}
    for fact in facts:
        for row in await find_similar_rows(records, [Fact], change.space, fact):
            is_newer = row.recorded_at > change.recorded_at and row.id not in besides
            if isinstance(row, Fact) and is_newer and says_the_same(row, fact):
                restated[fact.id] = row
    return restated


def describe_restated(restated: Mapping[str, Fact]) -> tuple[str, ...]:
    """Return a sentence for each fact that is not brought back."""
    return tuple(
        f"{row_id} was not brought back: {fact.id} says the same since then"
        for row_id, fact in restated.items()
    )
