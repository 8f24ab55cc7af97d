"""A visitor whom all tests of a module share, because none of them changes anything."""

from collections.abc import AsyncGenerator

import pytest

from tests.support.explorer_visit import Visit, entered
from tests.support.http_server import served


@pytest.fixture(scope="module")
async def untouched_visit(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Visit]:
    async with (
        served(tmp_path_factory.mktemp("untouched_visit")) as server,
        entered(server) as visit,
    ):
        yield visit
