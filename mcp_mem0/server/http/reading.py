"""Reads the body of a request as stdio reads a line: repaired, or refused in one sentence."""

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from http import HTTPStatus
from itertools import count
from typing import Final

from anyio import to_thread
from mcp_types import JSONRPCRequest
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcp_mem0.server.http.paths import MCP_PATH, MESSAGES_PATH, SESSION_HEADER, SSE_PATH
from mcp_mem0.server.wire.reading import ReadMessage, Refusal, read_message
from mcp_mem0.server.wire.stand_ins import mark_id, restore_ids

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
        self._under_way = _RequestsUnderWay()

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
                session = Headers(scope=scope).get(SESSION_HEADER)
                with self._under_way.track(session, read) as body:
                    again = replay_first({**first, "body": body}, receive)
                    return await self._app(scope, again, _IdSender(send).send)
            receive = replay_first(first, receive)
        return await self._app(scope, receive, _IdSender(send).send)


async def _read(body: bytes) -> ReadMessage | Refusal:
    """Read a message; a long one in a thread, so that it delays nobody else."""
    if len(body) <= SHORT_BYTES_MAX:
        return read_message(body)
    return await to_thread.run_sync(read_message, body)


class _RequestsUnderWay:
    """Tells requests of one session apart that have the same id at the same time.

    The library sends the answers to both to the later one, and the earlier one waits for ever.
    """

    def __init__(self) -> None:
        self._ids: set[tuple[str, str]] = set()
        self._serials = count(1)

    @contextmanager
    def track(self, session: str | None, read: ReadMessage) -> Generator[bytes]:
        """Yield the JSON of a message, for a block in which it is under way."""
        message = read.message
        if session is None or not isinstance(message, JSONRPCRequest):
            yield read.raw
            return
        body = read.raw
        # To the library 1 and "1" are the same id.
        key = (session, str(message.id))
        if key in self._ids:
            other = mark_id(message.id, next(self._serials))
            key = (session, other)
            message = message.model_copy(update={"id": other})
            body = message.model_dump_json(by_alias=True, exclude_unset=True).encode()
        self._ids.add(key)
        try:
            yield body
        finally:
            self._ids.remove(key)


class _IdSender:
    """Sends an answer under the id that its client sent."""

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
        restored = restore_ids(body)
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
