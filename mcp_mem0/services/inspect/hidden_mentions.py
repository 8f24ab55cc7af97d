"""Finding which facts of another time were forgotten since, from what is read of a whole space."""

from collections.abc import Iterable
from typing import Final

from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import parse_fact_id
from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.ports import RecordReader

_Place = tuple[str, int]

_NOTHING: Final = frozenset[str]()


async def drop_forgotten(
    records: RecordReader, space: str, mentions: Iterable[Mention]
) -> list[Mention]:
    """Return mentions without those of closed facts that were forgotten, or whose message was."""
    shown = list(mentions)
    closed = {each.fact for each in shown if not each.is_open}
    hidden = await _find_hidden(records, space, closed) if closed else _NOTHING
    return [each for each in shown if each.is_open or each.fact not in hidden]


async def _find_hidden(records: RecordReader, space: str, closed: set[str]) -> frozenset[str]:
    every = await records.find_mentions(Filter(spaces=(space,), state="any"))
    facts = [each for each in every if each.relation is None]
    lineages = _find_forgotten_lineages(facts)
    revisions = (await records.find_forgotten(space)).revisions
    places = await _find_forgotten_places(records, space)
    return frozenset(
        each.fact
        for each in facts
        if each.fact in closed
        and (
            each.fact in revisions
            or parse_fact_id(each.fact)[0] in lineages
            or each.place in places
        )
    )


def _find_forgotten_lineages(facts: Iterable[Mention]) -> frozenset[str]:
    """Return the facts whose newest revision was forgotten."""
    newest: dict[str, tuple[int, Mention]] = {}
    for fact in facts:
        lineage, revision = parse_fact_id(fact.fact)
        known = newest.get(lineage)
        if known is None or known[0] < (revision or 0):
            newest[lineage] = (revision or 0, fact)
    return frozenset(
        lineage for lineage, (_, fact) in newest.items() if fact.retired_as in HIDING_WORDS
    )


async def _find_forgotten_places(records: RecordReader, space: str) -> frozenset[_Place]:
    """Return the messages of a space that were forgotten, and not brought back."""
    closed = await records.find(Excerpt, Filter(spaces=(space,), state="closed"))
    forgotten = [each for each in closed if each.retired_as in HIDING_WORDS]
    sources = tuple(sorted({each.source for each in forgotten}))
    if not sources:
        return frozenset()
    still_open = await records.find(Excerpt, Filter(spaces=(space,), sources=sources))
    open_places = {get_place(each) for each in still_open}
    return frozenset({get_place(each) for each in forgotten} - open_places)
