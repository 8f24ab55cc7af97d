"""Measuring how memories fare while a conversation grows over its months.

Between two checkpoints the sessions come as they were said, what somebody asks to be forgotten is
forgotten, and the store is folded, compacted and pruned. Then small talk comes, too.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError, quote_path
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.experiments.growing.chat_beside import (
    CHAT_POINTS,
    add_chat,
    list_chat_checkpoints,
)
from mcp_mem0.evals.experiments.growing.checkpoints import (
    CHECKPOINTS,
    Checkpoint,
    choose_checkpoints,
)
from mcp_mem0.evals.experiments.growing.forget_acts import carry_out_forgetting
from mcp_mem0.evals.experiments.growing.growth_asking import CheckpointAsking
from mcp_mem0.evals.experiments.growing.growth_records import GrowthRecord
from mcp_mem0.evals.runs.records import FoundContext
from mcp_mem0.evals.systems.construction import MemoryBuilder
from mcp_mem0.evals.systems.open_memory import locate_store
from mcp_mem0.evals.systems.open_source import open_builder
from mcp_mem0.evals.systems.session_calls import find_session_end
from mcp_mem0.evals.systems.system import Construction, MemorySystem
from mcp_mem0.ports import Embedder

FOLD_AFTER_ROWS: Final = 50
COMPACT_AFTER_ROWS: Final = 200
"""Much smaller than by default, so that a conversation of some hundred messages is maintained as
often as a memory of many years is."""


def _has_room(_construction: Construction, _grown: LongConversation, _session: int) -> bool:
    return True


def _ignore_usage(_usage: Usage) -> None:
    """Ignore what a session took."""


def _ignore_step(_done: int) -> None:
    """Ignore a step."""


def list_checkpoints(
    conversation: LongConversation,
    grown: LongConversation,
    *,
    count: int = CHECKPOINTS,
    chat_points: Sequence[int] = CHAT_POINTS,
) -> Mapping[int, Checkpoint]:
    """Return the checkpoints, by the session after which they are.

    Args:
        conversation: The conversation.
        grown: The same with its small talk.
        count: How many there are within the conversation.
        chat_points: After how many messages of small talk there is one more.
    """
    within = choose_checkpoints(len(conversation.sessions), count)
    beside = list_chat_checkpoints(grown, last=within[-1], points=chat_points)
    return {each.session: each for each in within} | beside


def is_grown(
    systems: Sequence[MemorySystem],
    checkpoints: Collection[Checkpoint],
    recorded: Sequence[GrowthRecord],
) -> bool:
    """Whether each checkpoint of a conversation is recorded for all of some systems."""
    return all(
        _is_recorded(system, checkpoint, recorded)
        for system in systems
        for checkpoint in checkpoints
    )


@dataclass(frozen=True, kw_only=True)
class GrowthExperiment:
    """Grows memories, and asks them at each checkpoint.

    Args:
        stores: The folder of the stores, which nothing else uses.
        settings: Those in force.
        record: Told of each checkpoint of each system.
        record_context: Told what was shown for each question.
        checkpoints: How many there are within the conversation.
        chat_points: After how many messages of small talk there is one more.
        has_room: Whether a session may be decided yet.
        note_usage: Told what each session took.
        embedder: Used instead of the embedding model that the settings name.
    """

    stores: Path
    settings: Settings
    record: Callable[[GrowthRecord], None]
    record_context: Callable[[FoundContext], None]
    checkpoints: int = CHECKPOINTS
    chat_points: tuple[int, ...] = CHAT_POINTS
    has_room: Callable[[Construction, LongConversation, int], bool] = _has_room
    note_usage: Callable[[Usage], None] = _ignore_usage
    embedder: Embedder | None = None

    async def grow(
        self,
        conversation: LongConversation,
        systems: Sequence[MemorySystem],
        recorded: Sequence[GrowthRecord] = (),
        *,
        show_done: Callable[[int], None] = _ignore_step,
    ) -> None:
        """Grow the memory of a conversation, and ask it at each checkpoint.

        It ends early if there is no room for the next session.

        Args:
            conversation: The conversation.
            systems: Who is asked, all of one construction.
            recorded: Records that there are already, of which none is made again.
            show_done: Told how many sessions are done.

        Raises:
            RequestError: The store has grown beyond a checkpoint that has no record.
            ModelError: A session could not be decided; what was built stays.
            StoreError: The store cannot be read or written.
        """
        grown = add_chat(conversation, max(self.chat_points, default=0))
        async with open_builder(
            systems[0].construction,
            grown,
            self.stores,
            self._build_settings(),
            embedder=self.embedder,
        ) as builder:
            growing = _Growing(experiment=self, conversation=conversation, builder=builder)
            for number in range(1, len(grown.sessions) + 1):
                if not await growing.add_session(number):
                    return
                checkpoint = growing.checkpoints.get(number)
                left = [each for each in systems if not _is_recorded(each, checkpoint, recorded)]
                if checkpoint is not None and left:
                    await growing.ask(checkpoint, number, left)
                show_done(number)

    def _build_settings(self) -> Settings:
        often = {"fold_after_rows": FOLD_AFTER_ROWS, "compact_after_rows": COMPACT_AFTER_ROWS}
        storage = self.settings.storage.model_copy(update=often)
        return self.settings.model_copy(update={"storage": storage})


def _is_recorded(
    system: MemorySystem, checkpoint: Checkpoint | None, recorded: Sequence[GrowthRecord]
) -> bool:
    return any(each.system == system.name and each.checkpoint == checkpoint for each in recorded)


@dataclass(frozen=True, kw_only=True)
class _Growing:
    """One memory that grows."""

    experiment: GrowthExperiment
    conversation: LongConversation
    builder: MemoryBuilder

    @cached_property
    def checkpoints(self) -> Mapping[int, Checkpoint]:
        """The checkpoints, by the session after which they are."""
        return list_checkpoints(
            self.conversation,
            self.builder.memory.conversation,
            count=self.experiment.checkpoints,
            chat_points=self.experiment.chat_points,
        )

    async def add_session(self, number: int) -> bool:
        """Remember a session, and forget what is to be forgotten after it.

        Returns:
            Whether there was room for it.
        """
        memory, experiment = self.builder.memory, self.experiment
        if await memory.read_session_state(number) == "decided":
            memory.clock.move_to(find_session_end(memory.conversation.sessions[number - 1]))
        elif experiment.has_room(memory.construction, memory.conversation, number):
            experiment.note_usage((await self.builder.remember_session(number)).usage)
        else:
            return False
        for act in self.conversation.forgets:
            if act.after_session == number:
                await carry_out_forgetting(memory, act)
        return True

    async def ask(
        self, checkpoint: Checkpoint, number: int, systems: Sequence[MemorySystem]
    ) -> None:
        """Ask systems after a session, counted from 1 with those of the small talk."""
        memory = self.builder.memory
        await self._check_not_beyond(number)
        asking = CheckpointAsking(
            conversation=self.conversation,
            memory=memory,
            built=await self.builder.finish(),
            turns=await memory.read_turns(),
            checkpoint=checkpoint,
            record=self.experiment.record_context,
        )
        for system in systems:
            self.experiment.record(await asking.ask(system))

    async def _check_not_beyond(self, number: int) -> None:
        """Check that nothing was remembered after a session.

        Raises:
            RequestError: Something was, so the figures would not be those of that time.
        """
        memory = self.builder.memory
        calls = sum(len(memory.list_calls(each)) for each in range(1, number + 1))
        where = Filter(spaces=(memory.space,), state="any")
        if await memory.services.records.count(Episode, where) > calls:
            store = locate_store(self.experiment.stores, memory.construction, memory.conversation)
            raise RequestError(
                f"{memory.construction.name} of {self.conversation.name} has grown beyond session"
                f" {number}, of which there are no figures: remove the folder"
                f" {quote_path(store)}, and run it again to grow it anew"
            )
