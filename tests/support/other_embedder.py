"""An embedder whose vectors are readable, too, and never those of the usual one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from mcp_mem0.domain.errors import ModelError, RequestError
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector, normalise_vector
from mcp_mem0.domain.text.normalise import split_words


@dataclass
class OtherEmbedder:
    """Counts words as the usual one does, under another hash: each words has another place.

    Args:
        name: Its name.
        dimensions: How many numbers a vector has.
        unreadable: A word without which it can read a text.
        fails_after: After so many texts it fails.
    """

    name: str = "other"
    dimensions: int = 48
    unreadable: str | None = None
    fails_after: int | None = None
    texts: list[str] = field(default_factory=list[str])

    @property
    def identity(self) -> EmbedderIdentity:
        return EmbedderIdentity(name=self.name, revision="1", dimensions=self.dimensions)

    @property
    def languages(self) -> frozenset[str] | None:
        return None

    async def preload(self) -> None:
        pass

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self.unreadable is not None and any(self.unreadable in text for text in texts):
            raise RequestError(f"there is nothing to embed in {self.unreadable!r}")
        if self.fails_after is not None and len(self.texts) + len(texts) > self.fails_after:
            raise ModelError("the other model is down: start it")
        self.texts += texts
        return [self.count_words(text) for text in texts]

    def count_words(self, text: str) -> Vector:
        counts = [0.0] * self.dimensions
        for word in split_words(text) or (text,):
            digest = hashlib.sha256(f"{self.name}: {word}".encode()).digest()
            counts[digest[0] % self.dimensions] += 1.0
        return normalise_vector(counts)
