"""Models at the loopback server, in each way in which one can be asked."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from mcp_mem0.adapters.models.calls.transport import HttpTransport
from mcp_mem0.adapters.models.language.anthropic_transport import AnthropicTransport
from mcp_mem0.adapters.models.language.connect import connect_model
from mcp_mem0.adapters.models.language.endpoint import ModelEndpoint
from mcp_mem0.adapters.models.language.remote_model import RemoteModel
from mcp_mem0.domain.llm.dialects import DialectName
from tests.support.messages_api import MessagesServer, messages_server


@dataclass(frozen=True)
class Way:
    """How a model is asked: the dialect, and what posts."""

    dialect: DialectName
    transport: type[HttpTransport | AnthropicTransport]


MESSAGES = Way("messages", HttpTransport)
WAYS = {
    "messages": MESSAGES,
    "messages through the SDK": Way("messages", AnthropicTransport),
    "chat_completions": Way("chat_completions", HttpTransport),
}

Build = Callable[..., RemoteModel]


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with messages_server() as served:
        yield served


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def way() -> Way:
    return MESSAGES


@pytest.fixture
async def build(server: MessagesServer, waits: list[float], way: Way) -> AsyncIterator[Build]:
    """Builds clients of the server that note their waits instead of waiting."""
    built: list[RemoteModel] = []

    async def note(wait_s: float) -> None:
        waits.append(wait_s)

    def build(**settings: object) -> RemoteModel:
        endpoint = ModelEndpoint(
            model="colours", dialect=way.dialect, base_url=server.url, timeout_s=20
        )
        model = connect_model(
            replace(endpoint, **settings),
            transport=way.transport,
            sleep=note,
            jitter=lambda: 1.0,
        )
        built.append(model)
        return model

    yield build
    for model in built:
        await model.aclose()
