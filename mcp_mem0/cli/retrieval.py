"""Running the retrieval measure: a store for it alone, and progress on stderr."""

import tempfile
from functools import partial
from pathlib import Path

import anyio
from rich.console import Console
from rich.progress import track

from mcp_mem0.app import build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.locomo import parse_locomo
from mcp_mem0.domain.retrieval_measure import Answered, RetrievalResult, retrieval_result
from mcp_mem0.services.evaluation import Evaluation


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
    answered: list[Answered] = []
    async with build_app(settings) as app:
        services = await app.services()
        measure = Evaluation(remember=services.remember, recall=services.recall)
        told = track(conversations, "Measuring", console=Console(stderr=True), transient=True)
        for number, conversation in enumerate(told, start=1):
            answered += await measure.answered(conversation, space=f"conversation-{number}")
    return retrieval_result(answered)
