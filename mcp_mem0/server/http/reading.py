"""Reads the body of a request as stdio reads a line: repaired, or refused in one sentence."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcp_mem0.server.http.paths import MCP_PATH, MESSAGES_PATH, SSE_PATH
from mcp_mem0.server.wire.numbers import restore_numbers
from mcp_mem0.server.wire.reading import ReadMessage, Refusal, read_message

SHORT_BYTES_MAX: Final = 65_536
"""Most that is read at once."""

_POSTED: Final = frozenset({MCP_PATH, MESSAGES_PATH})
_ANSWERED: Final = _POSTED | {SSE_PATH}


class ReadingMiddleware:
    """Passes on messages that the library understands; any other gets its refusal at once.

    The body must arrive in one part, as the limits leave it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] not in _ANSWERED:
            return await self._app(scope, receive, send)
        if scope["method"] == "POST" and scope["path"] in _POSTED:
            first = await receive()
            if first["type"] == "http.request":
                read = await _read(first.get("body", b""))
                if not isinstance(read, ReadMessage):
                    refusal = Response(
                        read.dump(), HTTPStatus.BAD_REQUEST, media_type="application/json"
                    )
                    return await refusal(scope, receive, send)
                first = {**first, "body": read.raw}
            receive = replay_first(first, receive)
        return await self._app(scope, receive, _NumberSender(send).send)


async def _read(body: bytes) -> ReadMessage | Refusal:
    """Read a message; a long one in a thread, so that it delays nobody else."""
    if len(body) <= SHORT_BYTES_MAX:
        return read_message(body)
    return await to_thread.run_sync(read_message, body)


class _NumberSender:
    """Sends an answer with the numbers that its client sent as ids."""

    def __init__(self, sink: Send) -> None:
        self._sink = sink
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        """Send one part; the start of an answer of known length waits for its first part."""
        if message["type"] == "http.response.start":
            if "content-length" in MutableHeaders(scope=message):
                self._start = message
                return
        elif message["type"] == "http.response.body":
            message = await self._restore(message)
        await self._sink(message)

    async def _restore(self, message: Message) -> Message:
        body = message.get("body", b"")
        restored = restore_numbers(body)
        start, self._start = self._start, None
        if start is not None:
            headers = MutableHeaders(scope=start)
            length = int(headers["content-length"]) - len(body) + len(restored)
            headers["content-length"] = str(length)
            await self._sink(start)
        return message if restored == body else {**message, "body": restored}


def replay_first(first: Message, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """Return a `receive` that yields a message already read, and then the rest."""
    pending = [first]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
