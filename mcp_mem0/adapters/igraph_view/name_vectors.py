"""Caches the embeddings of entity names, made when names are first compared."""

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Final

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.ports import Embedder

NAME_VECTORS_MAX: Final = 1_024
"""Vectors in the cache, about 1.5 KB each."""


class NameVectors:
    """A cache of the embeddings of the names used last."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, array[float]] = OrderedDict()

    def drop_all(self) -> None:
        """Drop all names."""
        self._kept.clear()

    async def embed_names(self, names: Iterable[str]) -> dict[str, Sequence[float]]:
        """Return the vectors of names; none if the embedding model fails."""
        names_once = list(dict.fromkeys(names))
        missing = [name for name in names_once if name not in self._kept]
        try:
            vectors = await self._embedder.embed(missing) if missing else []
        except ModelError:
            # Spelling alone still finds a misspelling.
            return {}
        fresh = {name: array("f", vector) for name, vector in zip(missing, vectors, strict=True)}
        self._kept.update(fresh)
        for name in names_once:
            self._kept.move_to_end(name)
        result: dict[str, Sequence[float]] = {name: self._kept[name] for name in names_once}
        while len(self._kept) > NAME_VECTORS_MAX:
            self._kept.popitem(last=False)
        return result
