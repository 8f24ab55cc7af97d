"""What an experiment of a run works on, and what it returns."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import BaseModel

from mcp_mem0.config import Settings
from mcp_mem0.evals.datasets.dataset import Dataset
from mcp_mem0.evals.progress import ShowProgress
from mcp_mem0.evals.runs.plan import RunPlan
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.limits import RunAccount
from mcp_mem0.ports import Embedder


@dataclass(frozen=True, kw_only=True)
class ExperimentInput:
    """What an experiment works on: a run whose memories are built.

    What it appends to `folder.contexts` is answered and judged afterwards, as all else.
    """

    folder: RunFolder
    plan: RunPlan
    dataset: Dataset
    settings: Settings
    account: RunAccount
    show_progress: ShowProgress
    embedder: Embedder | None = None


RunExperiment: TypeAlias = Callable[[ExperimentInput], Awaitable[BaseModel]]
"""Returns what is written to `experiments/NAME.json`."""
