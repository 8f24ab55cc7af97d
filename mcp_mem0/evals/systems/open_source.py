"""Opening any system for the questions about a conversation, and the builder of its memory."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import assert_never

from mcp_mem0.app.embedding import build_embedder
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.systems.chunk_source import build_chunk_source
from mcp_mem0.evals.systems.construction import MemoryBuilder
from mcp_mem0.evals.systems.full_context import build_empty_context, build_full_context
from mcp_mem0.evals.systems.memory_source import MemorySource
from mcp_mem0.evals.systems.open_memory import OpenMemory, locate_store, open_memory
from mcp_mem0.evals.systems.system import (
    ChunkSystem,
    Construction,
    ContextSource,
    FullContextSystem,
    MemorySystem,
    SystemSpec,
    VagueControl,
)
from mcp_mem0.ports import Embedder


@asynccontextmanager
async def open_builder(
    construction: Construction,
    conversation: LongConversation,
    stores: Path,
    settings: Settings,
    *,
    embedder: Embedder | None = None,
) -> AsyncGenerator[MemoryBuilder]:
    """Open what builds the memory of a conversation, or goes on with it.

    Args:
        construction: How it is built.
        conversation: What it is built from.
        stores: The folder of all stores of a run.
        settings: Those in force.
        embedder: Used instead of the embedding model that the settings name.

    Raises:
        SettingsError: A model must decide, and none is configured.
        StoreError: The store cannot be opened.
    """
    store = locate_store(stores, construction, conversation)
    async with open_memory(
        construction, conversation, store, settings, decides=True, embedder=embedder
    ) as memory:
        yield MemoryBuilder(memory=memory)


@asynccontextmanager
async def open_source(
    spec: SystemSpec,
    conversation: LongConversation,
    stores: Path,
    settings: Settings,
    *,
    embedder: Embedder | None = None,
) -> AsyncGenerator[ContextSource]:
    """Open a system for the questions about a conversation; a memory must be built before.

    Args:
        spec: The system.
        conversation: What the questions are about.
        stores: The folder of all stores of a run.
        settings: Those in force.
        embedder: Used instead of the embedding model that the settings name.

    Raises:
        RequestError: Its memory is not built, or not whole.
        SettingsError: The settings of one of the models cannot work.
        StoreError: The store cannot be opened.
        ModelError: The conversation cannot be embedded.
    """
    async with AsyncExitStack() as opened:
        match spec:
            case MemorySystem(construction=construction):
                store = locate_store(stores, construction, conversation)
                memory = await opened.enter_async_context(
                    open_memory(
                        construction,
                        conversation,
                        store,
                        settings,
                        decides=False,
                        embedder=embedder,
                    )
                )
                await _check_built(memory)
                turns = await memory.read_turns()
                source: ContextSource = MemorySource(system=spec, memory=memory, turns=turns)
            case ChunkSystem(chunk_tokens=chunk_tokens, chunks=count):
                source = await build_chunk_source(
                    conversation,
                    embedder or build_embedder(settings.embedding, opened),
                    chunk_tokens=chunk_tokens,
                    count=count,
                )
            case FullContextSystem():
                source = build_full_context(conversation)
            case VagueControl():
                source = build_empty_context()
            case _:
                assert_never(spec)
        yield source


async def _check_built(memory: OpenMemory) -> None:
    """Check that every session is remembered and decided.

    Raises:
        RequestError: One is not.
    """
    for number in range(1, len(memory.conversation.sessions) + 1):
        if await memory.read_session_state(number) != "decided":
            raise RequestError(
                f"{memory.construction.name} of {memory.conversation.name} is not built: session"
                f" {number} is not decided; build it first"
            )
