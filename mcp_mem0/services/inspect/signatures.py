"""Measuring the signs of failure of the memory of some spaces, in bounded time.

The graph and the closings are counted whole. Of many decisions the newest are looked at, and of
many facts a sample spread over all times is compared with all others.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.decisions.near_duplicates import LIKENESS_MIN, is_nearly_same
from mcp_mem0.domain.decisions.undo_builder import says_the_same
from mcp_mem0.domain.graph.fragmentation import measure_fragmentation
from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.closings import Closing
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.proportion import Proportion
from mcp_mem0.domain.results.signatures import (
    NearDuplicates,
    Signatures,
    join_signatures,
    sort_closings,
)
from mcp_mem0.domain.retrieval.ranking import Place
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.lookups import load_facts
from mcp_mem0.services.queries.repeats import find_decisions

DECISIONS_MAX: Final = 20_000
"""Most decisions that are looked at, the newest ones of each space."""

COMPARED_MAX: Final = 300
"""Most facts that are compared with all others."""

NEAREST_MAX: Final = 8
"""How many facts near another one are looked at."""

SEARCHED_AT_ONCE: Final = 50
"""How many facts are compared in one search."""


async def measure_signatures(
    records: RecordReader,
    spaces: Sequence[str] = (),
    *,
    evidence: Collection[Place] = (),
    compared_max: int = COMPARED_MAX,
) -> Signatures:
    """Return the signs of failure of some spaces together, of all if none is named.

    Args:
        records: The store.
        spaces: The spaces.
        evidence: Messages of which facts should have been made, such as those that answer the
            questions of an evaluation.
        compared_max: Most facts of all spaces that are compared with all others.
    """
    chosen = tuple(spaces) or tuple(await records.list_spaces())
    limit = max(1, compared_max // max(1, len(chosen)))
    measured = [await _measure_space(records, space, compared_max=limit) for space in chosen]
    joined = join_signatures(measured)
    if not evidence:
        return joined
    return replace(joined, unkept_evidence=await _count_unkept(records, chosen, evidence))


async def _measure_space(records: RecordReader, space: str, *, compared_max: int) -> Signatures:
    every = Filter(spaces=(space,), state="any", hides="erased")
    mentions = await records.find_mentions(every)
    facts = [each for each in mentions if each.relation is None]
    still_open = [each for each in mentions if each.is_open]
    open_ids = [each.fact for each in still_open if each.relation is None]
    decisions = await records.find(
        Change, Filter(spaces=(space,), state="any"), order="newest", limit=DECISIONS_MAX
    )
    # It counts hundreds of thousands of names.
    fragmentation = await anyio.to_thread.run_sync(measure_fragmentation, still_open)
    return Signatures(
        unkept_episodes=_count_unkept_episodes(decisions),
        episodes_left_out=len(decisions) == DECISIONS_MAX,
        unkept_evidence=None,
        fragmentation=fragmentation,
        closed=Proportion(count=len(facts) - len(open_ids), total=len(facts)),
        closed_as=_count_closings(facts),
        near_duplicates=await _count_near_duplicates(records, space, open_ids, limit=compared_max),
    )


def _count_unkept_episodes(changes: Sequence[Change]) -> Proportion:
    decisions = [
        each for each in changes if each.act in {"remember", "relate"} and each.source is not None
    ]
    unkept = sum(not any(step.fact_ids for step in each.steps) for each in decisions)
    return Proportion(count=unkept, total=len(decisions))


def _count_closings(facts: Sequence[Mention]) -> tuple[tuple[Closing, int], ...]:
    ways = Counter[Closing](each.retired_as for each in facts if each.retired_as is not None)
    return sort_closings(dict(ways))


async def _count_unkept(
    records: RecordReader, spaces: tuple[str, ...], evidence: Collection[Place]
) -> Proportion:
    """Return how many messages neither stated, repeated nor closed a fact."""
    asked = set(evidence)
    decisions = await find_decisions(records, spaces, [place.source for place in asked])
    kept = {
        Place(change.source, step.position)
        for change in decisions
        for step in change.steps
        if change.source is not None and step.position is not None and step.fact_ids
    }
    return Proportion(count=len(asked - kept), total=len(asked))


async def _count_near_duplicates(
    records: RecordReader, space: str, ids: Sequence[str], *, limit: int
) -> NearDuplicates:
    sample = ids[:: max(1, -(-len(ids) // limit))]
    found = [
        await _compare(records, space, sample[first : first + SEARCHED_AT_ONCE])
        for first in range(0, len(sample), SEARCHED_AT_ONCE)
    ]
    return NearDuplicates(
        alike=sum((each.alike for each in found), Proportion()),
        repeated=sum((each.repeated for each in found), Proportion()),
        facts=len(ids),
    )


async def _compare(records: RecordReader, space: str, ids: Sequence[str]) -> NearDuplicates:
    """Return how many of some facts are nearly the same as any other open one of the space."""
    where = Filter(spaces=(space,))
    chosen = await records.find(Fact, replace(where, ids=tuple(ids)), vectors=True)
    facts = {each.id: each for each in chosen if each.vector is not None}
    vectors = [each.vector for each in facts.values() if each.vector is not None]
    scores = await records.search_vector_ids([Fact], vectors, where, limit=NEAREST_MAX + 1)
    near = {
        fact: [row for row, score in found.items() if row != fact and score >= LIKENESS_MIN]
        for fact, found in zip(facts, scores, strict=True)
    }
    others = await load_facts(records, space, (row for rows in near.values() for row in rows))
    pairs = [(facts[fact], [others[row] for row in rows]) for fact, rows in near.items()]
    return await anyio.to_thread.run_sync(partial(_count_pairs, pairs))


def _count_pairs(pairs: Sequence[tuple[Fact, Sequence[Fact]]]) -> NearDuplicates:
    alike = sum(any(is_nearly_same(fact, other) for other in others) for fact, others in pairs)
    repeated = sum(any(says_the_same(fact, other) for other in others) for fact, others in pairs)
    return NearDuplicates(
        alike=Proportion(count=alike, total=len(pairs)),
        repeated=Proportion(count=repeated, total=len(pairs)),
        facts=len(pairs),
    )
