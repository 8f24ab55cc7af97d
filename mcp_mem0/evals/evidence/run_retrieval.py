"""Running the retrieval evaluation on a temporary store."""

import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from pathlib import Path

import anyio

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.evals.datasets.locomo import parse_locomo
from mcp_mem0.evals.evidence.retrieval_evaluation import RetrievalEvaluation, count_steps
from mcp_mem0.evals.evidence.retrieval_measure import RetrievalResult
from mcp_mem0.evals.progress import ShowProgress


def measure_retrieval(
    settings: Settings,
    data: str,
    show_progress: ShowProgress,
    *,
    turn_by_turn: bool = False,
    budgets: Sequence[int] = (),
) -> RetrievalResult:
    """Return the figures over the conversations and questions of a file in LoCoMo's format.

    Args:
        settings: The settings; the store is a temporary one.
        data: The content of the file.
        show_progress: Shows how far it is.
        turn_by_turn: Whether each message is remembered with a call of its own.
        budgets: Token budgets to say what each is worth.

    Raises:
        RequestError: It is not in that format.
    """
    with tempfile.TemporaryDirectory(prefix="mcp-mem0-eval-") as folder:
        apart = settings.model_copy(update={"store": str(Path(folder, "store"))})
        build = partial(RetrievalEvaluation, turn_by_turn=turn_by_turn, budgets=tuple(budgets))
        run = partial(_run_evaluation, maintains=turn_by_turn)
        return anyio.run(run, apart, data, show_progress, build)


async def _run_evaluation(
    settings: Settings,
    data: str,
    show_progress: ShowProgress,
    build: Callable[..., RetrievalEvaluation],
    *,
    maintains: bool,
) -> RetrievalResult:
    conversations = parse_locomo(data)
    async with build_app(settings) as app:
        if maintains:
            # So many small commits need the maintenance that a running server does.
            app.open_soon()
        services = await app.get_services()
        with show_progress("Measuring", count_steps(conversations)) as show_done:
            steps = count(1)
            measure = build(
                remember=services.remember,
                recall=services.recall,
                on_progress=lambda: show_done(next(steps)),
            )
            return await measure.measure(conversations)
