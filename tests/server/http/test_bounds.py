"""Whatever one visitor sends, and however slowly: others are served, and memory stays bounded."""

import gzip
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import pytest
from anyio.abc import SocketStream
from starlette.datastructures import Headers

from mcp_mem0.config import HttpSettings
from mcp_mem0.server.http.bounds import BODY_S_MAX, SEND_S_MAX, Exchange
from mcp_mem0.server.http.limits import HttpLimits, RateLimiter
from mcp_mem0.server.http.visitor import Visitor
from tests.support.http_server import Served, served
from tests.support.mcp_calls import call_text
from tests.support.raw_http import ACCEPT, call, initialize, stateless

pytestmark = pytest.mark.anyio

LISTING = {"jsonrpc": "2.0", "id": 2, "method": "tools/list"}
LIMITS = HttpLimits(
    body_bytes_max=1_000,
    requests_per_s=10,
    open_requests_max=2,
    open_streams_max=2,
    sessions_max=2,
    connections_max=10,
)


@pytest.fixture(scope="module")
async def open_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Served]:
    """One server for all tests: no request of one client may affect later ones."""
    async with served(tmp_path_factory.mktemp("open")) as server:
        yield server


@asynccontextmanager
async def raw(server: Served) -> AsyncGenerator[SocketStream]:
    """Connect without any client."""
    host, _, port = server.url.removeprefix("http://").partition(":")
    async with await anyio.connect_tcp(host, int(port)) as stream:
        yield stream


async def still_serves(server: Served) -> bool:
    """Return whether another client is answered meanwhile."""
    async with server.browser() as browser:
        return (await call(browser, "recall", query="Ana")).status_code == 200


async def test_a_body_that_says_it_is_too_large_is_refused_unread(open_server: Served) -> None:
    async with raw(open_server) as stream:
        await stream.send(
            b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 99999999999\r\n\r\n"
        )
        with anyio.fail_after(10):
            answer = await stream.receive()

    assert b" 413 " in answer


async def test_a_body_that_grows_too_large_is_cut_off(open_server: Served) -> None:
    async def endless() -> AsyncGenerator[bytes]:
        for _ in range(16):
            yield b"x" * 1_000_000

    async with open_server.browser() as browser:
        response = await browser.post("/mcp", content=endless(), headers=ACCEPT)

    assert response.status_code == 413
    assert "8,388,608 bytes" in response.json()["error"]
    assert await still_serves(open_server)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, gzip"])
async def test_a_compressed_body_is_never_unpacked(open_server: Served, encoding: str) -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 50_000_000))
    async with open_server.browser() as browser:
        response = await browser.post(
            "/mcp", content=bomb, headers={**ACCEPT, "content-encoding": encoding}
        )

    assert response.status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"[" * 200_000, id="deep lists"),
        pytest.param(b'{"a":' * 100_000, id="deep objects"),
        pytest.param(b"1" * 100_000, id="a long number"),
        pytest.param(b'{"jsonrpc": "2.0", "id": ' + b"9" * 5_000 + b"}", id="a long id"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="an empty batch"),
        pytest.param(json.dumps([initialize()] * 1_000).encode(), id="a large batch"),
    ],
)
async def test_a_json_bomb_is_refused_and_affects_nobody_else(
    open_server: Served, body: bytes
) -> None:
    _, modern = stateless("tools/call", name="recall")
    async with open_server.browser() as browser:
        for headers in (ACCEPT, modern):
            response = await browser.post(
                "/mcp", content=body, headers={**headers, "content-type": "application/json"}
            )
            assert 400 <= response.status_code < 500, response.text
            assert "Traceback" not in response.text

    assert await still_serves(open_server)


async def test_a_thousand_dropped_connections_leave_nothing_behind(
    tmp_path: Path,
) -> None:
    kinds = (
        b"\r\n",
        b"GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{",
        b"nonsense\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: localhost\r\n",
    )
    http = HttpSettings(requests_per_s=100_000, open_streams_max=300, connections_max=2_000)
    async with served(tmp_path, http=http) as server:

        async def drop(number: int) -> None:
            async with raw(server) as stream:
                await stream.send(kinds[number % len(kinds)])

        for _ in range(20):
            async with anyio.create_task_group() as tasks:
                for number in range(50):
                    tasks.start_soon(drop, number)

        assert await still_serves(server)
        async with server.client("sse") as client, server.client() as other:
            await call_text(client, "remember", content="Ana lives in Oslo")
            assert "Oslo" in await call_text(other, "recall", query="Ana")


@pytest.mark.heavy
async def test_a_client_that_does_not_read_delays_only_itself(tmp_path: Path) -> None:
    http = HttpSettings(open_requests_max=4)
    async with served(tmp_path, http=http, tokens=[("owner", ["owner"])]) as server:
        slow, other = await server.token("slow", "team"), await server.token("other", "team")
        async with raw(server) as unread, server.browser(slow) as poster:
            await unread.send(
                b"GET /sse HTTP/1.1\r\nHost: localhost\r\n"
                + f"Authorization: Bearer {slow}\r\n\r\n".encode()
            )
            path = await messages_path(unread)
            await poster.post(path, json=initialize())
            statuses: list[int] = []
            # How much the system takes for a reader that does not read, it decides itself.
            with anyio.fail_after(60):
                while 429 not in statuses:
                    statuses.append((await poster.post(path, json=LISTING)).status_code)
            async with server.client(token=other) as client:
                await call_text(client, "remember", content="Ana lives in Oslo")
                assert "Oslo" in await call_text(client, "recall", query="Ana")

    # What it may leave unread is bounded: then it must wait. On a slow machine it is cut off (404).
    assert {202, 429} <= set(statuses) <= {202, 404, 429}


async def test_a_body_that_arrives_slowly_delays_nobody_else(open_server: Served) -> None:
    async with raw(open_server) as slow:
        await slow.send(
            b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 1000\r\n\r\n"
        )
        for _ in range(5):
            await slow.send(b" ")
            assert await still_serves(open_server)


@pytest.mark.heavy
@pytest.mark.timeout(180)
async def test_a_body_that_never_ends_times_out(open_server: Served) -> None:
    async with raw(open_server) as slow:
        await slow.send(
            b"POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 1000\r\n\r\n{"
        )
        with anyio.fail_after(BODY_S_MAX + 30):
            answered = await slow.receive()

    assert b" 408 " in answered


@pytest.mark.heavy
@pytest.mark.timeout(180)
async def test_a_client_that_never_reads_is_disconnected_after_half_a_minute(
    tmp_path: Path,
) -> None:
    http = HttpSettings(open_requests_max=4, requests_per_s=100_000)
    async with (
        served(tmp_path, http=http) as server,
        raw(server) as unread,
        server.browser() as poster,
    ):
        await unread.send(b"GET /sse HTTP/1.1\r\nHost: localhost\r\n\r\n")
        path = await messages_path(unread)
        await poster.post(path, json=initialize())
        statuses: set[int] = set()
        with anyio.fail_after(SEND_S_MAX + 60):
            while 404 not in statuses:
                statuses.add((await poster.post(path, json=LISTING)).status_code)
                await anyio.sleep(0.02)
        assert await still_serves(server)

    # First it may, and in the end its session is no more.
    assert statuses >= {202, 404}


async def messages_path(stream: SocketStream) -> str:
    """Return the path for messages of the session that a raw stream began."""
    beginning = b""
    with anyio.fail_after(10):
        while b"session_id=" not in beginning or not beginning.endswith(b"\r\n\r\n"):
            beginning += await stream.receive()
    _, _, session = beginning.partition(b"session_id=")
    return f"/messages/?session_id={session[:32].decode()}"


async def test_a_subject_with_too_many_streams_is_asked_to_end_some(tmp_path: Path) -> None:
    http = HttpSettings(open_streams_max=2)
    async with (
        served(tmp_path, http=http) as server,
        server.browser() as browser,
        browser.stream("GET", "/sse"),
        browser.stream("GET", "/sse"),
    ):
        third = await browser.get("/sse")
        assert third.status_code == 429
        assert third.headers["retry-after"]
        # Calls are not streams.
        assert (await call(browser, "recall")).status_code == 200
        assert (await browser.get("/nowhere")).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "headers", "is_stream"),
    [
        ("GET", "/mcp", {}, True),
        ("POST", "/mcp", {"mcp-method": "subscriptions/listen"}, True),
        ("POST", "/mcp", {"mcp-method": "tools/call"}, False),
        ("DELETE", "/mcp", {}, False),
        ("GET", "/sse", {}, True),
        ("HEAD", "/sse", {}, True),
        ("POST", "/messages/", {"mcp-method": "subscriptions/listen"}, False),
        ("GET", "/messages/", {}, False),
        ("GET", "/nowhere", {}, False),
    ],
)
def test_a_request_is_a_stream_by_its_path(
    method: str, path: str, headers: dict[str, str], *, is_stream: bool
) -> None:
    exchange = Exchange(
        scope={"type": "http", "method": method, "path": path},
        headers=Headers(headers),
        visitor=Visitor(grant=None),
    )

    assert exchange.is_stream == is_stream


async def test_a_stream_that_ended_makes_room_for_another(tmp_path: Path) -> None:
    async with (
        served(tmp_path, http=HttpSettings(open_streams_max=1)) as server,
        server.browser() as browser,
    ):
        for _ in range(3):
            with anyio.fail_after(20):
                while True:
                    async with browser.stream("GET", "/sse") as stream:
                        if stream.status_code == 200:
                            break
                    await anyio.sleep(0.05)


async def test_a_subject_that_exceeds_its_rate_waits_and_others_do_not(tmp_path: Path) -> None:
    http = HttpSettings(requests_per_s=2)
    async with served(tmp_path, http=http, tokens=[("owner", ["owner"])]) as server:
        ana, bo = await server.token("ana", "ana"), await server.token("bo", "bo")
        # A second token of the same subject gets no second share.
        also_ana = await server.token("ana", "ana")
        async with server.browser(ana) as busy, server.browser(also_ana) as busy_too:
            answers = [
                (await browser.get("/nowhere")).status_code for browser in (busy, busy_too) * 4
            ]
            refused = await busy.get("/nowhere")
        async with server.browser(bo) as browser:
            assert (await call(browser, "recall")).status_code == 200

    assert answers.count(404) >= 4
    assert 429 in answers
    assert int(refused.headers["retry-after"]) >= 1


async def test_a_subject_with_too_many_sessions_is_asked_to_end_some(tmp_path: Path) -> None:
    async with (
        served(tmp_path, http=HttpSettings(sessions_max=2)) as server,
        server.browser() as browser,
    ):
        begun = [await browser.post("/mcp", json=initialize(), headers=ACCEPT) for _ in range(3)]
        session = {"mcp-session-id": begun[0].headers["mcp-session-id"]}
        ended = await browser.delete("/mcp", headers={**ACCEPT, **session})
        again = await browser.post("/mcp", json=initialize(), headers=ACCEPT)

    assert [each.status_code for each in begun] == [200, 200, 429]
    assert (ended.status_code, again.status_code) == (200, 200)


async def test_a_route_that_is_none_is_not_found_and_a_wrong_method_not_allowed(
    open_server: Served,
) -> None:
    async with open_server.browser() as browser:
        assert (await browser.get("/nowhere")).status_code == 404
        assert (await browser.put("/sse")).status_code == 405
        assert (await browser.get("/.well-known/oauth-protected-resource")).status_code == 404


def test_a_rate_is_a_burst_and_then_one_at_a_time() -> None:
    ledger = RateLimiter(LIMITS)

    burst = [ledger.take_request("ana", now=0.0) for _ in range(21)]

    assert burst == [0] * 20 + [1]
    assert ledger.take_request("bo", now=0.0) == 0
    assert ledger.take_request("ana", now=0.1) == 0
    assert ledger.take_request("ana", now=0.1) == 1
    assert [ledger.take_request("ana", now=60.0) for _ in range(21)][-1] == 1


def test_what_is_open_counts_until_it_is_closed() -> None:
    ledger = RateLimiter(LIMITS)

    with (
        ledger.track_request("ana", 0.0, is_stream=True) as first,
        ledger.track_request("ana", 0.0, is_stream=True) as second,
        ledger.track_request("ana", 0.0, is_stream=True) as third,
        ledger.track_request("ana", 0.0, is_stream=False) as call_,
        ledger.track_request("bo", 0.0, is_stream=True) as others,
    ):
        assert (first, second, third, call_, others) == (True, True, False, True, True)
    with ledger.track_request("ana", 0.0, is_stream=True) as later:
        assert later


def test_an_unused_session_stops_counting_after_half_an_hour() -> None:
    ledger = RateLimiter(LIMITS)
    ledger.use_session("ana", "one", 0.0)
    ledger.use_session("ana", "two", 1_000.0)

    assert not ledger.may_begin_session("ana", 1_500.0)
    assert ledger.may_begin_session("ana", 1_801.0)
