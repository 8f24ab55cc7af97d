"""Opening a store to move it to another embedding model."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Final

from mcp_mem0.adapters.lancedb_records.lifecycle.opening import is_stored, read_stored_model
from mcp_mem0.app.embedding import build_embedder, read_identity
from mcp_mem0.app.parts import build_records
from mcp_mem0.config import EmbeddingSettings, Settings
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.ports import Embedder, ModelMove
from mcp_mem0.services.reembed.reembed import Reembed

CONFIGURED: Final = "configured"
BUILT_IN: Final = "minilm"
MULTILINGUAL: Final = "multilingual"


def choose_model(settings: EmbeddingSettings, name: str) -> EmbeddingSettings:
    """Return the settings of the model that a command names.

    Args:
        settings: The effective settings.
        name: "configured", "minilm", "multilingual", or a model of the configured http server.

    Raises:
        RequestError: The settings name no server that could have the model.
    """
    if name in (CONFIGURED, settings.model, settings.provider):
        return settings
    if name in (BUILT_IN, MULTILINGUAL):
        return settings.model_copy(update={"provider": name})
    if not settings.base_url:
        raise RequestError(
            f"there is no model {name!r} to move to: set embedding.base_url to the server that has"
            f' it, or name "{CONFIGURED}", "{BUILT_IN}" or "{MULTILINGUAL}"'
        )
    return settings.model_copy(update={"provider": "http", "model": name})


@asynccontextmanager
async def open_reembed(
    settings: Settings, name: str = CONFIGURED, *, embedder: Embedder | None = None
) -> AsyncGenerator[Reembed]:
    """Build what moves the store that the settings name to a model.

    Args:
        settings: The effective settings.
        name: The model, as `choose_model` takes it.
        embedder: Used instead of that model.

    Raises:
        RequestError: There is no store, or no such model.
        ModelError: The model cannot be asked.
        StoreError: The store cannot be read.
    """
    if not await is_stored(settings.store, settings.storage.options):
        raise RequestError(
            f"there is no store in {quote_path(settings.store)}: name another with --store"
        )
    async with AsyncExitStack() as closing:
        chosen = choose_model(settings.embedding, name)
        model = embedder or build_embedder(chosen, closing)
        # Its size is known now, and a wrong setting fails before anything is touched.
        await model.preload()
        await read_identity(model)
        yield Reembed(open_move=partial(_open_move, settings, model), embedder=model)


@asynccontextmanager
async def _open_move(settings: Settings, model: Embedder) -> AsyncGenerator[ModelMove]:
    stored = await read_stored_model(settings.store, settings.storage.options)
    records = build_records(settings, stored)
    try:
        await records.open()
        yield await records.build_move(model.identity)
    finally:
        records.close()
