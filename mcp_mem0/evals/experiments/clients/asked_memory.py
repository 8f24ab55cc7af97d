"""`AskedMemory`: a memory for many clients, in a copy of its own, and which turn each id is of."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import anyio.to_thread

from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import format_message_id
from mcp_mem0.domain.model.rows import Excerpt, Fact
from mcp_mem0.domain.retrieval.excerpt_folding import get_place
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation
from mcp_mem0.evals.evidence.retrieval_measure import compute_evidence_share
from mcp_mem0.evals.systems.open_memory import OpenMemory, locate_store, open_memory
from mcp_mem0.evals.systems.system import Construction
from mcp_mem0.ports import Embedder


@dataclass(frozen=True, kw_only=True)
class AskedMemory:
    """A memory to ask through a server.

    Attributes:
        questions: The questions that have an answer, and of which it is known where.
        store: The copy of its store.
        space: Where it is.
        turns: The turn of each memory, by the id that recall tells.
    """

    construction: Construction
    conversation: LongConversation
    questions: Sequence[DatasetQuestion]
    store: Path
    space: str
    turns: Mapping[str, str]

    def compute_share(self, question: DatasetQuestion, ids: Sequence[str]) -> float:
        """Return which share of the evidence is among memories, from 0 to 1."""
        told = (self.turns[each] for each in ids if each in self.turns)
        return compute_evidence_share(question.evidence, told)


async def copy_memory(  # noqa: PLR0913 - what a memory is opened with, and where to
    construction: Construction,
    conversation: LongConversation,
    stores: Path,
    copy: Path,
    settings: Settings,
    *,
    embedder: Embedder | None = None,
) -> AskedMemory:
    """Copy a memory that was built, so that what is written into it leaves the run as it is.

    Raises:
        StoreError: It cannot be read.
    """
    store = locate_store(stores, construction, conversation)
    async with open_memory(
        construction, conversation, store, settings, decides=False, embedder=embedder
    ) as memory:
        turns, space = await _read_turns(memory), memory.space
    await anyio.to_thread.run_sync(partial(shutil.copytree, store, copy))
    return AskedMemory(
        construction=construction,
        conversation=conversation,
        questions=conversation.evidenced_questions,
        store=copy,
        space=space,
        turns=turns,
    )


async def _read_turns(memory: OpenMemory) -> Mapping[str, str]:
    turns = await memory.read_turns()
    records, where = memory.services.records, Filter(spaces=(memory.space,))
    ids = {format_message_id(each.id): each for each in await records.find(Excerpt, where)}
    facts = {each.lineage: each for each in await records.find(Fact, where)}
    places = {row_id: get_place(row) for row_id, row in (ids | facts).items()}
    return {row_id: turns[place] for row_id, place in places.items() if place in turns}
