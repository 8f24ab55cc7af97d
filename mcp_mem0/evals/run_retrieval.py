"""Running the retrieval measure: a store for it alone, and progress on stderr."""

import tempfile
from functools import partial
from pathlib import Path

import anyio

from mcp_mem0.app import build_app
from mcp_mem0.cli.output.progress import shown_progress
from mcp_mem0.config import Settings
from mcp_mem0.evals.locomo import parse_locomo
from mcp_mem0.evals.retrieval_evaluation import Evaluation, steps_in
from mcp_mem0.evals.retrieval_measure import RetrievalResult


def measured_retrieval(settings: Settings, data: str) -> RetrievalResult:
    """Return the figures over the conversations and questions of a file in LoCoMo's format.

    Raises:
        RequestError: It is not in that format.
    """
    with tempfile.TemporaryDirectory(prefix="mcp-mem0-eval-") as folder:
        apart = settings.model_copy(update={"store": str(Path(folder, "store"))})
        return anyio.run(partial(_measured, apart, data))


async def _measured(settings: Settings, data: str) -> RetrievalResult:
    conversations = parse_locomo(data)
    async with build_app(settings) as app:
        services = await app.services()
        with shown_progress() as progress:
            task = progress.add_task("Measuring", total=steps_in(conversations))
            measure = Evaluation(
                remember=services.remember,
                recall=services.recall,
                told=lambda: progress.advance(task),
            )
            return await measure.measured(conversations)
