"""How many decisions of the memories of a run come out otherwise when a model makes them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.results.replay_report import ReplayComparison
from mcp_mem0.domain.results.signatures import Drift, summarise_drift
from mcp_mem0.evals.datasets.dataset import Dataset, LongConversation
from mcp_mem0.evals.experiments.memory_signs import list_finished_memories
from mcp_mem0.evals.progress import ShowProgress
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.systems.open_memory import locate_store, open_memory
from mcp_mem0.evals.systems.system import Construction
from mcp_mem0.ports import Embedder
from mcp_mem0.services.deciding.drift import replay_newest

_FILE: Final = "drift.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryDrift:
    """The drift of one way to build memories.

    Attributes:
        memories: Of how many conversations.
        models: Who decided again, each once; () if nobody could.
        drift: What came of it.
    """

    construction: str
    memories: int
    models: tuple[str, ...]
    drift: Drift


_DRIFT: Final = TypeAdapter(tuple[MemoryDrift, ...])


@dataclass(frozen=True, kw_only=True)
class DriftMeasurement:
    """Has the newest decisions of each memory that a model built made again.

    Args:
        folder: Of the run.
        dataset: What it is about.
        settings: Those in force, which name the model.
        decisions: How many of each memory.
        show_progress: Shows how many memories are done.
        embedder: Used instead of the embedding model that the settings name.
    """

    folder: RunFolder
    dataset: Dataset
    settings: Settings
    decisions: int
    show_progress: ShowProgress
    embedder: Embedder | None = None

    async def run(self) -> tuple[MemoryDrift, ...]:
        """Return the drift of each construction, and keep it in the folder.

        Raises:
            RequestError: No finished memory was built by a model, or it cannot be written.
            SettingsError: No model is configured.
            StoreError: A store cannot be read.
            OverBudgetError: Today's tokens are used up.
        """
        finished = list_finished_memories(self.folder, self.dataset)
        chosen = {each: found for each, found in finished.items() if each.pipeline is not None}
        if not chosen:
            raise RequestError(
                "no model built a memory of this run that is finished, so no decision can be made"
                " again: leave --drift out"
            )
        measured = [await self._measure(each, found) for each, found in chosen.items()]
        self.folder.write_document(_FILE, _DRIFT.dump_json(tuple(measured), indent=2).decode())
        return tuple(measured)

    async def _measure(
        self, construction: Construction, conversations: Sequence[LongConversation]
    ) -> MemoryDrift:
        title = f"Deciding again what {construction.name} kept"
        made: list[ReplayComparison] = []
        with self.show_progress(title, len(conversations)) as show_done:
            for number, conversation in enumerate(conversations, start=1):
                made += await self._decide_again(construction, conversation)
                show_done(number)
        models = (each.would_be.model for each in made)
        return MemoryDrift(
            construction=construction.name,
            memories=len(conversations),
            models=tuple(dict.fromkeys(model for model in models if model is not None)),
            drift=summarise_drift(made),
        )

    async def _decide_again(
        self, construction: Construction, conversation: LongConversation
    ) -> list[ReplayComparison]:
        store = locate_store(self.folder.stores, construction, conversation)
        async with open_memory(
            construction,
            conversation,
            store,
            self.settings,
            decides=True,
            embedder=self.embedder,
        ) as memory:
            memory.clock.move_to(memory.ended_at)
            replay = memory.services.deciding.replay
            if replay is None:
                return []
            found = replay_newest(
                memory.services.records, replay, (memory.space,), limit=self.decisions
            )
            return [each async for each in found]


def read_drift(folder: RunFolder) -> tuple[MemoryDrift, ...]:
    """Return the drift that was measured last; () if none was, or if another version wrote it."""
    try:
        return _DRIFT.validate_json((folder.path / _FILE).read_bytes())
    except (OSError, ValidationError):
        return ()
