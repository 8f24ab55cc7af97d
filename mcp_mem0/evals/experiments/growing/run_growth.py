"""The experiment "growth" of a run: each memory grows in a store of its own beside the run's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.usage import Usage
from mcp_mem0.evals.datasets.dataset import Dataset, LongConversation
from mcp_mem0.evals.datasets.selection import select
from mcp_mem0.evals.experiments.growing.chat_beside import CHAT_POINTS, add_chat
from mcp_mem0.evals.experiments.growing.checkpoints import list_questions
from mcp_mem0.evals.experiments.growing.growth import (
    GrowthExperiment,
    is_grown,
    list_checkpoints,
)
from mcp_mem0.evals.experiments.growing.growth_curve import GrowthCurve, build_growth_curve
from mcp_mem0.evals.experiments.growing.growth_records import GrowthRecord
from mcp_mem0.evals.runs.plan import RunPlan
from mcp_mem0.evals.runs.record_file import RecordFile
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.asking import count_tokens
from mcp_mem0.evals.runs.steps.experiment_input import ExperimentInput
from mcp_mem0.evals.systems.catalogue import find_systems
from mcp_mem0.evals.systems.cost import (
    estimate_answering,
    estimate_construction,
    estimate_context_tokens,
)
from mcp_mem0.evals.systems.system import Construction, MemorySystem

STORES: Final = "growth"
"""The folder of a run with the stores that grow."""


def open_growth_records(folder: RunFolder) -> RecordFile[GrowthRecord]:
    """Return the file of the checkpoints of a run."""
    return RecordFile(folder.path / "growth.jsonl", GrowthRecord)


async def run_growth(given: ExperimentInput) -> GrowthCurve:
    """Grow the memories of all systems that have one, as far as the limits of the run allow.

    What is recorded is not done again. What a model could not decide counts as a failure.

    Raises:
        RequestError: A store has grown beyond a checkpoint that has no record.
        StoreError: A store, or a record, cannot be written.
    """
    records = open_growth_records(given.folder)
    records.cut_torn_line()
    run = _GrowthRun(given=given, records=records)
    for conversation in _choose_conversations(given.dataset, given.plan):
        for systems in _group_systems(given.plan):
            await run.grow(conversation, systems)
    return build_growth_curve(records.read())


def estimate_growth(
    dataset: Dataset, plan: RunPlan, settings: Settings, recorded: Sequence[GrowthRecord] = ()
) -> Usage:
    """Return what a model will do, without verdicts: decide, and answer.

    A memory that has begun to grow counts as a whole, one that has grown as nothing.
    """
    total = Usage()
    for conversation in _choose_conversations(dataset, plan):
        grown = add_chat(conversation, max(CHAT_POINTS))
        checkpoints = list_checkpoints(conversation, grown).values()
        asked = sum(len(list_questions(conversation, each.session)) for each in checkpoints)
        own = [each for each in recorded if each.conversation == conversation.name]
        for systems in _group_systems(plan):
            if is_grown(systems, checkpoints, own):
                continue
            total += estimate_construction(systems[0].construction, grown)
            for system in systems:
                shown = estimate_context_tokens(system, conversation, settings)
                total += estimate_answering(shown, asked)
    return total


@dataclass(frozen=True, kw_only=True)
class _GrowthRun:
    given: ExperimentInput
    records: RecordFile[GrowthRecord]

    async def grow(self, conversation: LongConversation, systems: Sequence[MemorySystem]) -> None:
        """Grow one memory, unless it has grown already."""
        given = self.given
        experiment = GrowthExperiment(
            stores=given.folder.path / STORES,
            settings=given.settings,
            record=self.records.append,
            record_context=given.folder.contexts.append,
            has_room=self._has_room,
            note_usage=given.account.settle,
            embedder=given.embedder,
        )
        recorded = [each for each in self.records.read() if each.conversation == conversation.name]
        grown = add_chat(conversation, max(CHAT_POINTS))
        if is_grown(systems, list_checkpoints(conversation, grown).values(), recorded):
            return
        title = f"Growing {systems[0].construction.name} of {conversation.name}"
        try:
            with given.show_progress(title, len(grown.sessions)) as show_done:
                await experiment.grow(conversation, systems, recorded, show_done=show_done)
        except ModelError as error:
            given.account.note_failure(error)

    def _has_room(self, construction: Construction, grown: LongConversation, session: int) -> bool:
        """Whether the limits of the run allow to decide a session."""
        others = {*range(1, len(grown.sessions) + 1)} - {session}
        tokens = count_tokens(estimate_construction(construction, grown, recorded=others))
        return tokens == 0 or self.given.account.has_room(tokens)


def _choose_conversations(dataset: Dataset, plan: RunPlan) -> tuple[LongConversation, ...]:
    """Return the conversations with the questions to ask: all, or as many as the run asks."""
    if plan.questions_max is not None:
        dataset = select(dataset, questions=plan.questions_max, seed=plan.seed)
    return dataset.conversations


def _group_systems(plan: RunPlan) -> list[tuple[MemorySystem, ...]]:
    """Return the systems that have a memory, those of one construction together."""
    groups: dict[Construction, list[MemorySystem]] = {}
    for system in find_systems(plan.systems):
        if isinstance(system, MemorySystem):
            groups.setdefault(system.construction, []).append(system)
    return list(map(tuple, groups.values()))
