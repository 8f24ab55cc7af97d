"""Clients over mixed transports, all in one space at once.

Of each four, three share a server over HTTP; one starts a server of its own over stdio.
"""

import sys
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import anyio
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import Implementation

from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Excerpt, Fact, Relation
from tests.support.http_process import environment, started
from tests.support.http_server import TRANSPORTS, connected
from tests.support.mcp_calls import call_text, receipt

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

ACTS_MIN = 3
"""How often each client acts at least, however slow the machine is."""

STDIO = "stdio"
WAYS = [*TRANSPORTS, STDIO]
SPACE = "default"
DECIDED_S = 60


@dataclass
class TalkingClient:
    """What was acknowledged to one client, and what it has said about it since."""

    name: str
    chance: Random
    said: int = 0
    open: dict[str, str] = field(default_factory=dict[str, str])
    gone: set[str] = field(default_factory=set[str])

    async def go_on(self, client: Client) -> None:
        """Remember, correct or forget something, as chance has it."""
        act = self.chance.choice(["remember", "remember", "correct", "forget", "recall"])
        if act == "recall":
            await call_text(client, "recall", query=f"what does {self.name} say?")
        elif act == "remember" or not self.open:
            await self._remember(client)
        elif act == "correct":
            await self._correct(client)
        else:
            await self._forget(client)

    async def _remember(self, client: Client) -> None:
        text = self._text()
        kept = await receipt(client, "remember", content=text, wait_s=DECIDED_S)
        assert kept.operations
        self.open[kept.operations[0].id or ""] = text

    async def _correct(self, client: Client) -> None:
        fact, text = self.chance.choice(list(self.open)), self._text()
        before = self.open[fact]
        kept = await receipt(client, "remember", content=text, replaces=[fact], wait_s=DECIDED_S)
        assert kept.operations
        assert kept.operations[0].id == fact
        self.open[fact] = text
        self.gone.add(before)

    async def _forget(self, client: Client) -> None:
        fact = self.chance.choice(list(self.open))
        await receipt(client, "forget", ids=[fact])
        self.gone.add(self.open.pop(fact))

    def _text(self) -> str:
        self.said += 1
        return f"{self.name} notes number {self.said} about {self.chance.random()}"


@pytest.mark.parametrize(
    ("clients", "seconds"),
    [(4, 0), pytest.param(8, 60, marks=[pytest.mark.heavy, pytest.mark.timeout(600)])],
)
async def test_clients_of_several_processes_lose_and_double_nothing(
    tmp_path: Path, clients: int, seconds: int
) -> None:
    diaries = [TalkingClient(f"Client{number}", Random(number)) for number in range(clients)]  # noqa: S311 - repeatable

    async def live(diary: TalkingClient, url: str, way: str) -> None:
        there = (
            beside(tmp_path, diary.name) if way == STDIO else connected(url, way, name=diary.name)
        )
        async with there as client:
            for _ in range(ACTS_MIN):
                await diary.go_on(client)
            ends_at = anyio.current_time() + seconds
            while anyio.current_time() < ends_at:
                await diary.go_on(client)

    async with AsyncExitStack() as servers:
        shared = [
            await servers.enter_async_context(started(tmp_path))
            for _ in range(clients // len(WAYS))
        ]
        async with anyio.create_task_group() as tasks:
            for number, diary in enumerate(diaries):
                url = shared[number // len(WAYS)].url
                tasks.start_soon(live, diary, url, WAYS[number % len(WAYS)])

    await everything_is_kept_once(tmp_path / "store", diaries)
    assert "Traceback" not in "".join(server.text for server in shared)


@asynccontextmanager
async def beside(folder: Path, name: str) -> AsyncGenerator[Client]:
    """Connect a client to a server of its own on the same store."""
    opened = ["--config", str(folder / "config.toml"), "--store", str(folder / "store")]
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "mcp_mem0", "serve", "--alone", *opened],
        env=environment(),
    )
    identity = Implementation(name=name, version="1")
    async with Client(stdio_client(server), mode="legacy", client_info=identity) as client:
        yield client


async def everything_is_kept_once(store: Path, diaries: list[TalkingClient]) -> None:
    """Read the store afterwards, as a process that comes later does."""
    everywhere = Filter(spaces=(SPACE,), state="any")
    async with build_app(Settings(store=str(store))) as app:
        services = await app.get_services()
        facts = await services.records.find(Fact, Filter(spaces=(SPACE,)))
        ids = [
            row.id
            for kind in (Fact, Excerpt, Relation, Episode, Change)
            for row in await services.records.find(kind, everywhere)
        ]
        disagreements = await services.check.find_violations()

    texts = {fact.lineage: fact.text for fact in facts}
    acknowledged = {fact: text for diary in diaries for fact, text in diary.open.items()}
    assert {fact: texts.get(fact) for fact in acknowledged} == acknowledged
    # Nothing stands that somebody corrected or forgot, and nothing that nobody said.
    assert texts == acknowledged
    assert Counter(fact.lineage for fact in facts).most_common(1)[0][1] == 1
    assert len(ids) == len(set(ids))
    assert disagreements == []
