"""Collects the rows among which a question is answered, with their vectors and words."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Protocol, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.mapping import parse_readable, parse_records
from mcp_mem0.adapters.lancedb_records.schema import list_readable_columns
from mcp_mem0.adapters.lancedb_records.searching import TableSearch
from mcp_mem0.domain.model.rows import Readable
from mcp_mem0.domain.model.vectors import Vector

FindNearest: TypeAlias = Callable[[Vector, int], Awaitable[pa.Table]]
"""Returns the rows nearest to a vector, with their vectors."""

T = TypeVar("T")


class AskSearch(Protocol):
    """Asks a search over what is newest."""

    async def __call__(self, ask: Callable[[TableSearch], Awaitable[T]]) -> T:
        """Return the answer."""
        ...


_Numbers: TypeAlias = NDArray[np.float32]


class PoolSearch:
    """The rows found for one question so far; the store's `RowPool`.

    Args:
        ask: Searches by words, within the scope of the question.
        find_nearest: Searches by meaning, within the same scope.
        kinds: The kinds of rows to find.
        zone: The time zone of moments that were stored without an offset.
    """

    def __init__(
        self,
        ask: AskSearch,
        find_nearest: FindNearest,
        kinds: Sequence[type[Readable]],
        zone: tzinfo = UTC,
    ) -> None:
        self._ask = ask
        self._zone = zone
        self._find_nearest = find_nearest
        self._columns = list_readable_columns(kinds)
        self._rows: dict[str, Readable] = {}
        self._vectors: dict[str, _Numbers] = {}

    @property
    def rows(self) -> Mapping[str, Readable]:
        """All rows found so far, by id, without their vectors."""
        return self._rows

    async def search_text(self, text: str, *, limit: int) -> list[str]:
        """Add the rows that share words with a text, and return their ids."""
        columns = [*self._columns, "vector"]
        return self._add(
            await self._ask(
                lambda search: search.find_sharing_rows(text, limit=limit, columns=columns)
            )
        )

    async def search_vectors(self, vector: Vector, *, limit: int) -> list[str]:
        """Add the rows nearest to a vector, and return their ids."""
        return self._add(await self._find_nearest(vector, limit))

    def compute_cosines(self, vector: Vector) -> dict[str, float]:
        """Return the cosine similarity of each row found that has a vector."""
        if not self._vectors:
            return {}
        # Not a matrix product: that wakes a thread on each core, and they spin for 70 ms.
        cosines = np.vecdot(np.stack([*self._vectors.values()]), np.array(vector, np.float32))
        return dict(zip(self._vectors, cosines.tolist(), strict=True))

    async def split_words(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the words of each text, as the full-text index splits it."""
        return await self._ask(lambda search: search.split_words(texts))

    def _add(self, found: pa.Table) -> list[str]:
        ids = [str(each) for each in found.column("id").to_pylist()]
        new = [place for place, row_id in enumerate(ids) if row_id not in self._rows]
        rows = found.take(pa.array(new, pa.int64())).combine_chunks()
        with_vectors = rows.filter(pc.is_valid(rows.column("vector")))
        if len(with_vectors):
            numbers = pc.list_flatten(with_vectors.column("vector")).to_numpy()
            named = [str(each) for each in with_vectors.column("id").to_pylist()]
            vectors: Iterable[_Numbers] = numbers.reshape(len(named), -1)
            self._vectors |= dict(zip(named, vectors, strict=True))
        records = parse_records(rows.select(self._columns), self._zone)
        self._rows |= {record["id"]: parse_readable(record) for record in records}
        return ids
