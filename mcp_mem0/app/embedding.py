"""Builds the embedding model that the settings name."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from mcp_mem0.adapters.models.embedding_endpoint import EmbeddingEndpoint
from mcp_mem0.adapters.models.http_embedder import HttpEmbedder, name_endpoint_model
from mcp_mem0.adapters.models.minilm_embedder import IDENTITY as MINILM_IDENTITY
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.adapters.models.multilingual_embedder import IDENTITY as MULTILINGUAL_IDENTITY
from mcp_mem0.adapters.models.multilingual_embedder import MultilingualEmbedder
from mcp_mem0.config import EmbeddingSettings, read_embedding_key
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector
from mcp_mem0.ports import Embedder


def build_embedder(settings: EmbeddingSettings, closing: AsyncExitStack) -> Embedder:
    """Return the embedding model that the settings name.

    Raises:
        SettingsError: Its key cannot be read, or its extra is not installed.
    """
    if settings.provider == "minilm":
        return MiniLmEmbedder()
    if settings.provider == "multilingual":
        return MultilingualEmbedder()
    endpoint = EmbeddingEndpoint(
        base_url=settings.base_url,
        model=settings.model,
        api_key=read_embedding_key(settings.api_key_file),
        dimensions=settings.dimensions or None,
        timeout_s=settings.timeout_s,
        batch_size=settings.batch_size,
        chars_max=settings.chars_max,
        languages=frozenset(settings.languages) or None,
    )
    embedder = HttpEmbedder(endpoint)
    closing.push_async_callback(embedder.aclose)
    return embedder


async def read_identity(embedder: Embedder) -> EmbedderIdentity:
    """Return which model it is, asked of the model itself if nothing else knows.

    Raises:
        ModelError: It cannot be asked.
    """
    try:
        return embedder.identity
    except ModelError:
        # Only the model itself knows how long its vectors are.
        await embedder.preload()
        return embedder.identity


def name_model(settings: EmbeddingSettings) -> str:
    """Return the name of the model that the settings name, which need not be installed."""
    if settings.provider == "minilm":
        return MINILM_IDENTITY.name
    if settings.provider == "multilingual":
        return MULTILINGUAL_IDENTITY.name
    return name_endpoint_model(settings.model)


@dataclass(frozen=True, slots=True)
class StoredModel:
    """Stands for the model of a store of which nothing is embedded now.

    Args:
        identity: The model.
    """

    identity: EmbedderIdentity

    @property
    def languages(self) -> frozenset[str] | None:
        """Nothing is known of its languages."""
        return None

    async def preload(self) -> None:
        """Load nothing."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Refuse to embed.

        Raises:
            ModelError: Always.
        """
        raise ModelError(f"{len(texts):,} texts were to be embedded with a model that is not here")
