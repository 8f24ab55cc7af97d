"""What is told is counted in the form that a client's model is known to read."""

import pytest
from mcp import Client
from mcp_types import Implementation

from mcp_mem0.app.running import App
from mcp_mem0.domain.text.token_estimate import estimate_tokens
from mcp_mem0.server.mcp.build import build_server
from tests.support.mcp_calls import call, recalled, words

pytestmark = pytest.mark.anyio

BUDGET = 300


async def measure(app: App, name: str) -> tuple[int, int, int]:
    """Return the tokens of the text and of the structure, and the memories, of one answer."""
    client = Client(
        build_server(app, app.terms),
        mode="legacy",
        client_info=Implementation(name=name, version="1"),
    )
    async with client:
        text = words(await call(client, "recall", max_tokens=BUDGET))
        found = await recalled(client, max_tokens=BUDGET)
    structure = found.model_dump_json(exclude_none=True)
    return estimate_tokens(text), estimate_tokens(structure), len(found.memories)


async def test_the_form_that_the_clients_model_reads_is_what_fits(app: App, client: Client) -> None:
    for number in range(40):
        await call(client, "remember", content=f"Ana read book {number}, which she liked")

    text, _, by_text = await measure(app, "gemini-cli-mcp-client-memory")
    _, structure, by_structure = await measure(app, "claude-code")
    larger_text, larger_structure, by_both = await measure(app, "desk")

    assert text <= BUDGET
    assert structure <= BUDGET
    assert max(larger_text, larger_structure) <= BUDGET
    assert by_both == min(by_text, by_structure) < max(by_text, by_structure)
