"""A client of either era calls the tools, and says what the server said where a call failed."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from mcp_mem0.domain.access import Right
from mcp_mem0.domain.model.rows import Message
from mcp_mem0.evals.experiments.clients.server_process import ServerProcess
from mcp_mem0.evals.experiments.clients.tool_client import (
    ERAS,
    CallFailedError,
    ToolClient,
    connect_client,
)
from tests.support.http_server import served
from tests.support.two_friends import SPRING

SAID = [Message(role="user", name="Tom", content="I painted my boat red in the harbour")]


@asynccontextmanager
async def connected(
    folder: Path, *, era: str = ERAS[0], right: Right = "write"
) -> AsyncGenerator[ToolClient]:
    async with served(folder) as server:
        process = ServerProcess(url=f"{server.url}/mcp", tokens=server.tokens)
        token = await process.create_token("desk", "default", right=right)
        async with connect_client(process.url, token, name="desk", era=era) as client:
            yield client


@pytest.mark.parametrize("era", ERAS)
async def test_what_was_remembered_is_recalled_by_its_id(tmp_path: Path, era: str) -> None:
    async with connected(tmp_path, era=era) as client:
        spent_ms = await client.remember(SAID, session="spring", said_at=SPRING)
        told = await client.recall("Who painted a boat?")

    assert spent_ms > 0
    assert len(told.ids) == 1
    assert told.ids[0].startswith("m_")
    assert told.milliseconds > 0


async def test_what_a_tool_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    async with connected(tmp_path, right="read") as client:
        with pytest.raises(CallFailedError, match="your token may only read here"):
            await client.remember(SAID, session="spring", said_at=SPRING)
