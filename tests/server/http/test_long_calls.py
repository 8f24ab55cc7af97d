"""Long calls report progress, and can be cancelled without losing any input."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import anyio.to_thread
import pytest
from mcp import Client
from pydantic import JsonValue

from mcp_mem0.config import ModelSettings
from mcp_mem0.domain.model.vectors import Vector
from tests.support.doubles import ReadableEmbedder
from tests.support.http_server import TRANSPORTS, WAIT_S, Served, served
from tests.support.mcp_calls import call_text, recalled
from tests.support.messages_api import Asked, Reply, messages_server
from tests.support.remembering_model import adding

pytestmark = pytest.mark.anyio

SLOW = "Ana lives in Oslo"


@dataclass
class HeldEmbedder(ReadableEmbedder):
    """Holds what is about the slow text."""

    holds: threading.Event = field(default_factory=threading.Event)
    let_go: anyio.Event = field(default_factory=anyio.Event)
    cancelled: anyio.Event = field(default_factory=anyio.Event)

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if SLOW in texts:
            await self._hold()
        return await super().embed(texts)

    async def _hold(self) -> None:
        self.holds.set()
        try:
            await self.let_go.wait()
        except BaseException:
            self.cancelled.set()
            raise


async def test_clients_that_asked_for_progress_are_notified_each_second(tmp_path: Path) -> None:
    embedder = HeldEmbedder()
    heard: dict[str, list[tuple[float, str | None]]] = {way: [] for way in TRANSPORTS}

    async def wait(server: Served, transport: str) -> None:
        async def hear(progress: float, total: float | None, message: str | None) -> None:
            assert total is None
            heard[transport].append((progress, message))
            if min(map(len, heard.values())) >= 2:
                embedder.let_go.set()

        async with server.client(transport) as client:
            kept = await client.call_tool("remember", {"content": SLOW}, progress_callback=hear)
            assert not kept.is_error

    with anyio.fail_after(30):
        async with served(tmp_path, embedder=embedder) as server, anyio.create_task_group() as all_:
            for transport in TRANSPORTS:
                all_.start_soon(wait, server, transport)

    for notified_one in heard.values():
        assert [message for _, message in notified_one[:2]] == [
            "working for 1 s",
            "working for 2 s",
        ]


async def test_a_call_that_is_given_up_stops_its_work(tmp_path: Path, transport: str) -> None:
    embedder = HeldEmbedder()
    async with served(tmp_path, embedder=embedder) as server, server.client(transport) as client:
        await call_text(client, "remember", content="Ben owns a boat")
        await given_up(client, embedder.holds.wait, "recall", query=SLOW)
        with anyio.fail_after(20):
            await embedder.cancelled.wait()
        # The same client goes on as if nothing had been.
        found = await recalled(client, query="Who owns a boat?")

    assert [memory.text for memory in found.memories] == ["Ben owns a boat"]


async def test_stored_messages_are_decided_even_if_no_caller_waits(
    tmp_path: Path, transport: str
) -> None:
    is_asked, may_answer = threading.Event(), threading.Event()

    def answer(asked: Asked) -> Reply:
        is_asked.set()
        assert may_answer.wait(WAIT_S)
        return adding(asked)

    with messages_server() as model:
        model.will_usually_answer(answer)
        settings = ModelSettings(base_url=model.url, name="scripted", timeout_s=2 * WAIT_S)
        async with (
            served(tmp_path, model=settings) as server,
            server.client(transport) as client,
        ):
            await given_up(client, is_asked.wait, "remember", content=SLOW, wait_s=60)
            found = await recalled(client, query="Who lives where?")
            assert found.pending == 1
            may_answer.set()
            # What is said next in a session is decided after what was said before.
            await call_text(client, "remember", content="Ben owns a boat", wait_s=60)
            found = await recalled(client, query="Who lives where?", limit=1)

    assert [(memory.text, bool(memory.id)) for memory in found.memories] == [(SLOW, True)]
    assert not found.pending


async def given_up(
    client: Client, is_held: Callable[[float], bool], tool: str, **arguments: JsonValue
) -> None:
    """Call a tool, and cancel the call once it is held."""
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(client.call_tool, tool, arguments)
        assert await anyio.to_thread.run_sync(is_held, WAIT_S)
        tasks.cancel_scope.cancel()
