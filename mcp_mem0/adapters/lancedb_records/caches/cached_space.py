"""The open rows of one space in memory, and the searches over them."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, tzinfo
from functools import partial
from typing import Final, TypeAlias

import anyio
import anyio.to_thread
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.caches.word_index import WordIndex
from mcp_mem0.adapters.lancedb_records.front.overlay import OverlayRow
from mcp_mem0.adapters.lancedb_records.mapping import parse_readable, parse_records
from mcp_mem0.adapters.lancedb_records.schema import (
    KINDS,
    READABLE,
)
from mcp_mem0.adapters.lancedb_records.searching import CANDIDATES_MAX, take_best
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Head, Readable, Relation
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores
from mcp_mem0.ports import Scores

PARSED_MAX: Final = 16_000
"""So many rows of a space are kept as they were parsed: about 1 KB each."""

_ROWS_AT_ONCE_MAX: Final = 5_000
"""So many rows take less time to compare than a worker thread to be asked."""

KIND_NUMBERS: Final = {kind: number for number, kind in enumerate(READABLE)}
"""What stands for a kind among the rows in memory."""

Numbers: TypeAlias = NDArray[np.float32]
Kinds: TypeAlias = Sequence[type[Readable]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CachedSpace:
    """The open facts, excerpts and relations of one space, and which episodes are pending.

    Attributes:
        space: The space.
        head: Its head.
        seq: The transaction of the front up to which everything is here.
        folded: Up to which one the table had all rows when they were loaded.
        origin: The file of the front that has it.
        rows: The rows that were loaded, as records without their vectors and empty columns.
        empty_columns: The columns that none of them has a value in.
        places: The position of each of them in `rows`, in their order.
        ids: Their ids, in the same order.
        kinds: The kind of each, as its number among those that can be read.
        vectors: Their vectors, in the same order.
        without_vector: The positions that vector search skips: of rows without a vector, and of
            those that were closed since.
        index: Their words, in the same order.
        zone: The time zone of moments that were stored without an offset.
        closed_ids: The rows that were closed since, or written anew.
        fresh: The rows that were opened since, or written anew.
        fresh_vectors: Their vectors, for those that have one.
        fresh_words: Their words.
        pending: The ids of the episodes that are not decided yet.
        parsed: Rows that were parsed once; they never change.
        masks: Which rows are of some kinds, for those that were asked for; nor do they.
    """

    space: str
    head: Head | None
    seq: int
    folded: int
    origin: object
    rows: pa.Table
    empty_columns: Sequence[str]
    places: Mapping[str, int]
    ids: Sequence[str]
    kinds: NDArray[np.uint8]
    vectors: Numbers
    without_vector: frozenset[int]
    index: WordIndex
    zone: tzinfo = UTC
    closed_ids: frozenset[str] = frozenset()
    fresh: Mapping[str, Readable] = field(default_factory=dict[str, Readable])
    fresh_vectors: Mapping[str, Numbers] = field(default_factory=dict[str, Numbers])
    fresh_words: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    pending: frozenset[str] = frozenset()
    parsed: dict[str, Readable] = field(default_factory=dict[str, Readable])
    masks: dict[frozenset[int], NDArray[np.bool_]] = field(
        default_factory=dict[frozenset[int], NDArray[np.bool_]]
    )

    @property
    def count(self) -> int:
        """How many open rows there are."""
        return len(self.places) - len(self.closed_ids) + len(self.fresh)

    @property
    def size(self) -> int:
        """How much memory it takes, in rows; one that was parsed counts half again."""
        return self.count + len(self.parsed) // 2

    @property
    def edited_count(self) -> int:
        """How many rows were opened or closed since loading."""
        return len(self.closed_ids) + len(self.fresh)

    def __contains__(self, row_id: str) -> bool:
        return row_id in self.fresh or (row_id in self.places and row_id not in self.closed_ids)

    def get_rows(self, ids: Iterable[str]) -> dict[str, Readable]:
        """Return the rows with these ids that are open, by id, without vectors."""
        if len(self.parsed) > PARSED_MAX:
            self.parsed.clear()
        open_ids = [row_id for row_id in ids if row_id in self]
        unread = [
            row_id for row_id in open_ids if row_id not in self.fresh and row_id not in self.parsed
        ]
        if unread:
            places = pa.array([self.places[row_id] for row_id in unread], pa.int64())
            nothing = dict.fromkeys(self.empty_columns)
            for record in parse_records(self.rows.take(places), self.zone):
                self.parsed[record["id"]] = parse_readable(nothing | record)
        return {
            row_id: self.fresh[row_id] if row_id in self.fresh else self.parsed[row_id]
            for row_id in open_ids
        }

    def get_stated_rows(self) -> list[Fact | Relation]:
        """Return the open facts and relations, without vectors."""
        is_stated = self._select_kinds((Fact, Relation))
        loaded = (self.ids[place] for place in np.flatnonzero(is_stated).tolist())
        rows = self.get_rows([*loaded, *self.fresh]).values()
        return [row for row in rows if isinstance(row, Fact | Relation)]

    def get_words(self, row_id: str) -> Sequence[str]:
        """Return the words of a row that is open."""
        if row_id in self.fresh_words:
            return self.fresh_words[row_id]
        return self.index.texts[self.places[row_id]]

    def compute_cosines(self, ids: Sequence[str], vector: Vector) -> dict[str, float]:
        """Return the cosine similarity to a vector of each of some rows that has one."""
        known: dict[str, Numbers] = {}
        for row_id in ids:
            if row_id in self.fresh_vectors:
                known[row_id] = self.fresh_vectors[row_id]
            elif row_id in self.places and self.places[row_id] not in self.without_vector:
                known[row_id] = self.vectors[self.places[row_id]]
        if not known:
            return {}
        # Not a matrix product: that wakes a thread on each core, and they spin for 70 ms.
        cosines = np.vecdot(np.stack([*known.values()]), np.array(vector, np.float32))
        return dict(zip(known, cosines.tolist(), strict=True))

    async def search_vectors(
        self, kinds: Kinds, vectors: Sequence[Vector], *, limit: int
    ) -> list[Scores]:
        """Return, for each vector, the rows nearest to it by cosine similarity, nearest first."""
        search = partial(self._search_vectors, kinds, vectors, limit)
        if len(self.places) * len(vectors) <= _ROWS_AT_ONCE_MAX:
            return search()
        return await anyio.to_thread.run_sync(search)

    def find_sharing_rows(
        self, kinds: Kinds, words: Sequence[str], *, limit: int
    ) -> dict[str, Sequence[str]]:
        """Return the words of rows that share some with a query, of more those with rarer ones.

        Up to as many that were opened since may be returned in addition.
        """
        is_excluded = ~self._select_kinds(kinds)
        is_excluded[[self.places[row_id] for row_id in self.closed_ids]] = True
        places = self.index.find_sharing_texts(words, limit=limit, is_excluded=is_excluded)
        found = {self.ids[place]: self.index.texts[place] for place in places}
        return found | self._find_fresh_matches(kinds, words, limit)

    def search_text(
        self, kinds: Kinds, queries: Sequence[Sequence[str]], *, limit: int
    ) -> list[Scores]:
        """Return the rows that share words with each of some texts by BM25, best first.

        Args:
            kinds: The kinds of rows.
            queries: The words of each text.
            limit: Most rows for each.
        """
        results: list[Scores] = []
        for words in queries:
            candidates = self.find_sharing_rows(kinds, words, limit=max(limit, CANDIDATES_MAX))
            scores = compute_bm25_scores(words, [*candidates.values()])
            results.append(take_best(dict(zip(candidates, scores, strict=True)), limit))
        return results

    def apply_news(
        self,
        head: Head | None,
        seq: int,
        news: Iterable[OverlayRow],
        words: Mapping[str, Sequence[str]],
    ) -> "CachedSpace":
        """Return the rows as of a later transaction of the front.

        Args:
            head: The head by then.
            seq: The transaction.
            news: The rows of this space that were written since.
            words: The words of those that are open, by id.
        """
        pending, closed = set(self.pending), set(self.closed_ids)
        fresh, vectors = dict(self.fresh), dict(self.fresh_vectors)
        for each in news:
            match each.row:
                case Episode():
                    pending.discard(each.row.id)
                    pending |= {each.row.id} if each.row.is_pending else set()
                case Fact() | Excerpt() | Relation() if each.row.is_open:
                    # One that was loaded is open with another index text by now.
                    closed |= {each.row.id} & self.places.keys()
                    fresh[each.row.id] = each.row
                    vectors |= {} if each.vector is None else {each.row.id: each.vector}
                case Fact() | Excerpt() | Relation():
                    fresh.pop(each.row.id, None)
                    closed |= {each.row.id} & self.places.keys()
                case _:
                    continue
        all_words = {**self.fresh_words, **words}
        return replace(
            self,
            head=head,
            seq=seq,
            without_vector=self.without_vector.union(self.places[row_id] for row_id in closed),
            closed_ids=frozenset(closed),
            fresh=fresh,
            fresh_vectors={row_id: vectors[row_id] for row_id in fresh if row_id in vectors},
            fresh_words={row_id: all_words[row_id] for row_id in fresh},
            pending=frozenset(pending),
        )

    def _select_kinds(self, kinds: Kinds) -> NDArray[np.bool_]:
        numbers = frozenset(KIND_NUMBERS[KINDS[kind]] for kind in kinds)
        if numbers not in self.masks:
            self.masks[numbers] = np.isin(self.kinds, [*numbers])
        return self.masks[numbers]

    def _list_fresh(self, kinds: Kinds) -> Iterator[str]:
        return (row_id for row_id, row in self.fresh.items() if isinstance(row, tuple(kinds)))

    def _find_fresh_matches(
        self, kinds: Kinds, query: Sequence[str], limit: int
    ) -> dict[str, Sequence[str]]:
        """Return the words of the newest fresh rows that share a word with the query."""
        query_words = set(query)
        matches = [
            row_id
            for row_id in self._list_fresh(kinds)
            if not query_words.isdisjoint(self.fresh_words[row_id])
        ]
        return {row_id: self.fresh_words[row_id] for row_id in matches[-limit:]}

    def _search_vectors(self, kinds: Kinds, vectors: Sequence[Vector], limit: int) -> list[Scores]:
        fresh_ids = [each for each in self._list_fresh(kinds) if each in self.fresh_vectors]
        fresh = np.array([self.fresh_vectors[row_id] for row_id in fresh_ids], np.float32)
        fresh = fresh.reshape(-1, self.vectors.shape[1])
        skipped = ~self._select_kinds(kinds)
        skipped[[*self.without_vector]] = True
        return [
            self._rank_best(np.array(vector, np.float32), fresh, fresh_ids, skipped, limit)
            for vector in vectors
        ]

    def _rank_best(
        self,
        vector: Numbers,
        fresh: Numbers,
        fresh_ids: Sequence[str],
        skipped: NDArray[np.bool_],
        limit: int,
    ) -> Scores:
        # Not a matrix product: that wakes a thread on each core, and they spin for 70 ms.
        loaded = np.vecdot(self.vectors, vector)
        loaded[skipped] = -np.inf
        scores = np.concatenate([loaded, np.vecdot(fresh, vector)])
        last = min(limit, len(scores))
        if last == 0:
            return {}
        # Include all that tie with the last one: ties are ordered by id.
        least = np.partition(scores, -last)[-last]
        (places,) = np.nonzero((scores >= least) & np.isfinite(scores))
        ids = [
            self.ids[place] if place < len(loaded) else fresh_ids[place - len(loaded)]
            for place in places.tolist()
        ]
        return take_best(dict(zip(ids, scores[places].tolist(), strict=True)), limit)
