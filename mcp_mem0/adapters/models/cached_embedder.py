"""Caches the vectors of the last texts, because one text is often embedded more than once.

A statement is searched for, stored as an excerpt and becomes a fact, all in the same words; a
question is often repeated.
"""

from collections import OrderedDict
from collections.abc import Sequence

from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector
from mcp_mem0.ports import Embedder

TEXTS_MAX = 256
CHARS_MAX = 2_000
"""How many texts are cached, and how long they may be: about 4 MiB at 384 dimensions."""


class CachedEmbedder:
    """An embedder with a cache of the last texts.

    Args:
        embedder: Embeds texts that are not cached.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: OrderedDict[str, Vector] = OrderedDict()

    @property
    def identity(self) -> EmbedderIdentity:
        """Which model makes the vectors."""
        return self._embedder.identity

    @property
    def languages(self) -> frozenset[str] | None:
        """The languages that the model reads well."""
        return self._embedder.languages

    async def preload(self) -> None:
        """Load what the first embedding would otherwise wait for."""
        await self._embedder.preload()

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return one unit vector per text, in order.

        Raises:
            ModelError: The model failed; the cache is unchanged.
        """
        vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in vectors]
        if missing:
            vectors |= zip(missing, await self._embedder.embed(missing), strict=True)
        self._keep(vectors)
        return [vectors[text] for text in texts]

    def drop_all(self) -> None:
        """Drop all texts."""
        self._vectors.clear()

    def _keep(self, vectors: dict[str, Vector]) -> None:
        for text, vector in vectors.items():
            if len(text) <= CHARS_MAX:
                self._vectors[text] = vector
                self._vectors.move_to_end(text)
        while len(self._vectors) > TEXTS_MAX:
            self._vectors.popitem(last=False)
