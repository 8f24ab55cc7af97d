"""The experiments of a run beside its questions, by name."""

from collections.abc import Mapping, Sequence
from typing import Final

from mcp_mem0.domain.errors import RequestError, quote_value
from mcp_mem0.evals.experiments.clients.run_clients import run_clients
from mcp_mem0.evals.experiments.growing.run_growth import run_growth
from mcp_mem0.evals.experiments.run_extraction import run_extraction
from mcp_mem0.evals.runs.steps.experiment_input import RunExperiment

QUESTIONS: Final = "questions"
"""The questions themselves, asked at the end of each conversation."""

GROWTH: Final = "growth"
"""The same questions, and others, asked while the conversations grow."""

EXTRACTION: Final = "extraction"
"""The facts of the memories beside those that are known."""

CLIENTS: Final = "clients"
"""The same questions, asked by many clients at once while others write."""

EXPERIMENTS: Final[Mapping[str, RunExperiment]] = {
    EXTRACTION: run_extraction,
    GROWTH: run_growth,
    CLIENTS: run_clients,
}
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
