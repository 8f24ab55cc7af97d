"""The signs of failure of the memories that a run has built."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from mcp_mem0.config import Settings
from mcp_mem0.domain.results.signatures import Signatures, join_signatures
from mcp_mem0.evals.datasets.dataset import Dataset, LongConversation
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.systems.catalogue import CONSTRUCTIONS
from mcp_mem0.evals.systems.open_memory import OpenMemory, locate_store, open_memory
from mcp_mem0.evals.systems.system import Construction
from mcp_mem0.ports import Embedder
from mcp_mem0.services.inspect.signatures import measure_signatures

_FILE: Final = "signatures.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySigns:
    """The signs of one way to build memories, over the conversations that are finished."""

    construction: str
    conversations: tuple[str, ...]
    signs: Signatures


_SIGNS: Final = TypeAdapter(tuple[MemorySigns, ...])


async def measure_memory_signs(
    folder: RunFolder, dataset: Dataset, settings: Settings, *, embedder: Embedder | None = None
) -> tuple[MemorySigns, ...]:
    """Return the signs of each construction; they are measured once, and kept in the folder.

    Args:
        folder: Of the run.
        dataset: What it is about.
        settings: Those in force.
        embedder: Used instead of the embedding model that the settings name.

    Raises:
        RequestError: They cannot be written.
        StoreError: A store cannot be read.
    """
    finished = list_finished_memories(folder, dataset)
    known = _read_known(folder)
    if {each.construction: each.conversations for each in known} == {
        construction.name: tuple(each.name for each in conversations)
        for construction, conversations in finished.items()
    }:
        return known
    measured = [
        MemorySigns(
            construction=construction.name,
            conversations=tuple(each.name for each in conversations),
            signs=join_signatures(
                [
                    await _measure(folder, construction, each, settings, embedder)
                    for each in conversations
                ]
            ),
        )
        for construction, conversations in finished.items()
    ]
    folder.write_document(_FILE, _SIGNS.dump_json(tuple(measured), indent=2).decode())
    return tuple(measured)


def list_finished_memories(
    folder: RunFolder, dataset: Dataset
) -> Mapping[Construction, Sequence[LongConversation]]:
    """Return the conversations of which each construction has a whole store that is still there."""
    records = {(each.construction, each.conversation) for each in folder.finished_stores.read()}
    found = {
        construction: [
            each
            for each in dataset.conversations
            if (construction.name, each.name) in records
            and locate_store(folder.stores, construction, each).is_dir()
        ]
        for construction in CONSTRUCTIONS
    }
    return {each: conversations for each, conversations in found.items() if conversations}


def _read_known(folder: RunFolder) -> tuple[MemorySigns, ...]:
    try:
        return _SIGNS.validate_json((folder.path / _FILE).read_bytes())
    except (OSError, ValidationError):
        # They can be measured again.
        return ()


async def _measure(
    folder: RunFolder,
    construction: Construction,
    conversation: LongConversation,
    settings: Settings,
    embedder: Embedder | None,
) -> Signatures:
    store = locate_store(folder.stores, construction, conversation)
    async with open_memory(
        construction, conversation, store, settings, decides=False, embedder=embedder
    ) as memory:
        return await _measure_memory(memory)


async def _measure_memory(memory: OpenMemory) -> Signatures:
    evidence = {turn for each in memory.conversation.evidenced_questions for turn in each.evidence}
    turns = await memory.read_turns()
    return await measure_signatures(
        memory.services.records,
        (memory.space,),
        evidence=[place for place, turn in turns.items() if turn in evidence],
    )
