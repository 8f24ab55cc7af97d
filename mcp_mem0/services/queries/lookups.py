"""Lookups of lineages, targets, changes, facts, relations and authors."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from mcp_mem0.domain.access import is_same_author
from mcp_mem0.domain.decisions.commit_builder import OpenRows
from mcp_mem0.domain.decisions.target_lookup import Lineages, resolve_target
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact, Relation, Target
from mcp_mem0.ports import Records


async def load_lineages(records: Records, space: str, lineages: Iterable[str]) -> Lineages:
    """Read all revisions of some lineages."""
    ids = tuple(dict.fromkeys(lineages))
    if not ids:
        return Lineages(space=space, facts=())
    where = Filter(spaces=(space,), lineages=ids, state="any")
    return Lineages(space=space, facts=await records.find(Fact, where))


async def resolve_targets(records: Records, space: str, targets: Sequence[Target]) -> list[Fact]:
    """Return the open facts that a caller named, in that order.

    Raises:
        RequestError: One of them is unknown, closed, or newer than the caller saw.
    """
    lineages = await load_lineages(records, space, (target.lineage for target in targets))
    closed = [fact for fact in lineages.facts if fact.retired_as == "replaced"]
    successors = await find_successors(records, space, closed)
    return [resolve_target(target, lineages, successors) for target in targets]


async def find_successors(records: Records, space: str, closed: Sequence[Fact]) -> dict[str, Fact]:
    """Return, by the row id of each replaced fact, the fact that replaced it."""
    changes = await load_changes(records, (space,), (fact.retired_by for fact in closed))
    successor_ids = {
        row: step.opened
        for change in changes.values()
        for step in change.steps
        for row in step.closed
        if step.opened is not None
    }
    opened_ids = [successor_ids[fact.id] for fact in closed if fact.id in successor_ids]
    successors = await load_facts(records, space, opened_ids)
    return {
        fact.id: successors[successor_ids[fact.id]]
        for fact in closed
        if successor_ids.get(fact.id) in successors
    }


async def load_changes(
    records: Records, spaces: tuple[str, ...], ids: Iterable[str | None]
) -> dict[str, Change]:
    """Return changes by id; ids that are None are skipped."""
    known_ids = tuple(dict.fromkeys(row for row in ids if row is not None))
    if not known_ids:
        return {}
    changes = await records.find(Change, Filter(spaces=spaces, ids=known_ids, state="any"))
    return {change.id: change for change in changes}


async def find_active_undo(records: Records, change: Change) -> Change | None:
    """Return the undo of a change, unless that was undone itself; None if there is none."""
    where = Filter(spaces=(change.space,), sources=(change.id,), state="any")
    for undo in await records.find(Change, where, order="newest"):
        if await find_active_undo(records, undo) is None:
            return undo
    return None


async def load_facts(records: Records, space: str, ids: Iterable[str]) -> dict[str, Fact]:
    """Return facts by row id, open and closed."""
    unique_ids = tuple(dict.fromkeys(ids))
    if not unique_ids:
        return {}
    facts = await records.find(Fact, Filter(spaces=(space,), ids=unique_ids, state="any"))
    return {fact.id: fact for fact in facts}


async def load_open_rows(records: Records, space: str, ids: Sequence[str]) -> OpenRows:
    """Read open facts and their relations with vectors, as closing them needs.

    Raises:
        HeadMovedError: One of them is not open any more.
    """
    unique_ids = tuple(dict.fromkeys(ids))
    if not unique_ids:
        return OpenRows(facts={}, relations={})
    facts = await records.find(Fact, Filter(spaces=(space,), ids=unique_ids), vectors=True)
    if len(facts) < len(unique_ids):
        raise HeadMovedError(f"a fact in space {space!r} was closed while this was being decided")
    relations = await records.find(
        Relation, Filter(spaces=(space,), sources=unique_ids), vectors=True
    )
    return OpenRows(facts={fact.id: fact for fact in facts}, relations=group_by_source(relations))


async def load_relations(
    records: Records, space: str, facts: Iterable[Fact], *, known_at: datetime | None = None
) -> dict[str, tuple[Relation, ...]]:
    """Return the relations that each fact states, open now or at a time, by its row id."""
    sources = tuple(fact.id for fact in facts)
    if not sources:
        return {}
    where = Filter(spaces=(space,), sources=sources, known_at=known_at)
    return group_by_source(await records.find(Relation, where))


def group_by_source(relations: Iterable[Relation]) -> dict[str, tuple[Relation, ...]]:
    """Group relations by the fact that states them."""
    groups: dict[str, tuple[Relation, ...]] = {}
    for relation in relations:
        groups[relation.source] = (*groups.get(relation.source, ()), relation)
    return groups


async def find_authors(
    records: Records, spaces: tuple[str, ...], names: Iterable[str]
) -> tuple[str, ...]:
    """Return the authors in spaces that the names mean; none if there are none.

    A name means that author, or a subject with any of its clients.
    """
    episodes = await records.find(Episode, Filter(spaces=spaces, state="any"))
    authors = sorted({episode.author for episode in episodes})
    names_once = tuple(names)
    return tuple(
        author for author in authors if any(is_same_author(author, name) for name in names_once)
    )
