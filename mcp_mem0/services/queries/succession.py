"""Finding what the memories shown replaced, what replaced them, and their related facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import format_revision_id
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.results.recall_result import Beginning
from mcp_mem0.domain.retrieval.excerpt_folding import (
    get_place,
    is_alike,
    is_disowned,
    is_source_excerpt,
)
from mcp_mem0.domain.retrieval.past_excerpts import is_void_at
from mcp_mem0.domain.retrieval.recall_items import restore_belief
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.queries.forgotten import find_forgotten_revisions
from mcp_mem0.services.queries.lookups import find_successors
from mcp_mem0.services.queries.repeats import find_decisions, find_refused, list_repeats

SUCCESSIONS_MAX = 20
"""How many replacements are followed to find a fact's successor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Predecessors:
    """By a fact's row id: the revision that it replaced, and the start that it took over."""

    replaced: Mapping[str, Fact]
    starts: Mapping[str, Beginning]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """By an excerpt's row id: the facts drawn from it, and what it was refused to replace."""

    facts: Mapping[str, list[Fact]] = field(default_factory=dict[str, list[Fact]])
    refused: Mapping[str, Fact | None] = field(default_factory=dict[str, Fact | None])


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedFacts:
    """The facts shown with a memory, by its row id.

    Attributes:
        sources: The facts drawn from an excerpt, or that it only repeats, open and closed.
        drawn_facts: The same, but a fact that was extended is given as what it was extended to.
        successors: The open fact that replaced a closed one, directly or not.
        predecessors: The revision that an open fact replaced.
        starts: Where an open fact began that corrected or extended others, if nobody said since
            when it holds: where the first of them did.
        refused: By the row id of an excerpt of which nothing was decided, the fact that it was to
            replace, as it is now; None if it has ended.
        forgotten: The row ids of facts that were closed before they were forgotten: what they said
            is not told.
        disowned: The row ids of excerpts that say only what never was so, or was not so then.
    """

    sources: Mapping[str, Sequence[Fact]] = field(default_factory=dict[str, Sequence[Fact]])
    drawn_facts: Mapping[str, Sequence[Fact]] = field(default_factory=dict[str, Sequence[Fact]])
    successors: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    predecessors: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    starts: Mapping[str, Beginning] = field(default_factory=dict[str, Beginning])
    refused: Mapping[str, Fact | None] = field(default_factory=dict[str, Fact | None])
    forgotten: frozenset[str] = frozenset()
    disowned: frozenset[str] = frozenset()


async def find_related_facts(  # noqa: PLR0913 - what is known already saves reading
    records: RecordReader,
    rows: Sequence[Fact | Excerpt],
    spaces: tuple[str, ...],
    *,
    known_facts: Iterable[Fact] = (),
    known_at: datetime | None = None,
    valid_at: datetime | None = None,
) -> RelatedFacts:
    """Read the facts related to the memories shown, as believed now or at `known_at`.

    With `valid_at` they answer a question about the world of that moment. What is among the known
    facts need not be read again.
    """
    facts = [row for row in rows if isinstance(row, Fact)]
    excerpts = [row for row in rows if isinstance(row, Excerpt)]
    find_drawn = partial(_find_drawn_facts, records, excerpts, spaces, known_at)
    find_before = partial(_find_predecessors, records, facts, spaces)
    if excerpts and any(fact.revision > 1 for fact in facts):
        drawn, predecessors = await gather_two(find_drawn, find_before)
    else:
        # At most one of them reads anything.
        drawn, predecessors = await find_drawn(), await find_before()
    drawn_facts = drawn.facts
    current = await _follow_extensions(records, drawn_facts, known_at)
    forgotten = await find_forgotten_revisions(records, spaces)
    closed = [fact for fact in (*facts, *_list_facts(current)) if fact.is_superseded]
    return RelatedFacts(
        sources=drawn_facts,
        drawn_facts=current,
        disowned=frozenset(
            excerpt.id
            for excerpt in excerpts
            if is_disowned(
                excerpt,
                drawn_facts.get(excerpt.id, ()),
                current.get(excerpt.id, ()),
                in_past=valid_at is not None,
            )
            or (valid_at is not None and is_void_at(current.get(excerpt.id, ()), valid_at))
        ),
        refused=drawn.refused,
        forgotten=forgotten,
        predecessors={
            row_id: fact
            for row_id, fact in predecessors.replaced.items()
            if fact.id not in forgotten
        },
        starts=predecessors.starts,
        successors=await _find_successors(records, closed, (*facts, *known_facts), known_at),
    )


async def _find_drawn_facts(
    records: RecordReader,
    excerpts: Sequence[Excerpt],
    spaces: tuple[str, ...],
    known_at: datetime | None,
) -> "_Drawn":
    sources = tuple(sorted({excerpt.source for excerpt in excerpts}))
    if not sources:
        return _Drawn()
    facts_found, decisions = await gather_two(
        partial(records.find, Fact, Filter(spaces=spaces, sources=sources, state="any")),
        partial(find_decisions, records, spaces, sources),
    )
    repeats = list_repeats(decisions)
    refused = await find_refused(records, spaces, decisions)
    others = {fact_id for fact_ids in repeats.values() for fact_id in fact_ids}
    others -= {fact.id for fact in facts_found}
    if others:
        ids = tuple(sorted(others))
        facts_found += await records.find(Fact, Filter(spaces=spaces, ids=ids, state="any"))
    facts = [
        restore_belief(fact, known_at)
        for fact in facts_found
        if known_at is None or fact.recorded_at <= known_at
    ]
    return _Drawn(
        facts={
            excerpt.id: [
                fact
                for fact in facts
                if is_source_excerpt(excerpt, fact)
                or (fact.id in repeats.get(get_place(excerpt), ()) and is_alike(excerpt, fact))
            ]
            for excerpt in excerpts
        },
        refused={
            excerpt.id: refused[excerpt.source] for excerpt in excerpts if excerpt.source in refused
        },
    )


async def _follow_extensions(
    records: RecordReader, drawn_facts: Mapping[str, Sequence[Fact]], known_at: datetime | None
) -> dict[str, Sequence[Fact]]:
    """Return the facts with each extended one as the fact that says more in its place."""
    current = {fact.id: fact for fact in _list_facts(drawn_facts)}
    for _ in range(SUCCESSIONS_MAX):
        extended = [fact for fact in current.values() if fact.retired_as == "extended"]
        successors = await _find_direct_successors(records, extended)
        if not successors:
            break
        current = {
            row_id: restore_belief(successors.get(fact.id, fact), known_at)
            for row_id, fact in current.items()
        }
    return {
        row_id: list({current[fact.id].id: current[fact.id] for fact in facts}.values())
        for row_id, facts in drawn_facts.items()
    }


async def _find_predecessors(
    records: RecordReader, facts: Sequence[Fact], spaces: tuple[str, ...]
) -> _Predecessors:
    """Find what the facts replaced, and since when those hold that took the place of others."""
    replaced: dict[str, Fact] = {}
    starts: dict[str, Beginning] = {}
    current = {fact.id: fact for fact in facts}
    for step in range(SUCCESSIONS_MAX):
        found = await _load_predecessors(records, current, spaces)
        if step == 0:
            replaced = {row: fact for row, fact in found.items() if fact.retired_as == "replaced"}
        current = {
            row_id: fact
            for row_id, fact in found.items()
            if fact.retired_as in {"corrected", "extended"} and current[row_id].valid_from is None
        }
        if not current:
            break
        starts |= {
            row_id: Beginning(since=fact.since, is_stated=fact.valid_from is not None)
            for row_id, fact in current.items()
        }
    return _Predecessors(replaced=replaced, starts=starts)


async def _load_predecessors(
    records: RecordReader, facts: Mapping[str, Fact], spaces: tuple[str, ...]
) -> dict[str, Fact]:
    """Return, by the same keys, the revision that each fact took the place of, if it did."""
    keys = {
        format_revision_id(fact.lineage, fact.revision - 1): row_id
        for row_id, fact in facts.items()
        if fact.revision > 1
    }
    if not keys:
        return {}
    found = await records.find(Fact, Filter(spaces=spaces, ids=tuple(keys), state="any"))
    return {
        keys[fact.id]: fact for fact in found if fact.retired_by == facts[keys[fact.id]].recorded_by
    }


async def _find_successors(
    records: RecordReader,
    closed: Sequence[Fact],
    known_facts: Sequence[Fact],
    known_at: datetime | None,
) -> dict[str, Fact]:
    """Return, by row id, the open fact at the end of the replacements of each closed one."""
    if not closed:
        return {}
    # A lineage has one open revision, so where that is known nothing needs to be followed.
    heads = {(fact.space, fact.lineage): fact for fact in known_facts if fact.is_open}
    newest = {fact.id: heads.get((fact.space, fact.lineage), fact) for fact in closed}
    for _ in range(SUCCESSIONS_MAX):
        replaced = [fact for fact in newest.values() if fact.is_superseded]
        if not replaced:
            break
        successors = await _find_direct_successors(records, replaced)
        newest = {
            row_id: restore_belief(successors.get(fact.id, fact), known_at)
            for row_id, fact in newest.items()
            if not fact.is_superseded or fact.id in successors
        }
    return {row_id: fact for row_id, fact in newest.items() if fact.is_open}


async def _find_direct_successors(
    records: RecordReader, facts_replaced: Sequence[Fact]
) -> dict[str, Fact]:
    successors: dict[str, Fact] = {}
    by_space = sorted(facts_replaced, key=lambda fact: fact.space)
    for space, facts in groupby(by_space, key=lambda fact: fact.space):
        successors |= await find_successors(records, space, list(facts))
    return successors


def _list_facts(drawn_facts: Mapping[str, Iterable[Fact]]) -> list[Fact]:
    facts = {
        fact.id: fact for facts_of_excerpt in drawn_facts.values() for fact in facts_of_excerpt
    }
    return list(facts.values())
