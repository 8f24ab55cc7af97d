"""A session of the handshake era works as long as its client has the id, and for nobody else."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import httpx
import pytest
from anyio.abc import TaskGroup, TaskStatus
from mcp_types import ClientCapabilities, Implementation, InitializeRequestParams

from mcp_mem0.config import HttpSettings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.server.http.sessions import (
    OPENING_BYTES_MAX,
    SessionId,
    parse_session_id,
    shorten_opening,
)
from tests.support.http_server import TRANSPORTS, Served, bearer, connected, free_port, served
from tests.support.mcp_calls import call_text, recalled
from tests.support.raw_http import ACCEPT, answer, initialize

pytestmark = pytest.mark.anyio

LISTING = {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}
OPENING = InitializeRequestParams(
    protocol_version="2025-11-25",
    capabilities=ClientCapabilities(),
    client_info=Implementation(name="Ana’s desk", version="1"),
)


async def begin(browser: httpx.AsyncClient, token: str | None = None) -> dict[str, str]:
    """Open a session; return the headers of its requests."""
    headers = {**ACCEPT, **({} if token is None else bearer(token))}
    begun = await browser.post("/mcp", json=initialize(), headers=headers)
    return {**headers, "mcp-session-id": begun.headers["mcp-session-id"]}


async def list_tools(browser: httpx.AsyncClient, session: dict[str, str]) -> httpx.Response:
    return await browser.post("/mcp", json=LISTING, headers=session)


async def episodes(server: Served) -> Sequence[Episode]:
    """Return everything that was said."""
    services = await server.app.get_services()
    return await services.records.find(Episode, Filter(spaces=("default",)))


class Restartable:
    """A server that is started again and again at one address."""

    def __init__(self, folder: Path, tasks: TaskGroup, *tokens: tuple[str, Sequence[str]]) -> None:
        self._folder = folder
        self._tasks = tasks
        self._tokens = tokens
        self._port = free_port()
        self._ended = anyio.Event()
        self.server: Served

    async def start(self) -> None:
        """Start it."""
        self._ended = anyio.Event()
        self.server = await self._tasks.start(self._serve)

    async def restart(self) -> None:
        """End it, and start another on the same store."""
        await self.end()
        await self.start()

    async def end(self) -> None:
        """End it."""
        self.server.stop.set()
        await self._ended.wait()

    async def _serve(self, *, task_status: TaskStatus[Served]) -> None:
        async with served(self._folder, port=self._port, tokens=self._tokens) as server:
            task_status.started(server)
            await server.stop.wait()
        self._ended.set()


@asynccontextmanager
async def restartable(
    folder: Path, *tokens: tuple[str, Sequence[str]]
) -> AsyncGenerator[Restartable]:
    async with anyio.create_task_group() as tasks:
        server = Restartable(folder, tasks, *tokens)
        await server.start()
        yield server
        await server.end()


async def test_a_client_works_on_when_the_server_is_started_again(tmp_path: Path) -> None:
    async with (
        restartable(tmp_path) as at,
        connected(at.server.url, TRANSPORTS[0]) as client,
    ):
        await call_text(client, "remember", content="Ana lives in Oslo")
        await at.restart()
        await call_text(client, "remember", content="Ana likes tea")
        tools = await client.list_tools()
        found = await recalled(client, query="Ana", detail="full")
        sessions = {row.session for row in await episodes(at.server)}

    assert len(tools.tools) == 4
    assert {(each.text, each.author) for each in found.memories} == {
        ("Ana lives in Oslo", "desk"),
        ("Ana likes tea", "desk"),
    }
    assert len(sessions) == 1


async def test_a_session_that_outlasts_its_server_stays_its_tokens(tmp_path: Path) -> None:
    async with restartable(tmp_path, ("owner", ["owner"])) as at, httpx.AsyncClient() as browser:
        ana = await at.server.token("ana", "team")
        eve = await at.server.token("eve", "team")
        browser.base_url = at.server.url
        session = await begin(browser, ana)
        stolen = {**session, **bearer(eve)}
        before = await list_tools(browser, stolen)
        await at.restart()
        after = await list_tools(browser, stolen)
        unsigned = await list_tools(browser, {**session, "authorization": "Bearer nobody"})
        own = await list_tools(browser, session)
        still = await list_tools(browser, stolen)

    assert [each.status_code for each in (before, after, unsigned, own, still)] == [
        *(404, 404, 401, 200, 404)
    ]
    assert before.text == after.text == still.text
    assert len(answer(own)["result"]["tools"]) == 4
    assert own.headers["mcp-session-id"] == session["mcp-session-id"]


async def test_a_session_can_watch_and_end_under_its_id_after_restarts(tmp_path: Path) -> None:
    async with restartable(tmp_path) as at, httpx.AsyncClient(base_url=at.server.url) as browser:
        session = await begin(browser)
        await at.restart()
        assert (await list_tools(browser, session)).status_code == 200
        await at.restart()
        async with browser.stream("GET", "/mcp", headers=session) as standing:
            streamed = standing.status_code
        ended = await browser.delete("/mcp", headers=session)
        gone = await list_tools(browser, session)

    assert (streamed, ended.status_code, gone.status_code) == (200, 200, 404)


async def test_many_calls_at_once_open_a_lost_session_once(tmp_path: Path) -> None:
    statuses: list[int] = []
    async with restartable(tmp_path) as at, httpx.AsyncClient(base_url=at.server.url) as browser:
        session = await begin(browser)
        await at.restart()

        async def list_once(number: int) -> None:
            listed = await browser.post("/mcp", json={**LISTING, "id": number}, headers=session)
            statuses.append(listed.status_code)

        async with anyio.create_task_group() as tasks:
            for number in range(5):
                tasks.start_soon(list_once, number)
        lone = await browser.delete("/mcp", headers=session)
        gone = await list_tools(browser, session)

    assert statuses == [200] * 5
    assert (lone.status_code, gone.status_code) == (200, 404)


async def test_a_session_that_the_library_ended_goes_on(open_server: Served) -> None:
    async with open_server.browser() as browser:
        session = await begin(browser)
        # As its idle limit would: only a client's own DELETE, under the whole id, is an end.
        inside = {**session, "mcp-session-id": session["mcp-session-id"].split(".")[0]}
        await browser.delete("/mcp", headers=inside)
        unknown = await list_tools(browser, inside)
        again = await list_tools(browser, session)

    assert (unknown.status_code, again.status_code) == (404, 200)


async def test_an_id_that_no_server_made_is_not_found(open_server: Served) -> None:
    async with open_server.browser() as browser:
        session = await begin(browser)
        first, owner, opening = session["mcp-session-id"].split(".")
        for wrong in (
            first[::-1],
            "0" * 32,
            f"{'0' * 32}.{owner}.{opening}",
            f"{first}.{owner[::-1]}.{opening}",
            f"{first}.{owner}.{opening[:-4]}",
            f"{first}.{owner}.",
        ):
            refused = await list_tools(browser, {**session, "mcp-session-id": wrong})
            assert refused.status_code == 404, wrong


async def test_lost_sessions_count_as_open_ones(tmp_path: Path) -> None:
    http = HttpSettings(sessions_max=2)
    async with served(tmp_path / "old") as old, old.browser() as browser:
        lost = [await begin(browser) for _ in range(3)]
    async with served(tmp_path, http=http) as server, server.browser() as browser:
        found = [(await list_tools(browser, each)).status_code for each in (*lost, lost[0])]

    assert found == [200, 200, 429, 200]


def test_an_id_says_how_its_session_was_opened() -> None:
    session = SessionId("0" * 32, "1" * 16, OPENING)

    assert parse_session_id(str(session)) == session
    assert str(session).isascii()


def test_an_id_is_bounded_whatever_the_client_says_of_itself() -> None:
    capabilities = ClientCapabilities(experimental={"x" * 5_000: {}})
    long = Implementation(name="n" * 5_000, version="v" * 5_000)
    kept = shorten_opening(
        OPENING.model_copy(update={"capabilities": capabilities, "client_info": long})
    )
    session = SessionId("0" * 32, "1" * 16, kept)

    assert len(str(session)) < OPENING_BYTES_MAX * 2
    assert parse_session_id(str(session)) == session
    assert kept.client_info.name.startswith("nnn")
