"""The server over a real store, in this process, for clients of both protocol eras."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from mcp import Client
from mcp_types import Implementation

from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.server.mcp.build import build_server
from tests.support.doubles import FixedClock, ReadableEmbedder
from tests.support.mcp_calls import ERAS


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
async def app(tmp_path: Path, clock: FixedClock) -> AsyncGenerator[App]:
    settings = Settings(store=str(tmp_path / "store"))
    async with App(settings, embedder=ReadableEmbedder(), now=clock) as app:
        yield app


@pytest.fixture(params=ERAS)
def era(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def client(app: App, era: str) -> AsyncGenerator[Client]:
    identity = Implementation(name="desk", version="1")
    async with Client(build_server(app, app.terms), mode=era, client_info=identity) as client:
        yield client
