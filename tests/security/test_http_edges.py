"""What reaches the HTTP server as bytes: where a request ends, where it leads, what is logged."""

import sys
import uuid
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path

import anyio
import httpx
import pytest

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.domain.access import hash_token
from tests.support.http_process import Started, started
from tests.support.http_server import Served, bearer, connected, made_token, served
from tests.support.mcp_calls import call_text
from tests.support.raw_http import ACCEPT, call, initialize

pytestmark = pytest.mark.anyio

ANSWER_S_MAX = 20.0
HOST = b"Host: localhost\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
LAST = b"0\r\n\r\n"
POST = b"POST /health HTTP/1.1\r\n" + HOST


def body(chunks: bytes, *headers: bytes, head: bytes = POST) -> bytes:
    return head + b"".join(headers) + b"\r\n" + chunks


def length(count: int) -> bytes:
    return b"Content-Length: %d\r\n" % count


AMBIGUOUS = {
    "length before chunked": body(LAST, length(5), CHUNKED),
    "length after chunked": body(LAST, CHUNKED, length(5)),
    "length of all beside chunked": body(LAST + SMUGGLED, length(len(LAST + SMUGGLED)), CHUNKED),
    "length nought beside chunked": body(LAST, length(0), CHUNKED),
    "two different lengths": body(b"12345", length(5), length(0)),
    "two equal lengths": body(b"12345", length(5), length(5)),
    "a list of equal lengths": body(b"12345", b"Content-Length: 5, 5\r\n"),
    "a list of different lengths": body(b"12345", b"Content-Length: 5, 0\r\n"),
    "a length with a sign": body(b"12345", b"Content-Length: +5\r\n"),
    "a negative length": body(b"12345", b"Content-Length: -5\r\n"),
    "a length in hexadecimal": body(b"12345", b"Content-Length: 0x5\r\n"),
    "a length with a space in it": body(b"12345", b"Content-Length: 5 5\r\n"),
    "a length of nothing": body(b"", b"Content-Length:\r\n"),
    "a space before the colon": body(b"12345", b"Content-Length : 5\r\n"),
    "chunked twice": body(LAST, CHUNKED, CHUNKED),
    "chunked after gzip": body(LAST, b"Transfer-Encoding: gzip, chunked\r\n"),
    "chunked before identity": body(LAST, b"Transfer-Encoding: chunked, identity\r\n"),
    "identity": body(LAST, b"Transfer-Encoding: identity\r\n"),
    "chunked with a parameter": body(LAST, b"Transfer-Encoding: chunked;q=1\r\n"),
    "chunked after a tab": body(LAST, b"Transfer-Encoding: \x0bchunked\r\n"),
    "chunked of another name": body(LAST, b"Transfer-Encoding: xchunked\r\n"),
    "a space before chunked's colon": body(LAST, b"Transfer-Encoding : chunked\r\n"),
    "chunked in a folded line": body(LAST, b"Transfer-Encoding:\r\n chunked\r\n"),
    "a folded line": body(LAST, b"X-Note: a\r\n\tb\r\n"),
    "chunked in HTTP/1.0": body(LAST, CHUNKED, head=b"POST /health HTTP/1.0\r\n" + HOST),
    "a version that does not exist": body(LAST, CHUNKED, head=b"POST /health HTTP/1.7\r\n" + HOST),
    "a line feed that hides a length": body(b"12345", b"X-Note: a\nContent-Length: 5\r\n"),
    "a line feed that ends the head": POST + b"X-Note: a\n\n" + SMUGGLED,
    "line feeds alone": b"GET /health HTTP/1.1\nHost: localhost\n\n",
    "a carriage return alone": body(b"", b"X-Note: a\rContent-Length: 5\r\n"),
    "two names of the server": body(b"", b"Host: localhost\r\n"),
    "no name of the server": b"GET /health HTTP/1.1\r\n\r\n",
    "a trailer": body(b"0\r\nX-Note: a\r\n\r\n", CHUNKED),
    "a line feed that ends the body": body(b"0\r\n\n", CHUNKED),
    "a line feed after a chunk": body(b"1\r\na\n0\r\n\r\n", CHUNKED),
    "a line feed after a chunk's size": body(b"1\na\r\n0\r\n\r\n", CHUNKED),
    "a chunk that is longer than it says": body(b"1\r\nab\r\n0\r\n\r\n", CHUNKED),
    "a chunk with a sign": body(b"+1\r\na\r\n0\r\n\r\n", CHUNKED),
    "a chunk in another notation": body(b"0x1\r\na\r\n0\r\n\r\n", CHUNKED),
}
PLAIN = {
    "no body": b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n",
    "a length": body(b"12345", length(5)),
    "chunked": body(b"5;x=y\r\n12345\r\n" + LAST, CHUNKED),
    "chunked in other letters": body(LAST, b"transfer-encoding: Chunked\r\n"),
}


@pytest.fixture(scope="module")
async def open_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Served]:
    """One server for all tests: none of them changes its store."""
    async with served(tmp_path_factory.mktemp("edges")) as server:
        yield server


async def answers(url: str, *pieces: bytes) -> bytes:
    """Return all that is answered until the server closes the connection."""
    host, _, port = url.removeprefix("http://").partition(":")
    answer = b""
    with anyio.fail_after(ANSWER_S_MAX):
        async with await anyio.connect_tcp(host, int(port)) as stream:
            for piece in pieces:
                await stream.send(piece)
            # It may close in the midst of what is sent.
            with suppress(anyio.BrokenResourceError):
                async for part in stream:
                    answer += part
    return answer


def statuses(answer: bytes) -> list[int]:
    return [int(each[:3]) for each in answer.split(b"HTTP/1.1 ")[1:]]


@pytest.mark.parametrize("name", AMBIGUOUS)
async def test_a_request_with_an_ambiguous_end_is_refused_with_all_that_follows(
    open_server: Served, name: str
) -> None:
    answer = await answers(open_server.url, AMBIGUOUS[name] + SMUGGLED)

    assert statuses(answer) == [400]
    assert b"connection: close" in answer.lower()


@pytest.mark.parametrize("name", AMBIGUOUS)
async def test_it_is_refused_however_it_is_split_and_whatever_came_before(
    open_server: Served, name: str
) -> None:
    whole = PLAIN["no body"] + AMBIGUOUS[name] + SMUGGLED
    halves = (whole[: len(whole) // 2], whole[len(whole) // 2 :])

    assert statuses(await answers(open_server.url, *halves)) == [200, 400]


@pytest.mark.parametrize("name", PLAIN)
async def test_a_request_that_ends_in_one_place_leaves_its_connection_open(
    open_server: Served, name: str
) -> None:
    last = b"GET /health HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"

    first, second = statuses(await answers(open_server.url, PLAIN[name] + last))

    # What has a body is sent to a path that takes none.
    assert (first, second) == (200 if name == "no body" else 405, 200)


async def test_a_body_in_many_pieces_is_read_to_its_end(open_server: Served) -> None:
    letters = [PLAIN["chunked"][at : at + 1] for at in range(len(PLAIN["chunked"]))]
    last = b"GET /health HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"

    assert statuses(await answers(open_server.url, *letters, last)) == [405, 200]


SPELLINGS = [
    ("POST", "/mcp", "/mcp/"),
    ("GET", "/mcp", "/mcp/"),
    ("DELETE", "/mcp", "/mcp/"),
    ("POST", "/messages/", "/messages"),
    ("GET", "/messages/", "/messages"),
]
BEHIND_TLS = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "memory.example.org",
    "forwarded": "proto=https;host=memory.example.org",
}
OTHERS = [
    "//mcp",
    "/mcp//",
    "/MCP",
    "/mcp/x/",
    "/health/",
    "/ready/",
    "/%2f/evil.example",
    "/sse//",
]


@pytest.mark.parametrize(("method", "path", "other"), SPELLINGS)
async def test_a_path_works_with_and_without_a_trailing_slash(
    open_server: Served, method: str, path: str, other: str
) -> None:
    async with open_server.browser() as browser:
        first, second = [
            await browser.request(method, each, json=initialize(), headers={**ACCEPT, **BEHIND_TLS})
            for each in (path, other)
        ]

    assert second.status_code == first.status_code
    assert not 300 <= second.status_code < 400
    assert second.headers.get("content-type") == first.headers.get("content-type")


async def test_both_spellings_need_the_token_and_have_the_same_limits(tmp_path: Path) -> None:
    async with served(tmp_path, tokens=[("owner", ["owner"])]) as server:
        token = await server.token("ana", "team")
        async with server.browser() as stranger, server.browser(token) as ana:
            for _, *paths in (*SPELLINGS, ("GET", "/sse", "/sse/")):
                for each in paths:
                    assert (await stranger.post(each)).status_code == 401, each
                    evil = {"origin": "https://evil.example"}
                    assert (await ana.post(each, headers=evil)).status_code == 403, each
            begun = [await ana.post("/mcp/", json=initialize(), headers=ACCEPT) for _ in range(300)]

    # The bound on sessions is the same one.
    assert 429 in {each.status_code for each in begun}


@pytest.mark.parametrize("path", OTHERS)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_the_server_never_redirects(open_server: Served, method: str, path: str) -> None:
    async with open_server.browser() as browser:
        answer = await browser.request(method, f"{open_server.url}{path}", headers=BEHIND_TLS)

    assert answer.status_code == 404
    assert "location" not in answer.headers


async def test_a_stream_names_where_to_answer_without_a_host(open_server: Served) -> None:
    async with (
        open_server.browser() as browser,
        browser.stream("GET", "/sse/", headers=BEHIND_TLS) as stream,
    ):
        lines = stream.aiter_lines()
        with anyio.fail_after(ANSWER_S_MAX):
            begin = [await anext(lines), await anext(lines)]

    assert begin[0] == "event: endpoint"
    assert begin[1].startswith("data: /messages/?session_id=")


def numbered(server: Started, answer: httpx.Response) -> list[str]:
    """Return the request ids of an answer in the log."""
    given = answer.headers["x-request-id"]
    return [line["request"] for line in server.lines if line.get("request") == given]


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
async def test_no_token_reaches_the_log_wherever_a_client_puts_it(tmp_path: Path) -> None:
    token = await made_token(TokenFile(tmp_path / "tokens.json"), "ana", "team")
    foreign = "0123456789abcdeffedcba9876543210"
    secret = token.rpartition("_")[2]
    hidden = [token, secret, secret[:22], token.lower(), hash_token(token), "ghp_" + "a1" * 18]
    async with started(tmp_path, "--log-level", "debug") as server:
        async with httpx.AsyncClient(base_url=server.url, headers=bearer(token)) as browser:
            for each in hidden:
                for name in (
                    "x-request-id",
                    "mcp-session-id",
                    "mcp-protocol-version",
                    "mcp-method",
                    "mcp-name",
                    "user-agent",
                    "last-event-id",
                    "x-forwarded-for",
                    "referer",
                    "accept",
                    "content-type",
                    "cookie",
                ):
                    await browser.post("/mcp", json=initialize(), headers={**ACCEPT, name: each})
                for name in ("host", "origin"):
                    await browser.get("/mcp", headers={name: each})
                await browser.request(each[:40], "/mcp")
                for path in ("/mcp", "/sse", "/messages/", "/health"):
                    await browser.post(path, params={"token": each, "session_id": each})
                    await browser.post(f"{path}/{each}")
                for key in ("method", "id", "jsonrpc"):
                    opening = {**initialize(), key: each}
                    await browser.post("/mcp", json=opening, headers=ACCEPT)
                await call(browser, each, text=each)
                await call(browser, "recall", query=each, tags=[each], colour=each)
            in_both = await browser.get(
                "/health", headers={"authorization": f"Bearer {foreign}", "x-request-id": foreign}
            )
            for each in hidden:
                async with connected(server.url, "sse", token=token, name=each) as client:
                    await call_text(client, "recall", query="x")
        await answers(server.url, f"{token} {token} {token}\r\n\r\n".encode())
        await server.end()

    for each in (*hidden, foreign, token[-20:]):
        assert each not in server.text
    assert in_both.headers["x-request-id"] != foreign
    assert "/mcp" in {line.get("path") for line in server.lines}


@pytest.mark.heavy
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
async def test_the_log_has_the_request_id_of_a_proxy_and_no_other_text(
    tmp_path: Path,
) -> None:
    numbers = [str(uuid.uuid4()), uuid.uuid4().hex, uuid.uuid4().hex.upper()]
    texts = ["the-diamond-is-under-the-stone", "0" * 31, "0" * 33, "0" * 64, "g" * 32, ""]
    async with started(tmp_path, "--log-level", "info") as server:
        async with httpx.AsyncClient(base_url=server.url) as browser:
            begun = await browser.post("/mcp", json=initialize(), headers=ACCEPT)
            session = begun.headers["mcp-session-id"]
            given = [await browser.get("/health", headers={"x-request-id": n}) for n in numbers]
            made = [await browser.get("/health", headers={"x-request-id": t}) for t in texts]
            first = session.partition(".")[0]
            speaks = {**ACCEPT, "mcp-session-id": session, "x-request-id": first}
            made.append(await browser.post("/mcp", json={}, headers=speaks))
            dashed = str(uuid.UUID(first))
            made.append(
                await browser.post(
                    "/messages/",
                    params={"session_id": session},
                    headers={"x-request-id": dashed},
                )
            )
            await browser.delete("/mcp", headers={**ACCEPT, "mcp-session-id": session})
        await server.end()

    assert [each.headers["x-request-id"] for each in given] == numbers
    assert [numbered(server, each) for each in given] == [[number] for number in numbers]
    assert all(numbered(server, each) for each in made)
    assert not {each.headers["x-request-id"] for each in made} & {*texts, first, dashed}
    assert first not in server.text
    assert dashed not in server.text
    assert "diamond" not in server.text
