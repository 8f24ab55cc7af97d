"""Lookups of lineages, targets, changes, facts, relations, authors and settled doubts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter

from mcp_mem0.domain.access import is_same_author
from mcp_mem0.domain.decisions.commit_builder import OpenRows
from mcp_mem0.domain.decisions.target_lookup import (
    Lineages,
    RefusedTarget,
    find_refused_target,
    resolve_target,
)
from mcp_mem0.domain.errors import HeadMovedError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Relation, Target
from mcp_mem0.domain.model.tombstones import FORGOTTEN
from mcp_mem0.domain.results.review import SETTLED_TAG, list_settled_pairs
from mcp_mem0.ports import RecordReader


async def load_lineages(records: RecordReader, space: str, lineages: Iterable[str]) -> Lineages:
    """Read all revisions of some lineages."""
    ids = tuple(dict.fromkeys(lineages))
    if not ids:
        return Lineages(space=space, facts=())
    where = Filter(spaces=(space,), lineages=ids, state="any")
    return Lineages(space=space, facts=await records.find(Fact, where))


async def resolve_targets(
    records: RecordReader, space: str, targets: Sequence[Target]
) -> list[Fact]:
    """Return the open facts that a caller named, in that order.

    Raises:
        RequestError: One of them is unknown, closed, or newer than the caller saw.
    """
    lineages = await _load_named(records, space, targets)
    successors = await _find_successors_of_ends(records, lineages)
    return [resolve_target(target, lineages, successors) for target in targets]


async def find_refusal(
    records: RecordReader, episode: Episode, *, is_awaited: bool
) -> RefusedTarget | None:
    """Return the first fact that an episode was to replace and may not now, if there is one."""
    targets = episode.intake.replaces
    if not targets:
        return None
    lineages = await _load_named(records, episode.space, targets)
    successors = await _find_successors_of_ends(records, lineages)
    return find_refused_target(episode, lineages, successors, is_awaited=is_awaited)


async def _load_named(records: RecordReader, space: str, targets: Sequence[Target]) -> Lineages:
    """Read the lineages of targets for a caller, to whom no forgotten revision is quoted."""
    lineages = await load_lineages(records, space, (target.lineage for target in targets))
    hidden = (await records.find_forgotten(space)).revisions
    told = [replace(fact, text=FORGOTTEN) if fact.id in hidden else fact for fact in lineages.facts]
    return replace(lineages, facts=told)


async def _find_successors_of_ends(records: RecordReader, lineages: Lineages) -> dict[str, Fact]:
    """Return what replaced the newest revision of each lineage that has no open one."""
    newest = {fact.lineage: fact for fact in sorted(lineages.facts, key=attrgetter("revision"))}
    closed = [fact for fact in newest.values() if fact.is_superseded]
    return await find_successors(records, lineages.space, closed)


async def find_newest_revisions(
    records: RecordReader, space: str, closed: Sequence[Fact]
) -> dict[str, Fact]:
    """Return, by the row id of each closed fact, the open revision of its lineage, if any."""
    lineages = await load_lineages(records, space, (fact.lineage for fact in closed))
    newest = {fact.lineage: fact for fact in lineages.facts if fact.is_open}
    return {fact.id: newest[fact.lineage] for fact in closed if fact.lineage in newest}


async def find_successors(
    records: RecordReader, space: str, closed: Sequence[Fact]
) -> dict[str, Fact]:
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
    records: RecordReader, spaces: tuple[str, ...], ids: Iterable[str | None]
) -> dict[str, Change]:
    """Return changes by id; ids that are None are skipped."""
    known_ids = tuple(dict.fromkeys(row for row in ids if row is not None))
    if not known_ids:
        return {}
    changes = await records.find(Change, Filter(spaces=spaces, ids=known_ids, state="any"))
    return {change.id: change for change in changes}


async def find_active_undo(records: RecordReader, change: Change) -> Change | None:
    """Return the undo of a change, unless that was undone itself; None if there is none."""
    where = Filter(spaces=(change.space,), sources=(change.id,), state="any")
    for undo in await records.find(Change, where, order="newest"):
        if await find_active_undo(records, undo) is None:
            return undo
    return None


async def find_active_undos(records: RecordReader, changes: Sequence[Change]) -> dict[str, Change]:
    """Return the undo that is in force of each change of a space that has one, by its id."""
    if not changes:
        return {}
    ids = tuple(change.id for change in changes)
    where = Filter(spaces=(changes[0].space,), sources=ids, state="any")
    undos = await records.find(Change, where, order="newest")
    undone = await find_active_undos(records, undos)
    active: dict[str, Change] = {}
    for undo in undos:
        if undo.id not in undone and undo.source is not None:
            active.setdefault(undo.source, undo)
    return active


async def load_facts(records: RecordReader, space: str, ids: Iterable[str]) -> dict[str, Fact]:
    """Return facts by row id, open and closed."""
    unique_ids = tuple(dict.fromkeys(ids))
    if not unique_ids:
        return {}
    facts = await records.find(Fact, Filter(spaces=(space,), ids=unique_ids, state="any"))
    return {fact.id: fact for fact in facts}


async def load_open_rows(records: RecordReader, space: str, ids: Sequence[str]) -> OpenRows:
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
    records: RecordReader, space: str, facts: Iterable[Fact], *, known_at: datetime | None = None
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
    records: RecordReader, spaces: tuple[str, ...], names: Iterable[str]
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


async def find_stating_facts(
    records: RecordReader,
    relations: Iterable[Relation],
    known_rows: Mapping[str, Fact | Excerpt],
    where: Filter,
) -> dict[str, Fact]:
    """Return the facts that state relations, by row id, except the known rows."""
    missing = sorted({relation.source for relation in relations} - known_rows.keys())
    if not missing:
        return {}
    facts = await records.find(Fact, replace(where, ids=tuple(missing)))
    return {fact.id: fact for fact in facts}


@dataclass(frozen=True, kw_only=True)
class SettledPairs:
    """The row ids of each two facts that both hold, as somebody said, until a space changes."""

    _kept: dict[tuple[str, ...], tuple[tuple[Head | None, ...], frozenset[frozenset[str]]]] = field(
        default_factory=dict[
            tuple[str, ...], tuple[tuple[Head | None, ...], frozenset[frozenset[str]]]
        ]
    )

    async def find(
        self, records: RecordReader, spaces: tuple[str, ...]
    ) -> frozenset[frozenset[str]]:
        """Return them; many questions are asked between two changes."""
        heads = tuple([await records.read_head(space) for space in spaces])
        kept = self._kept.get(spaces)
        if kept is not None and kept[0] == heads:
            return kept[1]
        pairs = await find_settled_pairs(records, spaces)
        self._kept.clear()
        self._kept[spaces] = (heads, pairs)
        return pairs


async def find_settled_pairs(
    records: RecordReader, spaces: tuple[str, ...]
) -> frozenset[frozenset[str]]:
    """Return the row ids of each two facts in some spaces of which somebody said that both hold."""
    where = Filter(spaces=spaces, tags=(SETTLED_TAG,), state="any")
    return list_settled_pairs(await records.find(Change, where))
