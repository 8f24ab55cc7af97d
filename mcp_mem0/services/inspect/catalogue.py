"""What a whole space names: for the picture of its graph, for completion and for filters.

It is read in a few columns, and kept until the space changes. Of another time it is kept as well,
because whoever moves through time comes back.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Final, TypeAlias

import anyio
import anyio.to_thread

from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.graph.model import AsOf
from mcp_mem0.domain.graph.overview import MentionedEntity, MentionGraph, Picture
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt, Fact, Head
from mcp_mem0.domain.requests.model import NameKind, NamesRequest
from mcp_mem0.domain.results.explorer.catalogue import (
    NameCount,
    NameCounts,
    PictureAnswer,
    SpaceCount,
)
from mcp_mem0.domain.results.pages import NamePage
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.inspect.hidden_mentions import drop_forgotten

KEPT_MAX: Final = 6
"""So many spaces and times are kept in memory."""

COUNTED_MAX: Final = 200
"""Most authors, tags and sessions that are told, each."""

_Key: TypeAlias = tuple[str, AsOf]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SpaceNames:
    """The entities of a space, and how many open facts each author, tag and session has."""

    graph: MentionGraph
    authors: Counter[str]
    tags: Counter[str]
    sessions: Counter[str]
    last: dict[str, datetime]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Reads the names of spaces; one instance serves all callers.

    Attributes:
        records: The store.
    """

    records: RecordReader
    _kept: OrderedDict[_Key, tuple[Head | None, SpaceNames]] = field(
        default_factory=OrderedDict[_Key, tuple[Head | None, SpaceNames]]
    )
    _turn: anyio.Lock = field(default_factory=anyio.Lock)

    def drop_all(self) -> None:
        """Drop what is kept: something was erased."""
        self._kept.clear()

    async def draw(
        self, space: str, names: Sequence[str], *, hops: int, limit: int, as_of: AsOf
    ) -> PictureAnswer:
        """Return a picture of a space, with the facts that make its edges."""
        known = await self._read_names(space, as_of)
        draw = partial(known.graph.draw, names, hops=hops, limit=limit)
        picture: Picture = await anyio.to_thread.run_sync(draw)
        ids = tuple({edge.fact for edge in picture.edges})
        where = Filter(spaces=(space,), ids=ids, state="any")
        facts = await self.records.find(Fact, where) if ids else []
        return PictureAnswer(space=space, picture=picture, facts={fact.id: fact for fact in facts})

    async def find_names(
        self, spaces: Sequence[str], prefix: str, *, limit: int
    ) -> list[tuple[str, MentionedEntity]]:
        """Return the entities whose names begin with some letters, with their spaces."""
        found: list[tuple[str, MentionedEntity]] = []
        for space in spaces:
            graph = (await self._read_names(space, AsOf())).graph
            find = partial(graph.find_names, prefix, limit=limit)
            found += [(space, entity) for entity in await anyio.to_thread.run_sync(find)]
        return sorted(found, key=lambda each: (-each[1].facts, each[1].key))[:limit]

    async def list_names(self, request: NamesRequest) -> NamePage:
        """Return a page of the names that open facts have, those of most facts first."""
        known = [await self._read_names(space, AsOf()) for space in request.spaces]
        counts = list(_count_kind(request.what, known))
        first = (request.page - 1) * request.page_size
        return NamePage(
            what=request.what,
            names=tuple(counts[first : first + request.page_size]),
            page=request.page,
            page_size=request.page_size,
            total=len(counts),
        )

    async def find_spellings(self, spaces: Sequence[str], name: str) -> tuple[str, ...]:
        """Return all names of the entity that a graph knows by a name, as they are stored."""
        spellings: dict[str, None] = {}
        for space in spaces:
            entity = (await self._read_names(space, AsOf())).graph.find_entity(name)
            if entity is not None:
                spellings |= dict.fromkeys(entity.spellings)
        return tuple(spellings)

    async def count_names(self, spaces: Sequence[str]) -> NameCounts:
        """Return how many open facts each author, tag and session of some spaces has."""
        authors, tags, sessions = Counter[str](), Counter[str](), Counter[str]()
        last: dict[str, datetime] = {}
        counted: list[SpaceCount] = []
        for space in spaces:
            known = await self._read_names(space, AsOf())
            authors, tags = authors + known.authors, tags + known.tags
            sessions += known.sessions
            for session, at in known.last.items():
                last[session] = max(at, last.get(session, at))
            messages = await self.records.count(Excerpt, Filter(spaces=(space,)))
            counted.append(
                SpaceCount(space=space, facts=sum(known.authors.values()), messages=messages)
            )
        return NameCounts(
            spaces=tuple(counted),
            authors=_list_counts(authors, {}),
            tags=_list_counts(tags, {}),
            sessions=_list_counts(sessions, last),
        )

    async def _read_names(self, space: str, as_of: AsOf) -> SpaceNames:
        async with self._turn:
            head = await self.records.read_head(space)
            key = (space, as_of)
            found = self._kept.get(key)
            if found is None or found[0] != head:
                found = (head, await self._load(space, as_of))
                self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT_MAX:
                self._kept.popitem(last=False)
            return found[1]

    async def _load(self, space: str, as_of: AsOf) -> SpaceNames:
        where = Filter(spaces=(space,), valid_at=as_of.valid_at, known_at=as_of.known_at)
        mentions = await self.records.find_mentions(where)
        if not as_of.is_now:
            mentions = await drop_forgotten(self.records, space, mentions)
        return await anyio.to_thread.run_sync(partial(_build_names, mentions))


def _build_names(mentions: Sequence[Mention]) -> SpaceNames:
    facts = [each for each in mentions if each.relation is None]
    return SpaceNames(
        graph=MentionGraph(mentions),
        authors=Counter(each.author for each in facts),
        tags=Counter(tag for each in facts for tag in each.tags),
        sessions=Counter(each.session for each in facts),
        # They come oldest first.
        last={each.session: each.recorded_at for each in facts},
    )


def _count_kind(what: NameKind, known: Sequence[SpaceNames]) -> Iterable[NameCount]:
    """Return the names of one kind with the counts of some spaces together, most used first."""
    match what:
        case "entities":
            return _count_entities(known)
        case "sessions":
            last: dict[str, datetime] = {}
            for session, at in chain.from_iterable(each.last.items() for each in known):
                last[session] = max(at, last.get(session, at))
            return _sort_counts(sum((each.sessions for each in known), Counter[str]()), last)
        case "tags":
            return _sort_counts(sum((each.tags for each in known), Counter[str]()), {})
        case "authors":
            return _sort_counts(sum((each.authors for each in known), Counter[str]()), {})


def _count_entities(known: Sequence[SpaceNames]) -> list[NameCount]:
    """Return the entities; what several spaces know by one name is one."""
    merged: dict[str, MentionedEntity] = {}
    for entity in chain.from_iterable(each.graph.entities.values() for each in known):
        before = merged.get(entity.key, MentionedEntity(entity.key))
        merged[entity.key] = MentionedEntity(
            entity.key,
            facts=before.facts + entity.facts,
            spellings=before.spellings + entity.spellings,
        )
    counts = [
        NameCount(name=each.name, count=each.facts, also=each.also) for each in merged.values()
    ]
    return sorted(counts, key=lambda each: (-each.count, each.name))


def _list_counts(counts: Counter[str], last: dict[str, datetime]) -> tuple[NameCount, ...]:
    return tuple(_sort_counts(counts, last)[:COUNTED_MAX])


def _sort_counts(counts: Counter[str], last: dict[str, datetime]) -> list[NameCount]:
    common = sorted(counts, key=lambda name: (-counts[name], name))
    return [NameCount(name=name, count=counts[name], last=last.get(name)) for name in common]
