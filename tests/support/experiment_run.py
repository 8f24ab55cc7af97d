"""A run whose experiments are to be done, on the conversation in our own format."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from mcp_mem0.config import Settings
from mcp_mem0.evals.datasets.dataset import Dataset
from mcp_mem0.evals.datasets.own_files import parse_own_conversation
from mcp_mem0.evals.progress import ShowDone
from mcp_mem0.evals.runs.plan import PlannedData, PlannedModels, RunPlan, record_settings
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.experiment_input import ExperimentInput
from mcp_mem0.evals.runs.steps.limits import RunAccount
from mcp_mem0.ports import Embedder
from tests.support.own_conversation import OWN
from tests.support.two_friends import settings_for

CONVERSATION: Final = parse_own_conversation("own", OWN)
DATASET: Final = Dataset(
    name="own", source="mcp_mem0", sha256="0" * 64, conversations=(CONVERSATION,)
)


def planned(*systems: str, questions_max: int | None = None) -> RunPlan:
    return RunPlan(
        id="run",
        begun_at=datetime(2026, 4, 1, tzinfo=UTC),
        data=PlannedData(path=None, name="own", source="mcp_mem0", sha256="0" * 64, left_out=()),
        questions={"own": ()},
        questions_max=questions_max,
        seed=0,
        systems=systems,
        experiments=("growth",),
        settings=record_settings(settings_for()),
        models=PlannedModels(memory=None, answerer=None, judge=None),
        prompts={},
        programs=(),
    )


@contextmanager
def ignoring_progress(_title: str, _total: int) -> Generator[ShowDone]:
    yield lambda _done: None


def given(
    folder: Path,
    plan: RunPlan,
    settings: Settings | None = None,
    *,
    tokens_max: int | None = None,
    embedder: Embedder | None = None,
) -> ExperimentInput:
    made = RunFolder(folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    return ExperimentInput(
        folder=made,
        plan=plan,
        dataset=DATASET,
        settings=settings or settings_for(),
        account=RunAccount(tokens_max),
        show_progress=ignoring_progress,
        embedder=embedder,
    )
