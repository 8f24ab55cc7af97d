"""A later process, simulated in this one: it recalls what was stored."""

from pathlib import Path

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.requests.model import RecallRequest

SPACE = "default"


async def recall_reopened(store: Path, query: str) -> list[str]:
    """Open a store anew, and return the texts that it answers a question with."""
    asked = RecallRequest(query=query, spaces=(SPACE,), usual_spaces=(SPACE,))
    async with build_app(Settings(store=str(store))) as app:
        recollection = await app.recall(asked)
    return [memory.text for memory in recollection.memories]


async def settle_reopened(store: Path) -> list[str]:
    """Open a store anew, settle what was left pending, and return the texts of all facts."""
    async with build_app(Settings(store=str(store))) as app:
        services = await app.get_services()
        await services.deciding.pending.settle_due([SPACE], is_asked_for=True)
        facts = await services.records.find(Fact, Filter(spaces=(SPACE,)))
    return [fact.text for fact in facts]
