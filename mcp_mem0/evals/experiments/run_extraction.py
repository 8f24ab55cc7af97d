"""The experiment "extraction" of a run: the memories of its systems beside what is known."""

from pydantic import BaseModel, ConfigDict

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.evals.datasets.dataset import Dataset, LongConversation
from mcp_mem0.evals.experiments.extraction import measure_extraction
from mcp_mem0.evals.experiments.extraction_report import (
    ConversationExtraction,
    ExtractionReport,
    build_extraction_report,
)
from mcp_mem0.evals.runs.steps.experiment_input import ExperimentInput
from mcp_mem0.evals.runs.steps.showing import ContextFinder
from mcp_mem0.evals.systems.catalogue import find_systems, list_constructions
from mcp_mem0.evals.systems.open_memory import locate_store, open_memory
from mcp_mem0.evals.systems.system import Construction


class ExtractionReports(BaseModel):
    """The accuracy of every construction of a run, over the conversations that are built."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    constructions: tuple[ExtractionReport, ...]


def list_known(dataset: Dataset) -> list[LongConversation]:
    """Return the conversations of which it is known what facts they state.

    Raises:
        RequestError: There is none.
    """
    known = [each for each in dataset.conversations if each.facts]
    if not known:
        raise RequestError(
            f"the data set {dataset.name!r} does not say which facts are known, so extraction"
            " cannot be measured on it: leave the experiment out, or take the data that ships"
        )
    return known


async def run_extraction(given: ExperimentInput) -> ExtractionReports:
    """Compare each memory with what is known of its conversation; build what is not built.

    Raises:
        RequestError: The data set does not say what is known.
        StoreError: A store cannot be read or written.
    """
    known = list_known(given.dataset)
    finder = ContextFinder(
        folder=given.folder,
        settings=given.settings,
        account=given.account,
        show_progress=given.show_progress,
        embedder=given.embedder,
    )
    reports: list[ExtractionReport] = []
    for construction in list_constructions(find_systems(given.plan.systems)):
        compared = [
            await _compare(given, construction, conversation)
            for conversation in known
            if await finder.build_memory(construction, conversation)
        ]
        reports.append(build_extraction_report(construction.name, compared))
    return ExtractionReports(constructions=tuple(reports))


async def _compare(
    given: ExperimentInput, construction: Construction, conversation: LongConversation
) -> ConversationExtraction:
    store = locate_store(given.folder.stores, construction, conversation)
    async with open_memory(
        construction,
        conversation,
        store,
        given.settings,
        decides=False,
        embedder=given.embedder,
    ) as memory:
        turns = await memory.read_turns()
        return await measure_extraction(memory.services.records, memory.space, conversation, turns)
