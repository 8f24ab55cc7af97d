"""The reads of the store of rows."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeAlias, TypeVar

from mcp_mem0.domain.graph.mentions import Mention
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.invariants import StoredRow
from mcp_mem0.domain.model.rows import Excerpt, Fact, Head, Readable, Relation, Row
from mcp_mem0.domain.model.vectors import Vector

if TYPE_CHECKING:
    # Its word lists are of no use to a proxy, which imports the ports.
    from mcp_mem0.domain.forgetting.recognition import Forgotten

RowT = TypeVar("RowT", bound=Row)
ReadableT = TypeVar("ReadableT", bound=Readable)
ReadableT_co = TypeVar("ReadableT_co", bound=Readable, covariant=True)
Order: TypeAlias = Literal["oldest", "newest"]


@dataclass(frozen=True, slots=True)
class Hit(Generic[ReadableT_co]):
    """A row that a search found, and its score: higher is nearer, comparable within a search."""

    row: ReadableT_co
    score: float


Scores: TypeAlias = dict[str, float]
"""The result of a search without rows: scores by row id, best first."""


@dataclass(frozen=True, slots=True)
class RowsAtHead:
    """The changes of a space since one of its heads.

    `head` is its current head, or None if it has none, or if the store was replaced since; `rows`
    are the facts and relations that were opened or closed since, in their current state, without
    vectors.
    """

    head: Head | None
    rows: Sequence[Fact | Relation]


class RowPool(Protocol):
    """The rows found for one question so far, with what scoring them needs.

    Every search may raise StoreError.
    """

    @property
    def rows(self) -> Mapping[str, Readable]:
        """All rows found so far, by id, without their vectors."""
        ...

    async def search_text(self, text: str, *, limit: int) -> Sequence[str]:
        """Add the rows that share words with a text, and return their ids.

        If there are more than `limit`, those that share more and rarer words.
        """
        ...

    async def search_vectors(self, vector: Vector, *, limit: int) -> Sequence[str]:
        """Add the rows nearest to a vector by cosine similarity, and return their ids."""
        ...

    def compute_cosines(self, vector: Vector) -> Mapping[str, float]:
        """Return the cosine similarity of each row found that has a vector, from -1 to 1."""
        ...

    async def split_words(self, texts: Sequence[str]) -> Sequence[Sequence[str]]:
        """Return the words of each text, as the full-text index splits it."""
        ...


class RecordReader(Protocol):
    """The reads of a store of rows. Every method may raise StoreError."""

    async def read_head(self, space: str) -> Head | None:
        """Return the head of a space, or None before its first change."""
        ...

    async def snapshot(self, space: str, *, rows_max: int) -> RowsAtHead | None:
        """Return the head of a space and its open facts and relations, all as of one moment.

        Returns:
            None if there are more than `rows_max` of them.
        """
        ...

    async def changes_since(self, seen: Head) -> RowsAtHead:
        """Return the changes of a space since one of its heads, all as of one moment.

        The rows are sorted by belief time and id.
        """
        ...

    async def find(
        self,
        kind: type[RowT],
        where: Filter,
        *,
        order: Order = "oldest",
        limit: int | None = None,
        vectors: bool = False,
    ) -> list[RowT]:
        """Return the rows of a kind that match, sorted by belief time and id.

        Vectors are read only when asked for (closing a row needs them).
        """
        ...

    async def find_last_excerpt(self, space: str, session: str) -> Excerpt | None:
        """Return the open excerpt of a session that was stored last, without its vector.

        What another process stored or forgot by now counts. It costs a read only if another
        process wrote, or this one has not asked about the session yet.
        """
        ...

    async def find_forgotten(self, space: str) -> "Forgotten":
        """Return what is forgotten of a space, to recognise it when it comes again.

        What another process forgot by now counts. It costs nothing where nothing was forgotten.
        """
        ...

    async def find_readable(self, kinds: Sequence[type[Readable]], where: Filter) -> list[Readable]:
        """Return the rows of some kinds that match, sorted by belief time and id.

        Vectors are not read.
        """
        ...

    async def find_mentions(self, where: Filter) -> list[Mention]:
        """Return which names the facts and relations that match mention, oldest first.

        It takes a tenth of the time that reading them whole does.
        """
        ...

    async def search_vectors(
        self, kinds: Sequence[type[Readable]], vector: Vector, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows nearest to a vector by cosine similarity, nearest first."""
        ...

    async def open_pool(self, kinds: Sequence[type[Readable]], where: Filter) -> RowPool:
        """Return an empty pool for one question, over the rows of some kinds that match."""
        ...

    async def search_vector_ids(
        self,
        kinds: Sequence[type[Readable]],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> list[Scores]:
        """Return, for each vector, the ids and scores of the rows that `search_vectors` returns.

        All vectors are searched together, and no row is read.
        """
        ...

    async def search_text(
        self, kinds: Sequence[type[Readable]], text: str, where: Filter, *, limit: int
    ) -> list[Hit[Readable]]:
        """Return the rows that share words with a text, by BM25, best first."""
        ...

    async def hybrid_search(
        self,
        kind: type[ReadableT],
        texts: Sequence[str],
        vectors: Sequence[Vector],
        where: Filter,
        *,
        limit: int,
    ) -> tuple[list[list[Hit[ReadableT]]], list[list[Hit[ReadableT]]]]:
        """Return the results of `search_vectors` for each vector and `search_text` for each text.

        The searches run side by side, and each row is read only once.
        """
        ...

    async def count(self, kind: type[Row], where: Filter) -> int:
        """Return how many rows match."""
        ...

    async def list_spaces(self) -> list[str]:
        """Return the names of all spaces that hold anything, sorted."""
        ...

    def scan(self) -> AsyncGenerator[Sequence[StoredRow]]:
        """Return every row of every space, open or closed, with vectors, as of one moment."""
        ...

    async def list_losses(self) -> list[str]:
        """Return a sentence for each damage that has cost rows, until it is acknowledged."""
        ...

    async def find_index_faults(self) -> list[str]:
        """Return a sentence for each fault of the indexes and of the files beside the table."""
        ...
