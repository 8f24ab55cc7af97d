"""Plain retrieval: the conversation cut into chunks of one size, and the nearest ones shown.

The text is that of the full context. A chunk ends where a sentence does, if that fits its size.
Chunks are as near to a question as the app's embedding model says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.text.chunking import split_passages
from mcp_mem0.domain.text.token_estimate import (
    convert_words_to_tokens,
    count_token_words,
    estimate_tokens,
)
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation
from mcp_mem0.evals.systems.system import ShownContext
from mcp_mem0.evals.systems.turn_lines import TurnLine, render_turn_lines
from mcp_mem0.ports import Embedder

BETWEEN_CHUNKS: Final = "\n\n"
_DECIMALS: Final = 9
"""Of a cosine; what differs beyond them is equally near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A piece of a conversation, and the turns of which most words are in it, by id."""

    text: str
    turns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChunkSource:
    """Shows the chunks that are nearest to a question, the nearest first.

    Args:
        chunks: The chunks, in the order of the conversation.
        vectors: Their vectors.
        embedder: The model that made them.
        count: How many are shown.
    """

    chunks: tuple[Chunk, ...]
    vectors: tuple[Vector, ...]
    embedder: Embedder
    count: int

    async def find(self, question: DatasetQuestion) -> ShownContext:
        """Return the nearest chunks; of equally near ones the earlier comes first.

        Raises:
            ModelError: The question cannot be embedded.
        """
        [asked] = await self.embedder.embed([question.text])
        # Of vectors of length one this is the cosine.
        scores = np.round(self._matrix @ np.asarray(asked, dtype=np.float64), _DECIMALS)
        order: list[int] = np.argsort(-scores, kind="stable").tolist()
        nearest = [self.chunks[place] for place in order[: self.count]]
        text = BETWEEN_CHUNKS.join(chunk.text for chunk in nearest)
        turns = dict.fromkeys(turn for chunk in nearest for turn in chunk.turns)
        return ShownContext(text=text, tokens=estimate_tokens(text), turns=tuple(turns))

    @cached_property
    def _matrix(self) -> NDArray[np.float64]:
        return np.asarray(self.vectors, dtype=np.float64)


async def build_chunk_source(
    conversation: LongConversation, embedder: Embedder, *, chunk_tokens: int, count: int
) -> ChunkSource:
    """Cut a conversation into chunks of at most so many tokens, and embed them.

    Raises:
        ModelError: They cannot be embedded.
    """
    chunks = tuple(cut_chunks(render_turn_lines(conversation), chunk_tokens))
    vectors = await embedder.embed([chunk.text for chunk in chunks])
    return ChunkSource(chunks=chunks, vectors=tuple(vectors), embedder=embedder, count=count)


def cut_chunks(lines: Sequence[TurnLine], chunk_tokens: int) -> Iterator[Chunk]:
    """Yield chunks of at most so many tokens; each turn belongs to one of them."""
    text = "\n".join(line.text for line in lines)
    spans = [*_find_spans(text, _split_text(text, chunk_tokens))]
    turns: list[list[str]] = [[] for _ in spans]
    start = 0
    for line in lines:
        end = start + len(line.text)
        shares = [min(end, last) - max(start, first) for first, last in spans]
        turns[shares.index(max(shares))].append(line.turn)
        start = end + 1
    for (first, last), held in zip(spans, turns, strict=True):
        yield Chunk(text=text[first:last], turns=tuple(held))


def _split_text(text: str, chunk_tokens: int) -> list[str]:
    words_max = max(
        n for n in range(1, chunk_tokens + 1) if convert_words_to_tokens(n) <= chunk_tokens
    )
    return split_passages(text, size_max=words_max, size=count_token_words)


def _find_spans(text: str, passages: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each passage begins and ends in the text."""
    end = 0
    for passage in passages:
        start = text.index(passage, end)
        end = start + len(passage)
        yield start, end
