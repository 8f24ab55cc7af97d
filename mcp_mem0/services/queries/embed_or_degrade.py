"""Embedding what is stored; a broken model never keeps anything from being stored."""

import logging
from collections.abc import Sequence

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.ports import Embedder

_log = logging.getLogger(__name__)

UNEMBEDDED = (
    "the embedding model failed, so what was stored is found by its words only, not by its meaning"
)


async def embed_texts(
    embedder: Embedder, texts: Sequence[str]
) -> tuple[dict[str, Vector], tuple[str, ...]]:
    """Return the vectors of texts, and what the caller should know if there are none."""
    if not texts:
        return {}, ()
    try:
        return dict(zip(texts, await embedder.embed(texts), strict=True)), ()
    except ModelError as error:
        # Its words may quote an endpoint that quotes ours; `mcp-mem0 doctor` shows them.
        _log.warning("stored without vectors: %s", type(error).__name__)
        return {}, (UNEMBEDDED,)
