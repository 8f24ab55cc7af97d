"""The experiment "clients" of a run: its memories, asked by many clients while others write."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mcp_mem0.config import Settings
from mcp_mem0.evals.datasets.dataset import LongConversation
from mcp_mem0.evals.experiments.clients.asked_memory import AskedMemory, copy_memory
from mcp_mem0.evals.experiments.clients.asking_together import AskingTogether
from mcp_mem0.evals.experiments.clients.client_rounds import (
    ClientRound,
    ClientsResult,
    RoundPlan,
    ToldAnswer,
    build_round,
)
from mcp_mem0.evals.experiments.clients.server_process import start_server
from mcp_mem0.evals.progress import ShowDone
from mcp_mem0.evals.runs.record_file import RecordFile
from mcp_mem0.evals.runs.run_folder import RunFolder
from mcp_mem0.evals.runs.steps.experiment_input import ExperimentInput
from mcp_mem0.evals.runs.steps.showing import ContextFinder
from mcp_mem0.evals.systems.catalogue import find_systems, list_constructions
from mcp_mem0.evals.systems.system import Construction

CLIENTS: Final = 8
WRITERS: Final = 2

ROUNDS: Final = (
    RoundPlan(name="alone", readers=1),
    RoundPlan(name="together", readers=CLIENTS),
    RoundPlan(name="others write beside", readers=CLIENTS, writers=WRITERS),
    # Last, for it changes what there is to find.
    RoundPlan(name="others write here", readers=CLIENTS, writers=WRITERS, is_same_space=True),
)


def open_client_records(folder: RunFolder) -> RecordFile[ClientRound]:
    """Return the file of the rounds of a run."""
    return RecordFile(folder.path / "clients.jsonl", ClientRound)


async def run_clients(given: ExperimentInput) -> ClientsResult:
    """Ask a copy of each memory of one conversation, the first with questions to ask.

    A memory that is not whole is built first, within the limits of the run; if that is not
    possible, it has no rounds. Rounds that are recorded are not asked again.

    Raises:
        StoreError: A store cannot be read or copied, or the server does not start.
        ModelError: The embedding model failed.
    """
    records = open_client_records(given.folder)
    records.cut_torn_line()
    asked = {(each.conversation, each.construction) for each in records.read()}
    for conversation in _choose_conversation(given):
        for construction in list_constructions(find_systems(given.plan.systems)):
            is_asked = (conversation.name, construction.name) in asked
            if not is_asked and await _build_memory(given, construction, conversation):
                # All or none, for the first round is what the others are compared with.
                for each in await _ask_copy(given, construction, conversation):
                    records.append(each)
    return ClientsResult(rounds=tuple(records.read()))


async def ask_in_rounds(
    memory: AskedMemory,
    folder: Path,
    settings: Settings,
    *,
    show_done: ShowDone,
    plans: Sequence[RoundPlan] = ROUNDS,
) -> list[ClientRound]:
    """Serve a memory in a process of its own, and ask it round by round.

    Args:
        memory: The memory.
        folder: A private folder for the settings and tokens of the server.
        settings: Those in force.
        show_done: Told how many rounds are done.
        plans: The rounds; in the first one, one client is alone.

    Raises:
        StoreError: The server does not start.
    """
    alone: Sequence[ToldAnswer] | None = None
    rounds: list[ClientRound] = []
    async with start_server(memory.store, folder, settings) as server:
        for plan in plans:
            events = await AskingTogether(server=server, memory=memory, plan=plan).run()
            # Of the first round even if it has none: no round is what it is compared with itself.
            alone = events.answers if alone is None else alone
            rounds.append(
                build_round(
                    plan,
                    events,
                    alone,
                    construction=memory.construction.name,
                    conversation=memory.conversation.name,
                )
            )
            show_done(len(rounds))
    return rounds


def _choose_conversation(given: ExperimentInput) -> Sequence[LongConversation]:
    return [each for each in given.dataset.conversations if each.evidenced_questions][:1]


async def _build_memory(
    given: ExperimentInput, construction: Construction, conversation: LongConversation
) -> bool:
    finder = ContextFinder(
        folder=given.folder,
        settings=given.settings,
        account=given.account,
        show_progress=given.show_progress,
        embedder=given.embedder,
    )
    return await finder.build_memory(construction, conversation)


async def _ask_copy(
    given: ExperimentInput, construction: Construction, conversation: LongConversation
) -> list[ClientRound]:
    title = f"Asking {construction.name} of {conversation.name} with {CLIENTS} clients"
    with (
        tempfile.TemporaryDirectory(prefix="mcp-mem0-clients-") as name,
        given.show_progress(title, len(ROUNDS)) as show_done,
    ):
        memory = await copy_memory(
            construction,
            conversation,
            given.folder.stores,
            Path(name) / "store",
            given.settings,
            embedder=given.embedder,
        )
        return await ask_in_rounds(memory, Path(name), given.settings, show_done=show_done)
