"""The last texts are embedded once; everything else goes to the model."""

from collections.abc import Sequence

import pytest

from mcp_mem0.adapters.models.cached_embedder import CHARS_MAX, TEXTS_MAX, CachedEmbedder
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.vectors import Vector
from tests.support.doubles import ReadableEmbedder, bag_of_words

pytestmark = pytest.mark.anyio


class Counting(ReadableEmbedder):
    """Records the texts that it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        self.asked += texts
        return await super().embed(texts)


async def test_a_text_is_embedded_once_and_the_order_is_the_callers() -> None:
    model = Counting()
    embedder = CachedEmbedder(model)
    await embedder.embed(["tea", "rain"])

    vectors = await embedder.embed(["rain", "snow", "tea", "snow"])

    assert vectors == [bag_of_words(text) for text in ("rain", "snow", "tea", "snow")]
    assert model.asked == ["tea", "rain", "snow"]
    assert embedder.identity == model.identity


async def test_the_texts_that_were_not_used_for_longest_are_let_go() -> None:
    model = Counting()
    embedder = CachedEmbedder(model)
    await embedder.embed(["first", "second"])
    await embedder.embed([f"text {number}" for number in range(TEXTS_MAX - 2)])
    await embedder.embed(["first"])
    await embedder.embed(["one more"])
    model.asked.clear()

    await embedder.embed(["first", "second"])

    assert model.asked == ["second"]


async def test_long_texts_are_not_kept() -> None:
    model = Counting()
    embedder = CachedEmbedder(model)
    long_text = "a" * (CHARS_MAX + 1)

    vectors = [await embedder.embed([long_text]) for _ in range(2)]

    assert vectors == [[bag_of_words(long_text)]] * 2
    assert model.asked == [long_text, long_text]


async def test_a_failure_is_the_callers_and_costs_nothing_that_was_known() -> None:
    model = Counting()
    embedder = CachedEmbedder(model)
    await embedder.embed(["tea"])
    model.broken = True

    with pytest.raises(ModelError, match="broken"):
        await embedder.embed(["tea", "rain"])

    assert await embedder.embed(["tea"]) == [bag_of_words("tea")]
