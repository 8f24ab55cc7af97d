"""Silent connections and incomplete requests time out; the others stay open."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import anyio
import pytest
from anyio.abc import SocketStream
from starlette.types import Receive, Scope, Send

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.server.http.auth import Authenticator
from mcp_mem0.server.http.bounds import Streams
from mcp_mem0.server.http.connections import TimedConnection
from mcp_mem0.server.http.serve import open_listening_socket, serve_http

pytestmark = pytest.mark.anyio

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
CLOSED_S_MAX = 20.0


class Hasty(TimedConnection):
    head_s_max = 0.3


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer later than a silent connection may live, and leave any body unread."""
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    if scope["path"] == "/slow":
        await anyio.sleep(3 * Hasty.head_s_max)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"done"})


@asynccontextmanager
async def connected(tokens: TokenFile) -> AsyncGenerator[SocketStream]:
    """Connect to a server that waits shorter than ours."""
    stop = anyio.Event()
    streams = Streams(Authenticator(tokens, now=get_utc_now))
    with open_listening_socket("127.0.0.1", 0) as bound:
        host, port = bound.getsockname()

        async def serve() -> None:
            await serve_http(
                slow, bound, streams=streams, connections_max=10, stop=stop, connection=Hasty
            )

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(serve)
            async with await anyio.connect_tcp(host, port) as stream:
                yield stream
            stop.set()


async def closes(stream: SocketStream, *, sending: bytes = b"") -> bytes:
    """Return what the server answers until it closes, however long drops are sent to it."""
    answer = b""

    async def drip() -> None:
        with suppress(anyio.BrokenResourceError):
            while True:
                await stream.send(sending)
                await anyio.sleep(0.01)

    with anyio.fail_after(CLOSED_S_MAX):
        async with anyio.create_task_group() as tasks:
            if sending:
                tasks.start_soon(drip)
            # It may close in the midst of what is sent.
            with suppress(anyio.BrokenResourceError):
                async for part in stream:
                    answer += part
            tasks.cancel_scope.cancel()
    return answer


@pytest.fixture
async def stream(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[SocketStream]:
    async with connected(TokenFile(tmp_path_factory.mktemp("server") / "tokens.json")) as stream:
        yield stream


async def test_a_silent_connection_is_closed(stream: SocketStream) -> None:
    assert await closes(stream) == b""


async def test_a_slow_request_head_times_out(stream: SocketStream) -> None:
    await stream.send(HEAD + b"X-Drops: ")

    assert await closes(stream, sending=b"x") == b""


async def test_an_unread_body_does_not_keep_a_connection_open(stream: SocketStream) -> None:
    await stream.send(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999\r\n\r\n")

    assert b"done" in await closes(stream, sending=b"x")


async def test_a_slow_answer_is_waited_for_and_the_connection_used_again(
    stream: SocketStream,
) -> None:
    for path in (b"/slow", b"/", b"/slow"):
        await stream.send(HEAD.replace(b" / ", b" " + path + b" ") + b"\r\n")
        answer = b""
        with anyio.fail_after(CLOSED_S_MAX):
            while b"done" not in answer:
                answer += await stream.receive()
        assert answer.startswith(b"HTTP/1.1 200")
