"""The experiment "clients" of a run: its memories, asked by many clients while others write."""

import tempfile
from collections.abc import AsyncGenerator, Sequence
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


async def run_clients(given: ExperimentInput) -> ClientsResult:
    """Ask a copy of each memory of the first conversation, round by round.

    A memory that is not whole yet is built first, within the limits of the run; if that is not
    possible it has no rounds.

    Raises:
        StoreError: A store cannot be read or copied, or the server does not start.
        ModelError: The embedding model failed.
    """
    rounds: list[ClientRound] = []
    conversation = _find_conversation(given)
    if conversation is None:
        return ClientsResult(rounds=())
    for construction in await _build_memories(given, conversation):
        title = f"Asking {construction.name} of {conversation.name} with {CLIENTS} clients"
        with given.show_progress(title, len(ROUNDS)) as show_done:
            async for each in _ask_memory(given, construction, conversation):
                rounds.append(each)
                show_done(len(rounds) % len(ROUNDS) or len(ROUNDS))
    return ClientsResult(rounds=tuple(rounds))


async def _ask_memory(
    given: ExperimentInput, construction: Construction, conversation: LongConversation
) -> AsyncGenerator[ClientRound]:
    with tempfile.TemporaryDirectory(prefix="mcp-mem0-clients-") as name:
        folder = Path(name)
        memory = await copy_memory(
            construction,
            conversation,
            given.folder.stores,
            folder / "store",
            given.settings,
            embedder=given.embedder,
        )
        async for each in ask_in_rounds(memory, folder, given.settings):
            yield each


async def ask_in_rounds(
    memory: AskedMemory, folder: Path, settings: Settings, plans: Sequence[RoundPlan] = ROUNDS
) -> AsyncGenerator[ClientRound]:
    """Serve a memory in a process of its own, and yield one round after the other.

    Args:
        memory: The memory.
        folder: A private folder for the settings and tokens of the server.
        settings: Those in force.
        plans: The rounds; of the first one, one client is alone.

    Raises:
        StoreError: The server does not start.
    """
    alone: Sequence[ToldAnswer] = ()
    async with start_server(memory.store, folder, settings) as server:
        for plan in plans:
            events = await AskingTogether(server=server, memory=memory, plan=plan).run()
            alone = alone or events.answers
            yield build_round(
                plan,
                events,
                alone,
                construction=memory.construction.name,
                conversation=memory.conversation.name,
            )
