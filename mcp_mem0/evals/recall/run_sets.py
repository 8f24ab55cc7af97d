"""Running recall sets, each on a temporary store of its own, without a model."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final, Literal, TypeAlias

import anyio

from mcp_mem0.app import App
from mcp_mem0.config import ModelSettings, Settings
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.evals.recall.recall_set import RecallSet
from mcp_mem0.evals.recall.set_clock import SetClock
from mcp_mem0.evals.recall.set_evaluation import SetEvaluation, count_calls
from mcp_mem0.evals.recall.set_measure import QuestionOutcome, SetResult, compute_set_scores
from mcp_mem0.evals.run_cases import ShowProgress

ShowDone: TypeAlias = Callable[[int], None]
GraphUse: TypeAlias = Literal["on", "off", "both"]
_GRAPH_STATES: Final[dict[GraphUse, tuple[bool, ...]]] = {
    "on": (True,),
    "off": (False,),
    "both": (True, False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _SetRun:
    """One measure of a set."""

    recall_set: RecallSet
    has_graph: bool
    noise: tuple[RememberRequest, ...] = ()
    noise_messages: int = 0

    @property
    def title(self) -> str:
        beside = f", beside {self.noise_messages:,} messages of chat" if self.noise else ""
        return f"{self.recall_set.title}{beside}"


def measure_recall_sets(
    settings: Settings,
    sets: Sequence[RecallSet],
    show_progress: ShowProgress,
    *,
    graph: GraphUse = "on",
) -> tuple[SetResult, ...]:
    """Return the figures of each set, first with the graph if it is measured both ways.

    Args:
        settings: The memory's; its store, its model and its time zone are not used.
        sets: What to measure.
        show_progress: Shows how many calls are made.
        graph: Whether to search the graph.
    """
    runs = tuple(_list_runs(sets, graph))
    total = sum(count_calls(run.recall_set, run.noise) for run in runs)
    with show_progress("Measuring", total) as show_done:
        return anyio.run(partial(_measure_runs, settings, runs, show_done))


def _list_runs(sets: Sequence[RecallSet], graph: GraphUse) -> Iterator[_SetRun]:
    for recall_set in sets:
        for has_graph in _GRAPH_STATES[graph]:
            yield _SetRun(recall_set=recall_set, has_graph=has_graph)


async def _measure_runs(
    settings: Settings, runs: Sequence[_SetRun], show_done: ShowDone
) -> tuple[SetResult, ...]:
    steps = count(1)
    results: list[SetResult] = []
    for run in runs:
        outcomes = await _measure_run(settings, run, lambda: show_done(next(steps)))
        results.append(
            SetResult(
                name=run.recall_set.name,
                title=run.title,
                has_graph=run.has_graph,
                scores=compute_set_scores(outcomes),
                outcomes=outcomes,
            )
        )
    return tuple(results)


async def _measure_run(
    settings: Settings, run: _SetRun, on_progress: Callable[[], None]
) -> tuple[QuestionOutcome, ...]:
    with tempfile.TemporaryDirectory(prefix="mcp-mem0-eval-") as folder:
        apart = _build_settings(settings, Path(folder, "store"), has_graph=run.has_graph)
        async with App(apart, now=SetClock(run.recall_set.now)) as app:
            services = await app.get_services()
            evaluation = SetEvaluation(
                remember=services.remember,
                recall=services.recall,
                limit=apart.recall.limit,
                tokens_max=apart.recall.max_tokens,
                on_progress=on_progress,
            )
            return await evaluation.measure(run.recall_set, run.noise)


def _build_settings(settings: Settings, store: Path, *, has_graph: bool) -> Settings:
    recall = settings.recall
    if not has_graph:
        recall = recall.model_copy(update={"graph_weight": 0.0})
    return settings.model_copy(
        update={
            "store": str(store),
            "model": ModelSettings(provider="none"),
            # The same figures wherever they are measured.
            "time_zone": "UTC",
            "recall": recall,
        }
    )
