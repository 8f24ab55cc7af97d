"""Which endpoint is asked through what, and what that loads."""

import subprocess
import sys

import pytest

from mcp_mem0.adapters.models.calls.transport import HttpTransport
from mcp_mem0.adapters.models.language.anthropic_transport import AnthropicTransport
from mcp_mem0.adapters.models.language.connect import connect_model
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.domain.llm.dialects import DialectName
from tests.adapters.models.language.colours import BLUE, failure
from tests.adapters.models.language.conftest import Build
from tests.support.messages_api import Fails, MessagesServer, messages_server

CHILD = """
import sys
import anyio
from mcp_mem0.adapters.models.language import ModelEndpoint, connect_model
from tests.adapters.models.language.colours import WHICH

async def main():
    dialect, url = sys.argv[1:]
    model = connect_model(ModelEndpoint(model="m", dialect=dialect, base_url=url))
    assert "httpx2" not in sys.modules
    await model.preload()
    print((await model.ask(WHICH)).value.name, "anthropic" in sys.modules)

anyio.run(main)
"""


@pytest.mark.parametrize("dialect", ["messages", "chat_completions"])
def test_no_endpoint_but_anthropics_own_loads_anthropics_library(dialect: DialectName) -> None:
    with messages_server() as server:
        server.will_answer(BLUE)
        done = subprocess.run(
            [sys.executable, "-c", CHILD, dialect, server.url],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )

    assert done.stdout.split() == ["blue", "False"]


@pytest.mark.parametrize(
    ("base_url", "dialect", "transport"),
    [
        (None, "messages", AnthropicTransport),
        ("https://api.anthropic.com/v1", "messages", AnthropicTransport),
        ("http://api.anthropic.com", "messages", HttpTransport),
        ("https://api.anthropic.com.example", "messages", HttpTransport),
        ("https://api.anthropic.com", "chat_completions", HttpTransport),
        (None, "chat_completions", HttpTransport),
    ],
)
def test_only_anthropics_own_address_is_asked_through_its_library(
    base_url: str | None, dialect: DialectName, transport: type[object]
) -> None:
    endpoint = ModelEndpoint(model="m", dialect=dialect, base_url=base_url)

    assert isinstance(connect_model(endpoint).transport, transport)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("dialect", "remedy"),
    [
        ("messages", "set ANTHROPIC_API_KEY, or put the key into the file"),
        ("chat_completions", "names, or set MCP_MEM0_MODEL_API_KEY"),
    ],
)
async def test_a_refused_key_is_told_with_where_to_put_one(
    server: MessagesServer, build: Build, dialect: DialectName, remedy: str
) -> None:
    server.will_answer(Fails(status=401))

    assert remedy in str(await failure(build(dialect=dialect)))
