"""Short ways to ask a world what it remembers."""

from dataclasses import replace

from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.graph.trimming import collect_facts
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.results.recall_result import Memory, Recollection
from mcp_mem0.services.queries.hybrid_search import RecallPolicy
from tests.support.wired_services import SPACE, World

ASKED = RecallRequest(query=None, spaces=(SPACE,), usual_spaces=(SPACE,))


async def recalled(
    world: World,
    query: str | None = None,
    *,
    asked: RecallRequest = ASKED,
    policy: RecallPolicy | None = None,
) -> Recollection:
    """Ask a question, or for the brief."""
    recall = build_services(world.settings, world.parts).recall
    if policy is not None:
        recall = replace(recall, policy=policy)
    return await recall.answer(replace(asked, query=query))


def texts(recollection: Recollection) -> list[str]:
    """Return the texts of an answer, those of the graph first."""
    around = {} if recollection.about is None else collect_facts(recollection.about)
    related = [fact.text for fact in around.values()]
    return [*related, *(memory.text for memory in recollection.memories)]


def the_one(recollection: Recollection, text: str) -> Memory:
    """Return the memory with this text."""
    (memory,) = [each for each in recollection.memories if each.text == text]
    return memory
