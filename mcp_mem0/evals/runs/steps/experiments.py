"""The experiments of a run beside its questions, by name."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from pydantic import BaseModel

from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.evals.datasets.dataset import Dataset
from mcp_mem0.evals.progress import ShowProgress
from mcp_mem0.evals.runs.plan import RunPlan
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.limits import RunAccount
from mcp_mem0.ports import Embedder

QUESTIONS: Final = "questions"
"""The questions themselves, asked at the end of each conversation."""


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

EXPERIMENTS: Final[Mapping[str, RunExperiment]] = {}
"""The experiments beside the questions."""


def check_experiments(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of experiments, each once.

    Raises:
        RequestError: There is no such experiment.
    """
    known = (QUESTIONS, *EXPERIMENTS)
    for name in names:
        if name not in known:
            raise RequestError(
                f"there is no experiment {quote_value(name)}: there are {', '.join(known)}"
            )
    return tuple(dict.fromkeys(names))
