"""Finding which messages only repeated known facts, or were refused, as the decisions say."""

from collections.abc import Mapping, Sequence

from mcp_mem0.domain.decisions.target_lookup import REFUSED_BY
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact
from mcp_mem0.domain.retrieval.excerpt_folding import find_repeated_facts, get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.ports import RecordReader


async def find_repeats(
    records: RecordReader, spaces: tuple[str, ...], sources: Sequence[str]
) -> dict[Place, frozenset[str]]:
    """Return, by message of the given episodes, the row ids of the facts that it repeats."""
    return list_repeats(await find_decisions(records, spaces, sources))


async def find_decisions(
    records: RecordReader, spaces: tuple[str, ...], sources: Sequence[str]
) -> list[Change]:
    """Return the changes that decided the given episodes."""
    if not sources:
        return []
    where = Filter(spaces=spaces, sources=tuple(sorted(set(sources))), state="any")
    return await records.find(Change, where)


async def find_refused(
    records: RecordReader, spaces: tuple[str, ...], decisions: Sequence[Change]
) -> dict[str, Fact | None]:
    """Return, by episode of which nothing was decided, the fact that it was to replace, as it is.

    That is none if the fact has ended since. Nothing was decided because it had changed.
    """
    refused = tuple(
        change.source
        for change in decisions
        if change.effort.decided_by == REFUSED_BY and change.source is not None
    )
    if not refused:
        return {}
    episodes = await records.find(Episode, Filter(spaces=spaces, ids=refused, state="any"))
    targets = {each.id: each.intake.replaces for each in episodes}
    lineages = {target.lineage for named in targets.values() for target in named}
    current = {
        fact.lineage: fact
        for fact in await records.find(
            Fact, Filter(spaces=spaces, lineages=tuple(sorted(lineages)))
        )
    }
    return {
        row_id: next((current[each.lineage] for each in named if each.lineage in current), None)
        for row_id, named in targets.items()
    }


def list_repeats(decisions: Sequence[Change]) -> dict[Place, frozenset[str]]:
    """Return, by message, the row ids of the facts that it repeats."""
    repeats: dict[Place, frozenset[str]] = {}
    for change in decisions:
        for step in change.steps:
            if change.source is None or step.position is None or step.kept is None:
                continue
            place = Place(change.source, step.position)
            repeats[place] = repeats.get(place, frozenset()) | {step.kept}
    return repeats


async def find_confirmed_repeats(
    records: RecordReader, rows: Mapping[str, Fact | Excerpt]
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
