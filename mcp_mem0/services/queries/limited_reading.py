"""The store as somebody sees it who must not read what was forgotten, nor what an erase left.

Only questions about another time, and about closed rows, could tell of these. So they are asked
through here, and nothing that answers them must think of it.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mcp_mem0.domain.forgetting.recognition import Forgotten
from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter, Hidden
from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Readable, Relation, Row
from mcp_mem0.domain.model.tombstones import (
    FORGOTTEN,
    erase_messages,
    erase_reasons,
    erase_row,
)
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.ports import Hit, Order, ReadableT, RecordReader, RowPool, RowsAtHead, Scores
from mcp_mem0.services.queries.forgotten import find_forgotten_messages, find_hidden_facts

RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True, kw_only=True)
class LimitedReader:
    """Reads a store without what is hidden.

    Attributes:
        records: The store.
        hides: What is hidden.
    """

    records: RecordReader
    hides: Hidden

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        return await self.records.read_head(space)

    async def snapshot(self, space: str, *, rows_max: int) -> RowsAtHead | None:
        """Return the head of a space and its open facts and relations, all as of one moment."""
        return await self.records.snapshot(space, rows_max=rows_max)

    async def changes_since(self, seen: Head) -> RowsAtHead:
        """Return the changes of a space since one of its heads, all as of one moment."""
        return await self.records.changes_since(seen)

    async def find(
        self,
        kind: type[RowT],
        where: Filter,
        *,
        order: Order = "oldest",
        limit: int | None = None,
        vectors: bool = False,
    ) -> list[RowT]:
        """Return the rows of a kind that match and are not hidden."""
        rows = await self.records.find(
            kind, self._limit(where), order=order, limit=limit, vectors=vectors
        )
        hidden = await self.find_hidden(rows)
        return [row for row in rows if row.id not in hidden]

    async def find_last_excerpt(self, space: str, session: str) -> Excerpt | None:
        """Return the open excerpt of a session that was stored last, without its vector."""
        return await self.records.find_last_excerpt(space, session)

    async def find_forgotten(self, space: str) -> Forgotten:
        """Return all that is forgotten of a space, ready to be compared."""
        return await self.records.find_forgotten(space)

    async def find_readable(self, kinds: Sequence[type[Readable]], where: Filter) -> list[Readable]:
        """Return the rows of some kinds that match and are not hidden."""
        rows = await self.records.find_readable(kinds, self._limit(where))
        hidden = await self.find_hidden(rows)
        return [row for row in rows if row.id not in hidden]

    async def find_mentions(self, where: Filter) -> list[Mention]:
        """Return which names the facts and relations that match mention, oldest first.

        Of closed ones, those are left out that say themselves that they were forgotten.
        """
        return await self.records.find_mentions(self._limit(where))

    async def search_vectors(
        self, kinds: Sequence[type[Readable]], vector: Vector, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows nearest to a vector that are not hidden, nearest first."""
        limited = self._limit(where)
        return await self._keep(
            await self.records.search_vectors(kinds, vector, limited, limit=limit)
        )

    async def open_pool(self, kinds: Sequence[type[Readable]], where: Filter) -> RowPool:
        """Return an empty pool for one question, into which nothing hidden comes."""
        pool = await self.records.open_pool(kinds, self._limit(where))
        return _LimitedPool(self, pool) if self.hides == "forgotten" else pool

    async def search_vector_ids(
        self,
        kinds: Sequence[type[Readable]],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> list[Scores]:
        """Return, for each vector, the ids and scores of the rows nearest to it."""
        limited = self._limit(where)
        return await self.records.search_vector_ids(kinds, vectors, limited, limit=limit)

    async def search_text(
        self, kinds: Sequence[type[Readable]], text: str, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows that share words with a text and are not hidden, best first."""
        limited = self._limit(where)
        return await self._keep(await self.records.search_text(kinds, text, limited, limit=limit))

    async def hybrid_search(
        self,
        kind: type[ReadableT],
        texts: Sequence[str],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> tuple[list[list[Hit[ReadableT]]], list[list[Hit[ReadableT]]]]:
        """Return the results of `search_vectors` for each vector and `search_text` for each."""
        limited = self._limit(where)
        near, sharing = await self.records.hybrid_search(kind, texts, vectors, limited, limit=limit)
        return [await self._keep(hits) for hits in near], [
            await self._keep(hits) for hits in sharing
        ]

    async def count(self, kind: type[Row], where: Filter) -> int:
        """Return how many rows match and are not hidden; older revisions count."""
        return await self.records.count(kind, self._limit(where))

    async def list_spaces(self) -> list[str]:
        """Return the names of all spaces that hold anything, sorted."""
        return await self.records.list_spaces()

    def scan(self) -> AsyncGenerator[Sequence[StoredRow]]:
        """Return every row of every space: for checks, which show no words."""
        return self.records.scan()

    async def list_losses(self) -> list[str]:
        """Return what healing cost, a sentence for each time."""
        return await self.records.list_losses()

    async def find_index_faults(self) -> list[str]:
        """Return a sentence for each fault of the indexes and of the files beside the table."""
        return await self.records.find_index_faults()

    def _limit(self, where: Filter) -> Filter:
        is_open = where.state == "open" and where.known_at is None and where.valid_at is None
        return where if is_open else replace(where, hides=self.hides)

    async def find_hidden(self, rows: Iterable[Row]) -> frozenset[str]:
        """Return which rows are hidden, by id: closed facts, and the relations that they state."""
        closed = [row for row in rows if isinstance(row, Fact | Relation) and not row.is_open]
        if not closed or self.hides != "forgotten":
            return frozenset()
        spaces = tuple(sorted({row.space for row in closed}))
        facts = {row.id: row for row in closed if isinstance(row, Fact)}
        relations = [row for row in closed if isinstance(row, Relation)]
        missing = tuple(sorted({row.source for row in relations} - facts.keys()))
        if missing:
            where = Filter(spaces=spaces, ids=missing, state="any")
            facts |= {row.id: row for row in await self.records.find(Fact, where)}
        hidden = await find_hidden_facts(self.records, facts.values(), spaces)
        return hidden | {row.id for row in relations if row.source in hidden}

    async def _keep(self, hits: Sequence[Hit[ReadableT]]) -> list[Hit[ReadableT]]:
        hidden = await self.find_hidden(hit.row for hit in hits)
        return [hit for hit in hits if hit.row.id not in hidden]


@dataclass(frozen=True)
class _LimitedPool:
    """A pool into which nothing hidden comes."""

    reader: LimitedReader
    pool: RowPool
    hidden: set[str] = field(default_factory=set[str])

    @property
    def rows(self) -> Mapping[str, Readable]:
        return {key: row for key, row in self.pool.rows.items() if key not in self.hidden}

    async def search_text(self, text: str, *, limit: int) -> Sequence[str]:
        return await self._keep(await self.pool.search_text(text, limit=limit))

    async def search_vectors(self, vector: Vector, *, limit: int) -> Sequence[str]:
        return await self._keep(await self.pool.search_vectors(vector, limit=limit))

    def compute_cosines(self, vector: Vector) -> Mapping[str, float]:
        found = self.pool.compute_cosines(vector)
        return {key: cosine for key, cosine in found.items() if key not in self.hidden}

    async def split_words(self, texts: Sequence[str]) -> Sequence[Sequence[str]]:
        return await self.pool.split_words(texts)

    async def _keep(self, ids: Sequence[str]) -> list[str]:
        self.hidden.update(await self.reader.find_hidden(self.pool.rows.values()))
        return [each for each in ids if each not in self.hidden]


@dataclass(frozen=True, kw_only=True)
class WordlessReader(LimitedReader):
    """Reads a store in which forgotten rows are there, and say nothing: for history."""

    hides: Hidden = "nothing"

    async def find(
        self,
        kind: type[RowT],
        where: Filter,
        *,
        order: Order = "oldest",
        limit: int | None = None,
        vectors: bool = False,
    ) -> list[RowT]:
        """Return the rows of a kind that match, the forgotten ones without their words."""
        rows = await self.records.find(kind, where, order=order, limit=limit, vectors=vectors)
        blank = await self._blank_rows(rows)
        return [row for row in blank if isinstance(row, kind)]

    async def _blank_rows(self, rows: Sequence[Row]) -> list[Row]:
        spaces = tuple(sorted({row.space for row in rows}))
        facts = [row for row in rows if isinstance(row, Fact)]
        forgotten = await find_hidden_facts(self.records, facts, spaces)
        episodes = [row for row in rows if isinstance(row, Episode)]
        messages = await find_forgotten_messages(self.records, episodes)
        blank = [_blank(row, forgotten, messages.get(row.id, frozenset())) for row in rows]
        return [await self._blank_change(row) if isinstance(row, Change) else row for row in blank]

    async def _blank_change(self, change: Change) -> Change:
        """Return a change without what it tells of facts or messages that were forgotten.

        Whoever named a session may have said in its name what is to be forgotten.
        """
        where = Filter(spaces=(change.space,), ids=tuple(sorted(change.told_ids)), state="any")
        facts = await self.records.find(Fact, where) if change.told_ids else []
        hidden = await find_hidden_facts(self.records, facts, (change.space,))
        decided = {row for step in change.steps for row in step.fact_ids}
        sessions = {fact.session for fact in facts if fact.id in hidden & decided}
        if change.source is not None:
            sessions |= await self._find_forgotten_sessions(change)
        if hidden:
            change = erase_reasons(change)
        return replace(change, session=FORGOTTEN) if change.session in sessions else change

    async def _find_forgotten_sessions(self, change: Change) -> set[str]:
        """Return the session of what a change decided, if a message of that was forgotten."""
        where = Filter(spaces=(change.space,), ids=(change.source or "",), state="any")
        episodes = await self.records.find(Episode, where)
        messages = await find_forgotten_messages(self.records, episodes)
        return {episode.session for episode in episodes if messages[episode.id]}


def _blank(row: Row, forgotten: frozenset[str], positions: frozenset[int]) -> Row:
    match row:
        case Fact() if row.id in forgotten:
            plain = replace(row, text=FORGOTTEN, index_text="", vector=None, quote="")
            return replace(plain, session=FORGOTTEN, entities=(), tags=(), retired_why=None)
        case Episode() if positions:
            return erase_messages(row, positions)
        case Relation() | Excerpt() if row.retired_as == "forgotten":
            return erase_row(row)
        case _:
            return row
