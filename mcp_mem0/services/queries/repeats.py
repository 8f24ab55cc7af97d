"""Finding which messages only repeated known facts, as the decisions about them say."""

from collections.abc import Mapping, Sequence

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.excerpt_folding import find_repeated_facts, get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.ports import Records


async def find_repeats(
    records: Records, spaces: tuple[str, ...], sources: Sequence[str]
) -> dict[Place, frozenset[str]]:
    """Return, by message of the given episodes, the row ids of the facts that it repeats."""
    if not sources:
        return {}
    where = Filter(spaces=spaces, sources=tuple(sorted(set(sources))), state="any")
    repeats: dict[Place, frozenset[str]] = {}
    for change in await records.find(Change, where):
        for step in change.steps:
            if change.source is None or step.position is None or step.kept is None:
                continue
            place = Place(change.source, step.position)
            repeats[place] = repeats.get(place, frozenset()) | {step.kept}
    return repeats


async def find_confirmed_repeats(
    records: Records, rows: Mapping[str, Fact | Excerpt]
) -> dict[str, frozenset[str]]:
    """Return, by excerpt, the open facts among the rows that it only repeats."""
    candidates = find_repeated_facts(rows.values())
    excerpts = [row for row in rows.values() if isinstance(row, Excerpt) and row.id in candidates]
    spaces = tuple(sorted({excerpt.space for excerpt in excerpts}))
    repeats = await find_repeats(records, spaces, [excerpt.source for excerpt in excerpts])
    return {
        excerpt.id: candidates[excerpt.id] & repeats.get(get_place(excerpt), frozenset())
        for excerpt in excerpts
    }
