"""The open facts of the spaces that are decided in, kept in memory and caught up before each use.

A decision searches all open facts of a space two or three times, and most of what that takes is
the scan of their vectors. Belief time and the head make it exact to keep them: whatever opens or
closes a fact moves the head, and the news since a head name the fact.
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
from mcp_mem0.adapters.lancedb_records.searching import WEIGHED, take_best
from mcp_mem0.domain.model.changes import Commit
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Head
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores
from mcp_mem0.ports import Records, Scores

KEPT_MAX: Final = 20_000
"""Facts kept, of all spaces together, each 2 to 3 KB with its vector; a larger space is not."""

EDITED_MAX: Final = 1_000
"""Facts that came or went since a space was loaded before it is loaded anew."""

LOADED_AT_ONCE: Final = 4
"""Spaces that are loaded side by side at most; what is being loaded is not among the facts kept."""

_CUT_AT_ONCE: Final = 500
"""So many texts are cut into words before others have their turn."""

_Numbers: TypeAlias = NDArray[np.float32]
Tokenise: TypeAlias = Callable[[Sequence[str]], Awaitable[list[list[str]]]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class OpenFacts:
    """The open facts of one space as of a head.

    Attributes:
        head: The head.
        loaded: The facts that were loaded, without their vectors.
        places: Where each of them stands there.
        vectors: Their vectors, in the same order.
        unlike: The places that no search by meaning finds: of facts without a vector, and of
            those that were closed since.
        index: Their words, in the same order.
        gone: The facts that were closed since.
        fresh: The facts that were opened since.
        fresh_vectors: Their vectors, of those that have one.
        fresh_words: Their words.
    """

    head: Head
    loaded: pa.Table
    places: Mapping[str, int]
    vectors: _Numbers
    unlike: Sequence[int]
    index: WordIndex
    gone: frozenset[str] = frozenset()
    fresh: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    fresh_vectors: Mapping[str, _Numbers] = field(default_factory=dict[str, _Numbers])
    fresh_words: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.places) - len(self.gone) + len(self.fresh)

    @property
    def edited_count(self) -> int:
        """How many came or went since they were loaded."""
        return len(self.gone) + len(self.fresh)

    def __contains__(self, fact_id: str) -> bool:
        return fact_id in self.fresh or (fact_id in self.places and fact_id not in self.gone)

    def get_facts(self, ids: Iterable[str]) -> dict[str, Fact]:
        """Return those of some facts that are open, by id, without vectors."""
        wanted = {fact_id for fact_id in ids if fact_id in self}
        fresh = {fact_id: self.fresh[fact_id] for fact_id in wanted & self.fresh.keys()}
        places = [self.places[fact_id] for fact_id in wanted - fresh.keys()]
        records = parse_records(self.loaded.take(pa.array(places, pa.int64())))
        return fresh | {record["id"]: parse_row(Fact, record) for record in records}

    async def search_vectors(self, vectors: Sequence[Vector], *, limit: int) -> list[Scores]:
        """Return, for each vector, the facts nearest to it by cosine similarity, nearest first."""
        return await anyio.to_thread.run_sync(partial(self._search_vectors, vectors, limit))

    def search_text(self, asked: Sequence[Sequence[str]], *, limit: int) -> list[Scores]:
        """Return the facts that share words with each of some texts by BM25, best first.

        Args:
            asked: The words of each text.
            limit: How many facts are wanted for each.
        """
        ids = [*self.places]
        gone = [self.places[fact_id] for fact_id in self.gone]
        found: list[Scores] = []
        for words in asked:
            sought = max(limit, WEIGHED)
            places = self.index.find_sharing_texts(words, limit=sought, without=gone)
            told = {ids[place]: self.index.told[place] for place in places}
            told |= self._find_fresh_matches(words, sought)
            scores = compute_bm25_scores(words, [*told.values()])
            found.append(take_best(dict(zip(told, scores, strict=True)), limit))
        return found

    def apply_changes(
        self,
        head: Head,
        changed: Iterable[Fact],
        vectors: Mapping[str, _Numbers],
        words: Mapping[str, Sequence[str]],
    ) -> "OpenFacts":
        """Return the facts as of a later head.

        Args:
            head: That head.
            changed: The facts that were opened or closed since, as they are by then.
            vectors: The vectors of those of them that are new here, where they have one.
            words: The words of those that are new here.
        """
        changes = {fact.id: fact for fact in changed}
        gone = self.gone | {
            fact.id for fact in changes.values() if fact.id in self.places and not fact.is_open
        }
        fresh = {
            fact_id: fact
            for fact_id, fact in {**self.fresh, **changes}.items()
            if fact.is_open and fact_id not in self.places
        }
        known = {**self.fresh_vectors, **vectors}
        told = {**self.fresh_words, **words}
        return replace(
            self,
            head=head,
            unlike=[*self.unlike, *(self.places[fact_id] for fact_id in gone - self.gone)],
            gone=gone,
            fresh=fresh,
            fresh_vectors={fact_id: known[fact_id] for fact_id in fresh if fact_id in known},
            fresh_words={fact_id: told[fact_id] for fact_id in fresh},
        )

    def _find_fresh_matches(self, asked: Sequence[str], limit: int) -> dict[str, Sequence[str]]:
        """Return the words of those new facts that share some, the newest ones."""
        sought = set(asked)
        sharing = [
            fact_id for fact_id, words in self.fresh_words.items() if not sought.isdisjoint(words)
        ]
        return {fact_id: self.fresh_words[fact_id] for fact_id in sharing[-limit:]}

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
        # Not as a product of matrices: that wakes a thread on each core, and for seventy
        # milliseconds they spin.
        scores = np.concatenate([np.vecdot(self.vectors, vector), np.vecdot(fresh, vector)])
        scores[self.unlike] = -np.inf
        last = min(limit, len(scores))
        if last == 0:
            return {}
        # With all that are as good as the last one: equals are told apart by their ids.
        least = np.partition(scores, -last)[-last]
        (places,) = np.nonzero((scores >= least) & np.isfinite(scores))
        return take_best({ids[place]: float(scores[place]) for place in places.tolist()}, limit)


async def build_open_facts(head: Head, found: pa.Table, words_of: Tokenise) -> OpenFacts:
    """Return the facts among records that were found with their vectors as of a head."""
    is_fact = pc.equal(found.column("kind"), pa.scalar(KINDS[Fact]))
    rows = found.select(list_columns(Fact, vectors=False)).filter(is_fact).combine_chunks()
    has_one = found.column("vector").is_valid().filter(is_fact).to_numpy()
    vectors: _Numbers = np.zeros((len(has_one), read_vector_size(found.schema)), np.float32)
    places = iter(np.nonzero(has_one)[0].tolist())
    # Piece by piece: what is copied as a whole is a peak of memory that is not given back.
    for piece in found.column("vector").chunks:
        numbers = pc.list_flatten(piece).to_numpy().reshape(-1, vectors.shape[1])
        vectors[[*islice(places, len(numbers))]] = numbers
    texts = [str(text) for text in rows.column("index_text").to_pylist()]
    told: list[list[str]] = []
    for first in range(0, len(texts), _CUT_AT_ONCE):
        told += await words_of(texts[first : first + _CUT_AT_ONCE])
        # Others need not wait until all are cut.
        await anyio.lowlevel.checkpoint()
    return OpenFacts(
        head=head,
        index=await anyio.to_thread.run_sync(build_word_index, told),
        loaded=rows,
        places={str(row_id): place for place, row_id in enumerate(rows.column("id").to_pylist())},
        vectors=vectors,
        unlike=np.nonzero(~has_one)[0].tolist(),
    )


@dataclass(slots=True, eq=False)
class _FactsSlot:
    """The place of one space's facts; none before they are asked for a second time.

    `turn` is whose turn it is to bring them up to date.
    """

    facts: OpenFacts | None = None
    is_too_large: bool = False
    turn: anyio.Lock = field(default_factory=anyio.Lock)

    @property
    def size(self) -> int:
        return 1 if self.facts is None else 1 + self.facts.count


class OpenFactsCache:
    """Keeps the open facts of the spaces asked about, the last used ones.

    A space is kept from the second time on that it is asked about: a process that decides once
    would wait longer for all facts than for one search.

    Args:
        records: The store.
        load: Returns the open facts of a space, or None if it has no head yet.
        words_of: Cuts texts into words as the full-text index does.
        kept_max: How many facts are kept, of all spaces together.
    """

    def __init__(
        self,
        records: Records,
        load: Callable[[str], Awaitable[OpenFacts | None]],
        words_of: Tokenise,
        *,
        kept_max: int = KEPT_MAX,
    ) -> None:
        self._records = records
        self._load = load
        self._words_of = words_of
        self._kept_max = kept_max
        self._slots: OrderedDict[str, _FactsSlot] = OrderedDict()
        self._own: dict[str, _Numbers] = {}
        self._loading = anyio.Semaphore(LOADED_AT_ONCE)

    @property
    def spaces(self) -> tuple[str, ...]:
        """The spaces whose facts are in memory, the last used one last."""
        return tuple(space for space, slot in self._slots.items() if slot.facts is not None)

    def note(self, commit: Commit) -> None:
        """Keep the vectors of a commit of this process until they are asked for."""
        if commit.head.space not in self.spaces:
            return
        fresh = [row for row in commit.opened if isinstance(row, Fact)]
        if len(self._own) + len(fresh) > EDITED_MAX:
            self._own = {}
        self._own |= _build_vectors(fresh)

    async def get_open_facts(self, space: str) -> OpenFacts | None:
        """Return the open facts of a space as of now; None if they are not kept."""
        slot = self._slots.get(space)
        if slot is None:
            slot, facts = _FactsSlot(), None
        else:
            async with slot.turn:
                facts = slot.facts = await self._refresh(space, slot)
        # Others may have taken its room meanwhile.
        self._slots[space] = slot
        self._slots.move_to_end(space)
        self._make_room()
        return facts

    async def _refresh(self, space: str, slot: _FactsSlot) -> OpenFacts | None:
        edited = None if slot.facts is None else await self._apply_new_changes(space, slot.facts)
        if edited is not None or slot.is_too_large:
            return edited
        count = await self._records.count(Fact, Filter(spaces=(space,)))
        slot.is_too_large = count > self._kept_max
        if slot.is_too_large:
            return None
        async with self._loading:
            return await self._load(space)

    async def _apply_new_changes(self, space: str, seen: OpenFacts) -> OpenFacts | None:
        """Return facts as they are by now, or None if they are better loaded anew."""
        news = await self._records.changes_since(seen.head)
        if news.head is None or not news.head.is_same_or_later(seen.head):
            return None
        changed = [row for row in news.rows if isinstance(row, Fact)]
        if seen.edited_count + len(changed) > EDITED_MAX:
            return None
        fresh = {
            fact.id: fact.index_text for fact in changed if fact.is_open and fact.id not in seen
        }
        words = dict(zip(fresh, await self._words_of([*fresh.values()]), strict=True))
        vectors = await self._load_vectors(space, [*fresh])
        edited = seen.apply_changes(news.head, changed, vectors, words)
        return edited if edited.count <= self._kept_max else None

    async def _load_vectors(self, space: str, ids: Sequence[str]) -> dict[str, _Numbers]:
        """Return the vectors of facts, which are read if another process opened them."""
        own = {fact_id: self._own.pop(fact_id) for fact_id in ids if fact_id in self._own}
        others = tuple(fact_id for fact_id in ids if fact_id not in own)
        if not others:
            return own
        where = Filter(spaces=(space,), ids=others, state="any")
        return own | _build_vectors(await self._records.find(Fact, where, vectors=True))

    def _make_room(self) -> None:
        """Drop the facts of the spaces that were not used for longest until the rest fit."""
        total = sum(slot.size for slot in self._slots.values())
        while total > self._kept_max and len(self._slots) > 1:
            total -= self._slots.popitem(last=False)[1].size


def _build_vectors(facts: Iterable[Fact]) -> dict[str, _Numbers]:
    return {fact.id: np.array(fact.vector, np.float32) for fact in facts if fact.vector is not None}
