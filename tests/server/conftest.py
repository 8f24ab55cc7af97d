"""A server that anybody on this machine may use, and one that asks for tokens."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from tests.support.http_server import TRANSPORTS, Served, served


@pytest.fixture(params=TRANSPORTS)
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def open_server(tmp_path: Path) -> AsyncGenerator[Served]:
    async with served(tmp_path) as server:
        yield server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncGenerator[Served]:
    """A server that requires tokens."""
    async with served(tmp_path, tokens=[("owner", ["owner"])]) as server:
        yield server


@pytest.fixture(scope="module")
async def untouched(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Served]:
    """The same for all tests of a module that must leave it as empty as it began."""
    folder = tmp_path_factory.mktemp("untouched")
    async with served(folder, tokens=[("owner", ["owner"])]) as server:
        yield server
