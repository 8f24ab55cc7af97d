"""Building the memories of a conversation, and having every system show something for questions."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.evals.datasets.dataset import DatasetQuestion, LongConversation
from mcp_mem0.evals.progress import ShowProgress
from mcp_mem0.evals.runs.records import FoundContext
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.asking import count_tokens
from mcp_mem0.evals.runs.steps.limits import RunAccount
from mcp_mem0.evals.systems.catalogue import list_constructions
from mcp_mem0.evals.systems.construction import MemoryBuilder
from mcp_mem0.evals.systems.cost import estimate_construction
from mcp_mem0.evals.systems.open_source import open_builder, open_source
from mcp_mem0.evals.systems.system import Construction, ContextSource, MemorySystem, SystemSpec
from mcp_mem0.ports import Embedder

_WARM_UP: Final = "Is anything known?"
"""Asked before the first question, which should not wait for a model to be loaded."""


@dataclass(frozen=True, kw_only=True)
class ContextFinder:
    """Builds and searches.

    Attributes:
        folder: Where all of it is kept.
        settings: Those in force.
        account: The limits of the run; building may ask a model.
        show_progress: Shows how far it is.
        embedder: Used instead of the embedding model that the settings name.
    """

    folder: RunFolder
    settings: Settings
    account: RunAccount
    show_progress: ShowProgress
    embedder: Embedder | None = None

    async def find_contexts(
        self,
        conversation: LongConversation,
        questions: Sequence[DatasetQuestion],
        systems: Sequence[SystemSpec],
    ) -> None:
        """Build what is not built, and search what was not searched.

        What a model could not build is counted as a failure; its systems show nothing then.

        Raises:
            StoreError: A store, or a record, cannot be written.
            ModelError: The embedding model failed.
        """
        built = [
            construction
            for construction in list_constructions(systems)
            if await self.build_memory(construction, conversation)
        ]
        found = {
            (each.system, each.question)
            for each in self.folder.contexts.read()
            if each.conversation == conversation.name
        }
        for system in systems:
            left = [each for each in questions if (system.name, each.id) not in found]
            is_built = not isinstance(system, MemorySystem) or system.construction in built
            if left and is_built:
                await self._search(system, conversation, left)

    async def build_memory(
        self, construction: Construction, conversation: LongConversation
    ) -> bool:
        """Build a memory, or go on with it; return whether it is whole then.

        Raises:
            StoreError: The store, or a record, cannot be written.
        """
        if self._is_finished(construction, conversation):
            return True
        recorded = [
            each.session
            for each in self.folder.sessions.read()
            if (each.conversation, each.construction) == (conversation.name, construction.name)
        ]
        # A limit that is reached before the first session leaves no empty store behind.
        if not self._may_go_on(construction, conversation, recorded):
            return False
        async with open_builder(
            construction,
            conversation,
            self.folder.stores,
            self.settings,
            embedder=self.embedder,
        ) as builder:
            return await self._remember(builder, recorded)

    async def _remember(self, builder: MemoryBuilder, recorded: Sequence[int]) -> bool:
        memory = builder.memory
        name, sessions = memory.construction.name, memory.conversation.sessions
        done = [*recorded]
        title = f"Building {name} of {memory.conversation.name}"
        try:
            with self.show_progress(title, len(sessions)) as show_done:
                show_done(len(done))
                async for record in builder.remember_sessions(recorded):
                    self.folder.sessions.append(record)
                    estimate = _estimate_next(memory.construction, memory.conversation, done)
                    done.append(record.session)
                    self.account.settle(record.usage, estimated=estimate)
                    show_done(len(done))
                    if not self._may_go_on(memory.construction, memory.conversation, done):
                        return False
        except ModelError as error:
            self.account.note_failure(error)
            return False
        self.folder.finished_stores.append(await builder.finish())
        return True

    def _may_go_on(
        self, construction: Construction, conversation: LongConversation, done: Sequence[int]
    ) -> bool:
        """Whether the next session may be remembered: one that a model decides has its price."""
        estimate = _estimate_next(construction, conversation, done)
        return estimate == 0 or self.account.has_room(estimate)

    def _is_finished(self, construction: Construction, conversation: LongConversation) -> bool:
        return any(
            (each.conversation, each.construction) == (conversation.name, construction.name)
            for each in self.folder.finished_stores.read()
        )

    async def _search(
        self,
        system: SystemSpec,
        conversation: LongConversation,
        left: Sequence[DatasetQuestion],
    ) -> None:
        title = f"Searching {system.name} of {conversation.name}"
        async with open_source(
            system, conversation, self.folder.stores, self.settings, embedder=self.embedder
        ) as source:
            with self.show_progress(title, len(left)) as show_done:
                await source.find(replace(left[0], text=_WARM_UP))
                # One after the other, and with nothing beside it: the time is the search's alone.
                for done, question in enumerate(left, start=1):
                    self.folder.contexts.append(await _find(system, conversation, source, question))
                    show_done(done)


async def _find(
    system: SystemSpec,
    conversation: LongConversation,
    source: ContextSource,
    question: DatasetQuestion,
) -> FoundContext:
    begun_s = time.perf_counter()
    shown = await source.find(question)
    elapsed_ms = 1_000 * (time.perf_counter() - begun_s)
    return FoundContext(
        conversation=conversation.name,
        system=system.name,
        question=question.id,
        text=shown.text,
        tokens=shown.tokens,
        turns=shown.turns,
        milliseconds=elapsed_ms,
    )


def _estimate_next(
    construction: Construction, conversation: LongConversation, done: Sequence[int]
) -> int:
    """Return about how many tokens the next session takes; 0 after the last one."""
    sessions = range(1, len(conversation.sessions) + 1)
    left = [number for number in sessions if number not in done]
    if not left:
        return 0
    return count_tokens(
        estimate_construction(construction, conversation, recorded={*done, *left[1:]})
    )
