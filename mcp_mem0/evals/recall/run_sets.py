"""Running recall sets, each on a temporary store of its own, without a model."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final, Literal, TypeAlias

import anyio

from mcp_mem0.app.running import App
from mcp_mem0.config import GraphSettings, ModelSettings, Settings
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.evals.progress import ShowDone, ShowProgress
from mcp_mem0.evals.recall.noise import build_noise
from mcp_mem0.evals.recall.recall_set import RecallSet
from mcp_mem0.evals.recall.set_clock import SetClock
from mcp_mem0.evals.recall.set_evaluation import Origins, SetEvaluation
from mcp_mem0.evals.recall.set_measure import SetResult, compute_set_scores

GraphUse: TypeAlias = Literal["on", "off", "both"]
_GRAPH_STATES: Final[dict[GraphUse, tuple[bool, ...]]] = {
    "on": (True,),
    "off": (False,),
    "both": (True, False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _SetRun:
    """One store: what it is told, and with and without what its questions are asked."""

    recall_set: RecallSet
    graph_states: tuple[bool, ...]
    noise: tuple[RememberRequest, ...] = ()

    @property
    def title(self) -> str:
        messages = sum(len(request.intake.messages) for request in self.noise)
        beside = f", beside {messages:,} messages of chat" if messages else ""
        return f"{self.recall_set.title}{beside}"

    @property
    def calls(self) -> int:
        told = len(self.recall_set.tellings) + len(self.noise)
        return told + len(self.graph_states) * len(self.recall_set.questions)


def measure_recall_sets(
    settings: Settings,
    sets: Sequence[RecallSet],
    show_progress: ShowProgress,
    *,
    graph: GraphUse = "on",
    noise_messages: int,
) -> tuple[SetResult, ...]:
    """Return the figures of each set, first with the graph if it is measured both ways.

    Args:
        settings: The memory's; its store, its model and its time zone are not used.
        sets: What to measure; one that wants noise is measured without it, too.
        show_progress: Shows how many calls are made.
        graph: Whether to search the graph.
        noise_messages: How many messages are noise; 0 is to measure without it only.

    Raises:
        RequestError: There is no noise of that size.
    """
    runs = tuple(_list_runs(sets, _GRAPH_STATES[graph], noise_messages))
    with show_progress("Measuring", sum(run.calls for run in runs)) as show_done:
        return anyio.run(partial(_measure_runs, settings, runs, show_done))


def _list_runs(
    sets: Sequence[RecallSet], graph_states: tuple[bool, ...], noise_messages: int
) -> Iterator[_SetRun]:
    for recall_set in sets:
        yield _SetRun(recall_set=recall_set, graph_states=graph_states)
        noise = build_noise(recall_set, noise_messages)
        if noise:
            yield _SetRun(recall_set=recall_set, graph_states=graph_states, noise=noise)


async def _measure_runs(
    settings: Settings, runs: Sequence[_SetRun], show_done: ShowDone
) -> tuple[SetResult, ...]:
    steps = count(1)
    return tuple(
        [
            result
            for run in runs
            for result in await _measure_run(settings, run, lambda: show_done(next(steps)))
        ]
    )


async def _measure_run(
    settings: Settings, run: _SetRun, on_progress: Callable[[], None]
) -> list[SetResult]:
    """Tell one store everything, and ask it all questions, with and without the graph."""
    results: list[SetResult] = []
    clock = SetClock(run.recall_set.now)
    origins = Origins()
    with tempfile.TemporaryDirectory(prefix="mcp-mem0-eval-") as folder:
        for has_graph in run.graph_states:
            apart = _build_settings(settings, Path(folder, "store"), has_graph=has_graph)
            async with App(apart, now=clock) as app:
                services = await app.get_services()
                evaluation = SetEvaluation(
                    remember=services.remember,
                    recall=services.recall,
                    limit=apart.recall.limit,
                    tokens_max=apart.recall.max_tokens,
                    on_progress=on_progress,
                )
                if not results:
                    await evaluation.tell(run.recall_set.tellings, origins, run.noise)
                outcomes = await evaluation.ask(run.recall_set.questions, origins)
            results.append(
                SetResult(
                    name=run.recall_set.name,
                    title=run.title,
                    has_graph=has_graph,
                    scores=compute_set_scores(outcomes),
                    outcomes=outcomes,
                )
            )
    return results


def _build_settings(settings: Settings, store: Path, *, has_graph: bool) -> Settings:
    return settings.model_copy(
        update={
            "store": str(store),
            "model": ModelSettings(provider="none"),
            # The same figures wherever they are measured.
            "time_zone": "UTC",
            "graph": GraphSettings(enabled=has_graph),
        }
    )
