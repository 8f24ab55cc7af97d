"""Finding what was forgotten, so that it is left out: facts and messages."""

from collections.abc import Collection, Iterable, Sequence

from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Message
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.held_words import mask_messages


async def find_forgotten_facts(
    records: RecordReader, rows: Iterable[Fact | Excerpt], spaces: tuple[str, ...]
) -> frozenset[str]:
    """Return the row ids of closed facts that were forgotten, or whose last revision was."""
    closed = [row for row in rows if isinstance(row, Fact) and not row.is_open]
    lineages = tuple(sorted({fact.lineage for fact in closed}))
    if not lineages:
        return frozenset()
    revisions = await records.find(Fact, Filter(spaces=spaces, lineages=lineages, state="any"))
    newest = {
        fact.lineage: fact for fact in sorted(revisions, key=lambda revision: revision.revision)
    }
    hidden = await find_forgotten_revisions(records, spaces)
    return frozenset(
        fact.id
        for fact in closed
        if fact.id in hidden or newest[fact.lineage].retired_as in HIDING_WORDS
    )


async def find_forgotten_revisions(records: RecordReader, spaces: Iterable[str]) -> frozenset[str]:
    """Return the row ids of facts that were closed before they were forgotten."""
    found = [(await records.find_forgotten(space)).revisions for space in spaces]
    return frozenset[str]().union(*found)


async def find_hidden_facts(
    records: RecordReader, rows: Iterable[Fact], spaces: tuple[str, ...]
) -> frozenset[str]:
    """Return the row ids of closed facts that were forgotten, or whose message was.

    Forgetting a session retires its open rows. A fact that was replaced or ended before that is
    closed already; only its message is hidden.
    """
    closed = [fact for fact in rows if not fact.is_open]
    forgotten = await find_forgotten_facts(records, closed, spaces)
    places = await _find_forgotten_places(records, spaces, {fact.source for fact in closed})
    return forgotten | {fact.id for fact in closed if get_place(fact) in places}


async def find_forgotten_messages(
    records: RecordReader, episodes: Sequence[Episode]
) -> dict[str, frozenset[int]]:
    """Return which messages of stored episodes of a space were forgotten, by episode."""
    if not episodes:
        return {}
    ids = [each.id for each in episodes]
    places = await _find_forgotten_places(records, (episodes[0].space,), ids)
    return {row: frozenset(each.position for each in places if each.source == row) for row in ids}


async def _find_forgotten_places(
    records: RecordReader, spaces: tuple[str, ...], sources: Collection[str]
) -> frozenset[Place]:
    """Return the messages of some episodes that were forgotten."""
    if not sources:
        return frozenset()
    where = Filter(spaces=spaces, sources=tuple(sorted(sources)), state="any")
    excerpts = await records.find(Excerpt, where)
    # An undo may have reopened them.
    open_places = {get_place(each) for each in excerpts if each.is_open}
    forgotten_places = {get_place(each) for each in excerpts if each.retired_as in HIDING_WORDS}
    return frozenset(forgotten_places - open_places)


async def list_messages(
    records: RecordReader, space: str, episodes: Sequence[Episode]
) -> list[tuple[Episode, Message]]:
    """Return the messages of episodes, in their order, without what was forgotten."""
    sources = tuple(episode.id for episode in episodes)
    if not sources:
        return []
    excerpts = await records.find(Excerpt, Filter(spaces=(space,), sources=sources))
    # A message whose excerpts were all hidden was forgotten.
    places = {(excerpt.source, excerpt.position) for excerpt in excerpts}
    said = [
        (episode, message)
        for episode in episodes
        for position, message in enumerate(episode.intake.all_messages)
        if (episode.id, position) in places
    ]
    return await mask_messages(records, space, said)
