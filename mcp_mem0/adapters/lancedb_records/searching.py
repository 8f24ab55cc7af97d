"""Searching for many vectors and texts at once: ids and scores first, then each row once.

Most of what a search costs beside the scan is the reading of all columns of what it finds.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from itertools import chain, islice
from typing import Final

import pyarrow as pa
from lancedb import AsyncTable
from lancedb.query import MatchQuery

from mcp_mem0.adapters.lancedb_records.caches.fts_tokens import Tokeniser
from mcp_mem0.adapters.lancedb_records.conditions import Scope
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.mapping import Record, parse_records
from mcp_mem0.adapters.lancedb_records.reading import read_places, read_rows
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores
from mcp_mem0.domain.text.normalise import split_words
from mcp_mem0.ports import Scores

_AT_ONCE: Final = 16
"""One scan answers for so many vectors, for little more than for one; and what is found for so
many texts is cut into words together."""
WEIGHED: Final = 100
"""So many rows that share words with a text are weighed against each other, or all if fewer."""


class TableSearch:
    """Finds rows by id, and knows where each of them lay.

    Args:
        table: The table.
        tokeniser: Cuts texts into words.
        scope: What all rows must fulfil.
    """

    def __init__(self, table: AsyncTable, tokeniser: Tokeniser, scope: Scope) -> None:
        self._table = table
        self._tokeniser = tokeniser
        self._scope = scope
        self._places: dict[str, int] = {}

    async def search_vectors(self, vectors: Sequence[Vector], *, limit: int) -> list[Scores]:
        """Return, for each vector, the rows nearest to it by cosine similarity, nearest first."""
        found: list[Scores] = []
        for first in range(0, len(vectors), _AT_ONCE):
            found += await self._search_vector_batch(vectors[first : first + _AT_ONCE], limit)
        return found

    async def search_text(self, texts: Sequence[str], *, limit: int) -> list[Scores]:
        """Return, for each text, the rows that share words with it by BM25, best first."""
        found: list[Scores] = []
        for first in range(0, len(texts), _AT_ONCE):
            found += await self._search_text_batch(texts[first : first + _AT_ONCE], limit)
        return found

    async def read_found_rows(self, columns: Sequence[str]) -> list[Record]:
        """Return all rows that were found so far, unless they were closed since."""
        if not self._places:
            return []
        places = [*self._places.values()]
        records = parse_records(await read_places(self._table, places, self._scope, columns))
        missing = self._places.keys() - {record["id"] for record in records}
        if not missing:
            return records
        # They were closed, or maintenance has put them elsewhere.
        named = self._scope.narrow(sorted(missing))
        moved = await read_rows(self._table.query(), named, columns)
        return [*records, *parse_records(moved)]

    async def find_sharing_rows(self, text: str, *, limit: int, columns: Sequence[str]) -> pa.Table:
        """Return rows that share words with a text, as the index orders them, with their places."""
        words_of_it = MatchQuery(text, "index_text")  # pyright: ignore[reportCallIssue] - has defaults
        query = self._table.query().nearest_to_text(words_of_it)
        query = query.limit(max(limit, WEIGHED)).with_row_id()
        found = await read_rows(query, self._scope, [*columns, "_score"])
        return found.drop_columns(["_score"])

    async def compute_scores(
        self, texts: Sequence[str], found: Sequence[pa.Table]
    ) -> list[list[float]]:
        """Return, for each text, how well each row matches that was found for it."""
        told = [[str(each) for each in rows.column("index_text").to_pylist()] for rows in found]
        cut = await read(
            self._tokeniser.tokenise(self._table, [*texts, *chain.from_iterable(told)])
        )
        words_told = iter(cut[len(texts) :])
        return [
            compute_bm25_scores(asked, list(islice(words_told, len(rows))))
            for asked, rows in zip(cut, told, strict=False)
        ]

    async def _search_vector_batch(self, vectors: Sequence[Vector], limit: int) -> list[Scores]:
        query = (
            self._table.query()
            .nearest_to([list(vector) for vector in vectors])
            .column("vector")
            .distance_type("dot")
            .limit(limit)
            .with_row_id()
        )
        found: list[Scores] = [{} for _ in vectors]
        for record in parse_records(await read_rows(query, self._scope, ["id", "_distance"])):
            # A single vector is answered without the number that tells vectors apart.
            scores = found[record.get("query_index", 0)]
            scores[str(record["id"])] = 1.0 - record["_distance"]
            self._places[record["id"]] = record["_rowid"]
        return [take_best(scores, limit) for scores in found]

    async def _search_text_batch(self, texts: Sequence[str], limit: int) -> list[Scores]:
        worded = [text for text in dict.fromkeys(texts) if split_words(text)]
        columns = ["id", "index_text"]
        found = [
            await self.find_sharing_rows(text, limit=limit, columns=columns) for text in worded
        ]
        matching: dict[str, Scores] = {}
        scored = await self.compute_scores(worded, found)
        for text, rows, scores in zip(worded, found, scored, strict=True):
            ids = [str(each) for each in rows.column("id").to_pylist()]
            places = dict(zip(ids, rows.column("_rowid").to_numpy().tolist(), strict=True))
            matching[text] = take_best(dict(zip(ids, scores, strict=True)), limit)
            self._places |= {row_id: places[row_id] for row_id in matching[text]}
        return [matching.get(text, {}) for text in texts]


def take_best(scores: Scores, limit: int) -> Scores:
    """Return the best of what was found, best first, equals by id."""
    ordered = sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))
    return dict(islice(ordered, limit))
