"""Each request over HTTP gets one answer, under the id that it has, whatever the transport."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import anyio
import httpx
import pytest
from mcp_types import INVALID_REQUEST, PARSE_ERROR

from tests.support.http_server import TRANSPORTS, Served
from tests.support.raw_http import ACCEPT, answer, initialize, stateless

pytestmark = pytest.mark.anyio

Line: TypeAlias = tuple[int, dict[str, Any] | None]
"""The status of a request and the answer to it; over SSE it comes on the stream."""


class Wire:
    """One client that writes whatever it likes."""

    def __init__(
        self,
        browser: httpx.AsyncClient,
        path: str,
        headers: dict[str, str],
        events: AsyncIterator[str] | None = None,
    ) -> None:
        self._browser = browser
        self._path = path
        self._headers = {"content-type": "application/json", **headers}
        self._events = events
        self._reading = anyio.Lock()

    async def send(self, body: bytes) -> Line:
        """Post a body as it is."""
        response = await self._browser.post(self._path, content=body, headers=self._headers)
        if response.status_code == 202 and self._events is not None:
            async with self._reading:
                with anyio.fail_after(10):
                    while not (line := await anext(self._events)).startswith("data: {"):
                        pass
            return 200, json.loads(line[6:])
        return response.status_code, answer(response) if response.text else None

    def write(self, method: str, **params: object) -> dict[str, Any]:
        """Return a request, in the form of its era."""
        if "mcp-protocol-version" in self._headers:
            return stateless(method, **params)[0]
        return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}

    async def ask(self, given_id: str, method: str = "ping", **params: object) -> Line:
        """Send a request whose id is any JSON."""
        message = self.write(method, **params)
        raw = json.dumps({**message, "id": "here"}).replace('"here"', given_id)
        return await self.send(raw.encode())


@asynccontextmanager
async def wire(server: Served, transport: str, method: str = "tools/list") -> AsyncGenerator[Wire]:
    """Connect by one of the transports; a stateless client names its method beforehand."""
    async with server.browser() as browser:
        if transport == "sse":
            async with browser.stream("GET", "/sse") as stream:
                events = stream.aiter_lines()
                while not (line := await anext(events)).startswith("data: "):
                    pass
                client = Wire(browser, line.removeprefix("data: "), {}, events)
                await client.send(json.dumps(initialize()).encode())
                yield client
        elif transport == TRANSPORTS[0]:
            begun = await browser.post("/mcp", json=initialize(), headers=ACCEPT)
            session = {"mcp-session-id": begun.headers["mcp-session-id"]}
            yield Wire(browser, "/mcp", {**ACCEPT, **session})
        else:
            headers = stateless(method)[1]
            name = {"mcp-name": "remember"} if method == "tools/call" else {}
            yield Wire(browser, "/mcp", {**headers, **name})


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_each_request_gets_its_answer_and_each_notification_none(
    open_server: Served, transport: str
) -> None:
    async with wire(open_server, transport) as client:
        for given_id in ("2.0", "3.5", "-1e+22", "7", '"a"'):
            status, told = await client.ask(given_id, "tools/list")
            assert status == 200
            assert told is not None
            assert json.dumps(told["id"]) == json.dumps(json.loads(given_id))
            assert len(told["result"]["tools"]) == 4
        for given_id in ("null", "true", "[1]", "{}", "1e400"):
            status, told = await client.ask(given_id, "tools/list")
            assert status == 400
            assert told is not None
            assert (told["id"], told["error"]["code"]) == (None, INVALID_REQUEST)
        unknown = await client.ask("2.0", "tools/list", cursor=5)
        if transport != "sse":
            note = b'{"jsonrpc": "2.0", "method": "notifications/initialized"}'
            assert await client.send(note) == (202, None)

    assert unknown[1] is not None
    assert json.dumps(unknown[1]["id"]) == "2.0"
    assert "error" in unknown[1]


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_requests_with_one_id_at_the_same_time_are_all_answered(
    open_server: Served, transport: str
) -> None:
    given_ids = ("1", "1", '"1"', "1", "2.5", "2.5", '"é"', '"é"')
    told: list[Line] = []
    async with wire(open_server, transport) as client:

        async def ask(given_id: str) -> None:
            told.append(await client.ask(given_id, "tools/list"))

        with anyio.fail_after(20):
            async with anyio.create_task_group() as tasks:
                for given_id in given_ids:
                    tasks.start_soon(ask, given_id)
        again = await client.ask("1", "tools/list")

    for status, answered in (*told, again):
        assert status == 200
        assert answered is not None
        assert len(answered["result"]["tools"]) == 4
    answered_ids = [json.dumps(each["id"]) for _, each in told if each is not None]
    assert sorted(answered_ids) == sorted(json.dumps(json.loads(each)) for each in given_ids)


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_what_is_not_quite_json_in_utf_8_is_read_all_the_same(
    open_server: Served, transport: str
) -> None:
    async with wire(open_server, transport, "tools/call") as client:
        call = client.write("tools/call", name="remember", arguments={"content": "here"})
        body = json.dumps(call).encode()
        half = await client.send(body.replace(b"here", rb"Ana likes half \ud83d emoji"))
        latin = await client.send(body.replace(b"here", b"Ana likes the caf\xe9"))
        marked = await client.send(b"\xef\xbb\xbf" + body.replace(b"here", b"Ana likes tea"))
        wide = await client.send(body.decode().encode("utf-16"))
        batch = await client.send(b"[" + body + b"]")

    for (status, told), text in (
        (half, "Ana likes half \ufffd emoji"),
        (latin, "Ana likes the café"),
        (marked, "Ana likes tea"),
    ):
        assert status == 200
        assert told is not None
        assert text in told["result"]["content"][0]["text"]
    for (status, told), code in ((wide, PARSE_ERROR), (batch, INVALID_REQUEST)):
        assert status == 400
        assert told is not None
        assert (told["id"], told["error"]["code"]) == (None, code)
        assert ": send " in told["error"]["message"]
