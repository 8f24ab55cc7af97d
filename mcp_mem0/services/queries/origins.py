"""Reading who stated the facts that a decision would close."""

from collections.abc import Collection, Sequence

from mcp_mem0.domain.grounding.close_limits import Grounds, list_chosen_closes
from mcp_mem0.domain.grounding.origins import Origin, find_origin, merge_origins
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.operations import Operation
from mcp_mem0.domain.model.rows import Episode, Fact, Message
from mcp_mem0.ports import DecisionInput, RecordReader
from mcp_mem0.services.queries.lookups import load_lineages


async def load_grounds(
    records: RecordReader, case: DecisionInput, operations: Sequence[Operation], *, closes_max: int
) -> Grounds:
    """Return the grounds on which operations may close the facts that they name."""
    replaced_ids = {near.fact.id for near in case.replaced}
    closes = {
        fact.id: fact for each in operations for fact in list_chosen_closes(each, replaced_ids)
    }
    return Grounds(
        origins=await _load_origins(records, case.episode.space, closes.values()),
        before=_find_last_message(case.recent),
        closes_max=closes_max,
    )


def _find_last_message(messages: Sequence[Message]) -> Message | None:
    return messages[-1] if messages else None


async def _load_origins(
    records: RecordReader, space: str, facts: Collection[Fact]
) -> dict[str, Origin]:
    """Return the origins of facts by row id.

    A user's statement stays the user's even if an assistant repeats it in other words, so all
    revisions count.
    """
    revisions = (await load_lineages(records, space, (fact.lineage for fact in facts))).facts
    sources = tuple(sorted({fact.source for fact in revisions}))
    if not sources:
        return {}
    where = Filter(spaces=(space,), ids=sources, state="any")
    episodes = {each.id: each for each in await records.find(Episode, where)}
    by_lineage: dict[str, list[Fact]] = {}
    for fact in revisions:
        by_lineage.setdefault(fact.lineage, []).append(fact)
    return {
        fact.id: merge_origins(
            find_origin(episodes.get(each.source), each)
            for each in by_lineage.get(fact.lineage, [fact])
        )
        for fact in facts
    }
