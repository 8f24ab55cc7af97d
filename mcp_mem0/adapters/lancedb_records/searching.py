"""Searches the table for many vectors and texts at once: ids and scores first, then the rows.

Apart from the scan, most of a search's cost is reading all columns of its results.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Sequence
from datetime import UTC, tzinfo
from itertools import chain, islice
from typing import Final

import pyarrow as pa

from mcp_mem0.adapters.lancedb_records.conditions.scopes import Scope
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.mapping import Record, parse_records
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.retrieval.bm25 import compute_bm25_scores
from mcp_mem0.domain.text.normalise import split_words
from mcp_mem0.domain.text.search_text import spell_question
from mcp_mem0.ports import Scores

_BATCH_MAX: Final = 16
"""So many vectors share one scan, and the results of so many texts one call of the tokeniser."""
CANDIDATES_MAX: Final = 100
"""Most rows that share words with a text and are scored against each other."""


class TableSearch:
    """Searches within a scope, and keeps the row id of each result.

    Args:
        view: What is searched.
        scope: What all rows must match.
        zone: The time zone of moments that were stored without an offset.
    """

    def __init__(self, view: View, scope: Scope, zone: tzinfo = UTC) -> None:
        self._view = view
        self._scope = scope
        self.zone = zone
        self._places: dict[str, int | None] = {}

    async def search_vectors(self, vectors: Sequence[Vector], *, limit: int) -> list[Scores]:
        """Return, for each vector, the rows nearest to it by cosine similarity, nearest first."""
        results: list[Scores] = []
        for first in range(0, len(vectors), _BATCH_MAX):
            results += await self._search_vector_batch(vectors[first : first + _BATCH_MAX], limit)
        return results

    async def search_text(self, texts: Sequence[str], *, limit: int) -> list[Scores]:
        """Return, for each text, the rows that share words with it by BM25, best first."""
        results: list[Scores] = []
        for first in range(0, len(texts), _BATCH_MAX):
            results += await self._search_text_batch(texts[first : first + _BATCH_MAX], limit)
        return results

    async def read_found_rows(self, columns: Sequence[str]) -> list[Record]:
        """Return all rows found so far, unless they were closed since."""
        if not self._places:
            return []
        found = await self._view.read_places(self._places, self._scope, columns)
        return parse_records(found, self.zone)

    async def find_sharing_rows(self, text: str, *, limit: int, columns: Sequence[str]) -> pa.Table:
        """Return rows that share words with a text, with their row ids."""
        limit = max(limit, CANDIDATES_MAX)
        return await self._view.find_sharing_rows(text, self._scope, columns, limit=limit)

    async def split_words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, as the full-text index splits it."""
        return await self._view.split_words(texts)

    async def compute_scores(
        self, texts: Sequence[str], rows_by_text: Sequence[pa.Table]
    ) -> list[list[float]]:
        """Return, for each text, the BM25 score of each row that was found for it."""
        row_texts = [
            [str(text) for text in rows.column("index_text").to_pylist()] for rows in rows_by_text
        ]
        asked = map(spell_question, texts)
        words = await self.split_words([*asked, *chain.from_iterable(row_texts)])
        row_words = iter(words[len(texts) :])
        return [
            compute_bm25_scores(query, list(islice(row_words, len(rows))))
            for query, rows in zip(words, row_texts, strict=False)
        ]

    async def _search_vector_batch(self, vectors: Sequence[Vector], limit: int) -> list[Scores]:
        found = await self._view.find_nearest(vectors, self._scope, ["id"], limit=limit)
        results: list[Scores] = []
        for rows in found:
            records = parse_records(rows)
            scores = {str(record["id"]): 1.0 - record["_distance"] for record in records}
            self._places |= {str(record["id"]): record["_rowid"] for record in records}
            results.append(take_best(scores, limit))
        return results

    async def _search_text_batch(self, texts: Sequence[str], limit: int) -> list[Scores]:
        queries = [text for text in dict.fromkeys(texts) if split_words(text)]
        columns = ["id", "index_text"]
        rows_by_text = [
            await self.find_sharing_rows(text, limit=limit, columns=columns) for text in queries
        ]
        results: dict[str, Scores] = {}
        scores_by_text = await self.compute_scores(queries, rows_by_text)
        for text, rows, scores in zip(queries, rows_by_text, scores_by_text, strict=True):
            ids = [str(each) for each in rows.column("id").to_pylist()]
            places = dict(zip(ids, rows.column("_rowid").to_pylist(), strict=True))
            results[text] = take_best(dict(zip(ids, scores, strict=True)), limit)
            self._places |= {row_id: places[row_id] for row_id in results[text]}
        return [results.get(text, {}) for text in texts]


def take_best(scores: Scores, limit: int) -> Scores:
    """Return the best scores, best first, ties by id."""
    ordered = sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))
    return dict(islice(ordered, limit))
