"""Embedding what is stored; if the model fails, it is stored without vectors."""

import logging
from collections.abc import Sequence

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.ports import Embedder

_log = logging.getLogger(__name__)

UNEMBEDDED = (
    "the embedding model failed, so what was stored can be found by its words only, not its meaning"
)


async def embed_texts(
    embedder: Embedder, texts: Sequence[str]
) -> tuple[dict[str, Vector], tuple[str, ...]]:
    """Return the vectors of texts, and a note for the caller if the model failed."""
    if not texts:
        return {}, ()
    try:
        return dict(zip(texts, await embedder.embed(texts), strict=True)), ()
    except ModelError as error:
        # The message may quote an endpoint that quotes our texts; `mcp-mem0 doctor` shows it.
        _log.warning("stored without vectors: %s", type(error).__name__)
        return {}, (UNEMBEDDED,)
