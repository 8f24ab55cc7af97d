"""The open facts of one space in memory, and the searches over them.

A decision searches all open facts of a space two or three times, and most of that time goes into
the scan of their vectors. Belief time and the head make it exact to keep them in memory: whatever
opens or closes a fact moves the head, and the changes since a head name the fact.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Final, TypeAlias

import anyio
import anyio.lowlevel
import anyio.to_thread
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.caches.word_index import WordIndex, build_word_index
from mcp_mem0.adapters.lancedb_records.mapping import parse_records, parse_row
from mcp_mem0.adapters.lancedb_records.schema import KINDS, list_columns, read_vector_size
from mcp_mem0.adapters.lancedb_records.searching import CANDIDATES_MAX, take_best
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Head
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores
from mcp_mem0.ports import Records, Scores

FACTS_MAX: Final = 20_000
"""Facts cached, of all spaces together, each 2 to 3 KB with its vector; no larger space is."""

EDITS_MAX: Final = 1_000
"""Facts opened or closed since a space was loaded before it is reloaded."""

PARALLEL_LOADS_MAX: Final = 4
"""Spaces that are loaded at once; facts being loaded do not count as cached."""

_TEXTS_PER_BATCH: Final = 500
"""So many texts are tokenised before other tasks get their turn."""

_Numbers: TypeAlias = NDArray[np.float32]
Tokenise: TypeAlias = Callable[[Sequence[str]], Awaitable[list[list[str]]]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OpenFacts:
    """The open facts of one space as of a head.

    Attributes:
        head: The head.
        rows: The facts that were loaded, without their vectors.
        places: The position of each of them in `rows`.
        vectors: Their vectors, in the same order.
        without_vector: The positions that vector search skips: of facts without a vector, and
            of those that were closed since.
        index: Their words, in the same order.
        closed_ids: The facts that were closed since.
        fresh: The facts that were opened since.
        fresh_vectors: Their vectors, for those that have one.
        fresh_words: Their words.
    """

    head: Head
    rows: pa.Table
    places: Mapping[str, int]
    vectors: _Numbers
    without_vector: Sequence[int]
    index: WordIndex
    closed_ids: frozenset[str] = frozenset()
    fresh: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    fresh_vectors: Mapping[str, _Numbers] = field(default_factory=dict[str, _Numbers])
    fresh_words: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    @property
    def count(self) -> int:
        """How many open facts there are."""
        return len(self.places) - len(self.closed_ids) + len(self.fresh)

    @property
    def edited_count(self) -> int:
        """How many facts were opened or closed since loading."""
        return len(self.closed_ids) + len(self.fresh)

    def __contains__(self, fact_id: str) -> bool:
        return fact_id in self.fresh or (fact_id in self.places and fact_id not in self.closed_ids)

    def get_facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        """Return the facts with these ids that are open, by id, without vectors."""
        open_ids = {fact_id for fact_id in ids if fact_id in self}
        fresh = {fact_id: self.fresh[fact_id] for fact_id in open_ids & self.fresh.keys()}
        places = [self.places[fact_id] for fact_id in open_ids - fresh.keys()]
        records = parse_records(self.rows.take(pa.array(places, pa.int64())))
        return fresh | {record["id"]: parse_row(Fact, record) for record in records}

    async def search_vectors(self, vectors: Sequence[Vector], *, limit: int) -> list[Scores]:
        """Return, for each vector, the facts nearest to it by cosine similarity, nearest first."""
        return await anyio.to_thread.run_sync(partial(self._search_vectors, vectors, limit))

    def search_text(self, queries: Sequence[Sequence[str]], *, limit: int) -> list[Scores]:
        """Return the facts that share words with each of some texts by BM25, best first.

        Args:
            queries: The words of each text.
            limit: Most facts for each.
        """
        ids = [*self.places]
        closed_places = [self.places[fact_id] for fact_id in self.closed_ids]
        results: list[Scores] = []
        for words in queries:
            candidates_max = max(limit, CANDIDATES_MAX)
            places = self.index.find_sharing_texts(
                words, limit=candidates_max, excluded=closed_places
            )
            candidates = {ids[place]: self.index.texts[place] for place in places}
            candidates |= self._find_fresh_matches(words, candidates_max)
            scores = compute_bm25_scores(words, [*candidates.values()])
            results.append(take_best(dict(zip(candidates, scores, strict=True)), limit))
        return results

    def apply_changes(
        self,
        head: Head,
        changes: Iterable[Fact],
        vectors: Mapping[str, _Numbers],
        words: Mapping[str, Sequence[str]],
    ) -> "OpenFacts":
        """Return the facts as of a later head.

        Args:
            head: That head.
            changes: The facts that were opened or closed since, as of that head.
            vectors: The vectors of the new ones, where they have one.
            words: The words of the new ones.
        """
        by_id = {fact.id: fact for fact in changes}
        closed_ids = self.closed_ids | {
            fact.id for fact in by_id.values() if fact.id in self.places and not fact.is_open
        }
        fresh = {
            fact_id: fact
            for fact_id, fact in {**self.fresh, **by_id}.items()
            if fact.is_open and fact_id not in self.places
        }
        all_vectors = {**self.fresh_vectors, **vectors}
        all_words = {**self.fresh_words, **words}
        return replace(
            self,
            head=head,
            without_vector=[
                *self.without_vector,
                *(self.places[fact_id] for fact_id in closed_ids - self.closed_ids),
            ],
            closed_ids=closed_ids,
            fresh=fresh,
            fresh_vectors={
                fact_id: all_vectors[fact_id] for fact_id in fresh if fact_id in all_vectors
            },
            fresh_words={fact_id: all_words[fact_id] for fact_id in fresh},
        )

    def _find_fresh_matches(self, query: Sequence[str], limit: int) -> dict[str, Sequence[str]]:
        """Return the words of the newest fresh facts that share a word with the query."""
        query_words = set(query)
        matches = [
            fact_id
            for fact_id, words in self.fresh_words.items()
            if not query_words.isdisjoint(words)
        ]
        return {fact_id: self.fresh_words[fact_id] for fact_id in matches[-limit:]}

    def _search_vectors(self, vectors: Sequence[Vector], limit: int) -> list[Scores]:
        ids = [*self.places, *self.fresh_vectors]
        fresh = np.array([*self.fresh_vectors.values()], np.float32)
        fresh = fresh.reshape(-1, self.vectors.shape[1])
        return [
            self._rank_best(np.array(vector, np.float32), fresh, ids, limit) for vector in vectors
        ]

    def _rank_best(
        self, vector: _Numbers, fresh: _Numbers, ids: Sequence[str], limit: int
    ) -> Scores:
        # Not a matrix product: that wakes a thread on each core, and they spin for 70 ms.
        scores = np.concatenate([np.vecdot(self.vectors, vector), np.vecdot(fresh, vector)])
        scores[self.without_vector] = -np.inf
        last = min(limit, len(scores))
        if last == 0:
            return {}
        # Include all that tie with the last one: ties are ordered by id.
        least = np.partition(scores, -last)[-last]
        (places,) = np.nonzero((scores >= least) & np.isfinite(scores))
        return take_best({ids[place]: float(scores[place]) for place in places.tolist()}, limit)


async def build_open_facts(head: Head, records: pa.Table, tokenise: Tokenise) -> OpenFacts:
    """Return the open facts among records that were read with vectors, as of their head."""
    is_fact = pc.equal(records.column("kind"), pa.scalar(KINDS[Fact]))
    rows = records.select(list_columns(Fact, vectors=False)).filter(is_fact).combine_chunks()
    has_vector = records.column("vector").is_valid().filter(is_fact).to_numpy()
    vectors: _Numbers = np.zeros((len(has_vector), read_vector_size(records.schema)), np.float32)
    places = iter(np.nonzero(has_vector)[0].tolist())
    # In chunks: a copy of the whole would be a memory peak that is not given back.
    for piece in records.column("vector").chunks:
        numbers = pc.list_flatten(piece).to_numpy().reshape(-1, vectors.shape[1])
        vectors[[*islice(places, len(numbers))]] = numbers
    texts = [str(text) for text in rows.column("index_text").to_pylist()]
    words: list[list[str]] = []
    for first in range(0, len(texts), _TEXTS_PER_BATCH):
        words += await tokenise(texts[first : first + _TEXTS_PER_BATCH])
        # Let other tasks run before all are tokenised.
        await anyio.lowlevel.checkpoint()
    return OpenFacts(
        head=head,
        index=await anyio.to_thread.run_sync(build_word_index, words),
        rows=rows,
        places={str(row_id): place for place, row_id in enumerate(rows.column("id").to_pylist())},
        vectors=vectors,
        without_vector=np.nonzero(~has_vector)[0].tolist(),
    )


@dataclass(slots=True, eq=False)
class _FactsSlot:
    """The cache slot of one space; its facts are None until the space is used a second time.

    `turn` is held while the facts are brought up to date.
    """

    facts: OpenFacts | None = None
    is_too_large: bool = False
    turn: anyio.Lock = field(default_factory=anyio.Lock)

    @property
    def size(self) -> int:
        return 1 if self.facts is None else 1 + self.facts.count


class OpenFactsCache:
    """Caches the open facts of the spaces used last, and updates them before each use.

    A space is cached from its second use on: a process that decides once would wait longer for
    loading all facts than for one search.

    Args:
        records: The store.
        load: Returns the open facts of a space, or None if it has no head yet.
        tokenise: Splits texts into words as the full-text index does.
        facts_max: How many facts are cached, of all spaces together.
    """

    def __init__(
        self,
        records: Records,
        load: Callable[[str], Awaitable[OpenFacts | None]],
        tokenise: Tokenise,
        *,
        facts_max: int = FACTS_MAX,
    ) -> None:
        self._records = records
        self._load = load
        self._tokenise = tokenise
        self._facts_max = facts_max
        self._slots: OrderedDict[str, _FactsSlot] = OrderedDict()
        self._own: dict[str, _Numbers] = {}
        self._loading = anyio.Semaphore(PARALLEL_LOADS_MAX)

    @property
    def spaces(self) -> tuple[str, ...]:
        """The spaces whose facts are in memory, the most recently used one last."""
        return tuple(space for space, slot in self._slots.items() if slot.facts is not None)

    def note(self, commit: Commit) -> None:
        """Keep the vectors of a commit of this process until the next update needs them."""
        if commit.head.space not in self.spaces:
            return
        fresh = [row for row in commit.opened if isinstance(row, Fact)]
        if len(self._own) + len(fresh) > EDITS_MAX:
            self._own = {}
        self._own |= _build_vectors(fresh)

    async def get_open_facts(self, space: str) -> OpenFacts | None:
        """Return the open facts of a space as of now; None if they are not cached."""
        slot = self._slots.get(space)
        if slot is None:
            slot, facts = _FactsSlot(), None
        else:
            async with slot.turn:
                facts = slot.facts = await self._refresh(space, slot)
        # Other spaces may have evicted it meanwhile.
        self._slots[space] = slot
        self._slots.move_to_end(space)
        self._make_room()
        return facts

    async def _refresh(self, space: str, slot: _FactsSlot) -> OpenFacts | None:
        facts = None if slot.facts is None else await self._apply_new_changes(space, slot.facts)
        if facts is not None or slot.is_too_large:
            return facts
        count = await self._records.count(Fact, Filter(spaces=(space,)))
        slot.is_too_large = count > self._facts_max
        if slot.is_too_large:
            return None
        async with self._loading:
            return await self._load(space)

    async def _apply_new_changes(self, space: str, facts: OpenFacts) -> OpenFacts | None:
        """Return the facts as of now, or None if reloading is better."""
        changes = await self._records.changes_since(facts.head)
        if changes.head is None or not changes.head.is_same_or_later(facts.head):
            return None
        changed_facts = [row for row in changes.rows if isinstance(row, Fact)]
        if facts.edited_count + len(changed_facts) > EDITS_MAX:
            return None
        fresh = {
            fact.id: fact.index_text
            for fact in changed_facts
            if fact.is_open and fact.id not in facts
        }
        words = dict(zip(fresh, await self._tokenise([*fresh.values()]), strict=True))
        vectors = await self._load_vectors(space, [*fresh])
        updated = facts.apply_changes(changes.head, changed_facts, vectors, words)
        return updated if updated.count <= self._facts_max else None

    async def _load_vectors(self, space: str, ids: Sequence[str]) -> dict[str, _Numbers]:
        """Return the vectors of facts; those that another process opened are read."""
        own = {fact_id: self._own.pop(fact_id) for fact_id in ids if fact_id in self._own}
        others = tuple(fact_id for fact_id in ids if fact_id not in own)
        if not others:
            return own
        where = Filter(spaces=(space,), ids=others, state="any")
        return own | _build_vectors(await self._records.find(Fact, where, vectors=True))

    def _make_room(self) -> None:
        """Evict the least recently used spaces until the rest fit."""
        total = sum(slot.size for slot in self._slots.values())
        while total > self._facts_max and len(self._slots) > 1:
            total -= self._slots.popitem(last=False)[1].size


def _build_vectors(facts: Iterable[Fact]) -> dict[str, _Numbers]:
    return {fact.id: np.array(fact.vector, np.float32) for fact in facts if fact.vector is not None}
