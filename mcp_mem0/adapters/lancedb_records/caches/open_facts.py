"""The open facts of one space in memory, and the searches over them."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
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
from mcp_mem0.domain.model.rows import Fact, Head
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores
from mcp_mem0.ports import Scores

_TEXTS_PER_BATCH: Final = 500
"""So many texts are tokenised before other tasks get their turn."""

Numbers: TypeAlias = NDArray[np.float32]
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
        zone: The time zone of moments that were stored without an offset.
        closed_ids: The facts that were closed since.
        fresh: The facts that were opened since.
        fresh_vectors: Their vectors, for those that have one.
        fresh_words: Their words.
    """

    head: Head
    rows: pa.Table
    places: Mapping[str, int]
    vectors: Numbers
    without_vector: Sequence[int]
    index: WordIndex
    zone: tzinfo = UTC
    closed_ids: frozenset[str] = frozenset()
    fresh: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    fresh_vectors: Mapping[str, Numbers] = field(default_factory=dict[str, Numbers])
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
        records = parse_records(self.rows.take(pa.array(places, pa.int64())), self.zone)
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
        vectors: Mapping[str, Numbers],
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

    def _rank_best(self, vector: Numbers, fresh: Numbers, ids: Sequence[str], limit: int) -> Scores:
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


async def build_open_facts(
    head: Head, records: pa.Table, tokenise: Tokenise, zone: tzinfo = UTC
) -> OpenFacts:
    """Return the open facts among records that were read with vectors, as of their head."""
    is_fact = pc.equal(records.column("kind"), pa.scalar(KINDS[Fact]))
    rows = records.select(list_columns(Fact, vectors=False)).filter(is_fact).combine_chunks()
    has_vector = records.column("vector").is_valid().filter(is_fact).to_numpy()
    vectors: Numbers = np.zeros((len(has_vector), read_vector_size(records.schema)), np.float32)
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
        zone=zone,
        index=await anyio.to_thread.run_sync(build_word_index, words),
        rows=rows,
        places={str(row_id): place for place, row_id in enumerate(rows.column("id").to_pylist())},
        vectors=vectors,
        without_vector=np.nonzero(~has_vector)[0].tolist(),
    )
