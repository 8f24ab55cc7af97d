"""Collects the rows among which a question is answered from the rows of a space in memory."""

from collections.abc import Mapping, Sequence

from mcp_mem0.adapters.lancedb_records.caches.cached_space import CachedSpace
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.searching import CANDIDATES_MAX
from mcp_mem0.domain.model.rows import Readable
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.text.search_text import spell_lookup


class PoolMemory:
    """The rows found for one question so far; a `RowPool` that reads nothing from the disk.

    Args:
        rows: The open rows of the space.
        view: Splits texts into words.
        kinds: The kinds of rows to find.
    """

    def __init__(self, rows: CachedSpace, view: View, kinds: Sequence[type[Readable]]) -> None:
        self._space = rows
        self._kinds = kinds
        self._view = view
        self._rows: dict[str, Readable] = {}

    @property
    def rows(self) -> Mapping[str, Readable]:
        """All rows found so far, by id, without their vectors."""
        return self._rows

    async def search_text(self, text: str, *, limit: int) -> list[str]:
        """Add the rows that share words with a text, and return their ids."""
        [words] = await self._view.split_words([spell_lookup(text)])
        most = max(limit, CANDIDATES_MAX)
        return self._add([*self._space.find_sharing_rows(self._kinds, words, limit=most)])

    async def search_vectors(self, vector: Vector, *, limit: int) -> list[str]:
        """Add the rows nearest to a vector, and return their ids."""
        [scores] = await self._space.search_vectors(self._kinds, [vector], limit=limit)
        return self._add([*scores])

    def compute_cosines(self, vector: Vector) -> dict[str, float]:
        """Return the cosine similarity of each row found that has a vector."""
        return self._space.compute_cosines([*self._rows], vector)

    async def split_words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, as the full-text index splits it."""
        known = {
            row.index_text: self._space.get_words(row_id) for row_id, row in self._rows.items()
        }
        unknown = [text for text in dict.fromkeys(texts) if text not in known]
        known |= zip(unknown, await self._view.split_words(unknown), strict=True)
        return [[*known[text]] for text in texts]

    def _add(self, ids: Sequence[str]) -> list[str]:
        self._rows |= self._space.get_rows([each for each in ids if each not in self._rows])
        return [*ids]
