"""Bounds on each request: rate, size, time and open streams.

A body is read whole, within its bounds, before anything parses it. So what the library parses is
never too large, too slow or compressed.
"""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, NoReturn

import anyio
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcp_mem0.server.http.answers import build_refusal
from mcp_mem0.server.http.auth import Authenticator
from mcp_mem0.server.http.limits import HttpLimits, RateLimiter
from mcp_mem0.server.http.log import build_log_fields
from mcp_mem0.server.http.paths import (
    EVENTS_PATH,
    MCP_PATH,
    PROTOCOL_HEADER,
    SESSION_HEADER,
    SSE_PATH,
)
from mcp_mem0.server.http.reading import replay_first
from mcp_mem0.server.http.visitor import Visitor, get_visitor

log = logging.getLogger(__name__)

BODY_S_MAX: Final = 30.0
"""How long a body may take to arrive, in seconds."""

SEND_S_MAX: Final = 30.0
"""How long a client may leave our answer unread, in seconds."""

REVOCATION_CHECK_S: Final = 1.0
"""How often the token of an open stream is checked again, in seconds."""

_LISTEN: Final = "subscriptions/listen"


class Stream:
    """One open stream. Ending it looks like a disconnect, after which handlers clean up."""

    def __init__(self, visitor: Visitor, receive: Receive) -> None:
        self.visitor = visitor
        self._receive = receive
        self._waiting = anyio.CancelScope()
        self.is_ended = False

    def end(self) -> None:
        """End the stream."""
        self.is_ended = True
        self._waiting.cancel()

    async def receive(self) -> Message:
        """Return the next message from the client; a disconnect once the stream has ended."""
        if not self.is_ended:
            with anyio.CancelScope() as self._waiting:
                return await self._receive()
        return {"type": "http.disconnect"}


class Streams:
    """The open streams, each of which ends when its token is revoked or the server stops."""

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator
        self._open: set[Stream] = set()
        self._ended = False

    @contextmanager
    def track_stream(self, stream: Stream) -> Generator[None]:
        """Register a stream for a block."""
        self._open.add(stream)
        if self._ended:
            stream.end()
        try:
            yield
        finally:
            self._open.remove(stream)

    async def end_revoked(self) -> NoReturn:
        """Check the open streams forever; end each whose token is no longer valid."""
        while True:
            await anyio.sleep(REVOCATION_CHECK_S)
            for stream in list(self._open):
                if not self._authenticator.is_still_valid(stream.visitor):
                    log.info("a stream was ended: its token is no longer valid")
                    stream.end()

    def end_streams(self) -> None:
        """End all open streams, and every stream that opens from now on."""
        self._ended = True
        for stream in list(self._open):
            stream.end()


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One admitted request."""

    scope: Scope
    headers: Headers
    visitor: Visitor

    @property
    def is_stream(self) -> bool:
        """Whether its answer is a stream that stays open until it is ended."""
        if self.scope["path"] != MCP_PATH:
            # These paths have no other use, whatever the method.
            return self.scope["path"] in {SSE_PATH, EVENTS_PATH}
        return self.scope["method"] == "GET" or self.headers.get("mcp-method") == _LISTEN

    @property
    def is_in_session(self) -> bool:
        """Whether it is served in a session of streamable HTTP: in a new one if it names none."""
        version = self.headers.get(PROTOCOL_HEADER)
        return (
            self.scope["method"] == "POST"
            and self.scope["path"] == MCP_PATH
            and (version is None or version in HANDSHAKE_PROTOCOL_VERSIONS)
        )


class LimitsMiddleware:
    """Holds each visitor to the limits."""

    def __init__(self, app: ASGIApp, *, limits: HttpLimits, streams: Streams) -> None:
        self._app = app
        self._limits = limits
        self._streams = streams
        self._limiter = RateLimiter(limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request within its bounds."""
        visitor = get_visitor(scope)
        if scope["type"] != "http" or visitor is None:
            return await self._app(scope, receive, send)
        exchange = Exchange(scope=scope, headers=Headers(scope=scope), visitor=visitor)
        now = anyio.current_time()
        with self._limiter.track_request(
            visitor.subject, now, is_stream=exchange.is_stream
        ) as has_room:
            refusal = self._find_refusal(exchange, now, has_room=has_room)
            if refusal is None:
                refusal, receive = await self._read_body(exchange, receive)
            if refusal is not None:
                log.info(
                    "refused",
                    extra=build_log_fields(why=_get_status(refusal), subject=visitor.subject),
                )
                return await refusal(scope, receive, send)
            return await self._serve(exchange, receive, send)

    def _find_refusal(self, exchange: Exchange, now: float, *, has_room: bool) -> Response | None:
        """Return the refusal of a request before its body is read, or None."""
        subject = exchange.visitor.subject
        wait_s = self._limiter.take_request(subject, now)
        if wait_s:
            return _refuse_busy(f"too many requests: wait {wait_s} s", wait_s)
        if not has_room:
            what = "streams" if exchange.is_stream else "requests"
            return _refuse_busy(f"too many {what} are open at once: end some first", 1)
        if self._opens_session(exchange, now) and not self._limiter.may_begin_session(subject, now):
            return _refuse_busy("too many sessions are open: end some first, or reuse one", 60)
        if exchange.headers.get("content-encoding", "identity").lower() != "identity":
            return build_refusal(415, "compressed bodies are not accepted: send it uncompressed")
        return None

    def _opens_session(self, exchange: Exchange, now: float) -> bool:
        """Return whether a request asks for a session, or uses one that is not open here."""
        session = exchange.headers.get(SESSION_HEADER)
        is_open = self._limiter.has_session(exchange.visitor.subject, session, now)
        return exchange.is_in_session and not is_open

    async def _read_body(
        self, exchange: Exchange, receive: Receive
    ) -> tuple[Response | None, Receive]:
        """Read the body; return its refusal, or how the application receives it."""
        body = bytearray()
        with anyio.move_on_after(BODY_S_MAX) as limit:
            if self._is_declared_too_large(exchange.headers):
                return self._refuse_too_large(), receive
            more = True
            while more:
                message = await receive()
                if message["type"] != "http.request":
                    return None, replay_first(message, receive)
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > self._limits.body_bytes_max:
                    # The rest is discarded until the connection times out.
                    return self._refuse_too_large(), receive
        if limit.cancelled_caught:
            return build_refusal(408, f"the body did not arrive within {BODY_S_MAX:g} s"), receive
        whole: Message = {"type": "http.request", "body": bytes(body), "more_body": False}
        return None, replay_first(whole, receive)

    def _is_declared_too_large(self, headers: Headers) -> bool:
        declared = headers.get("content-length", "0")
        # A value that is not a number was refused by the HTTP library already.
        return declared.isdecimal() and int(declared[:20]) > self._limits.body_bytes_max

    def _refuse_too_large(self) -> Response:
        most = self._limits.body_bytes_max
        return build_refusal(413, f"a body has at most {most:,} bytes here: send it in parts")

    async def _serve(self, exchange: Exchange, receive: Receive, send: Send) -> None:
        answer = _ResponseSender(send)
        with anyio.CancelScope() as scope:
            answer.on_stuck = scope.cancel
            if exchange.is_stream:
                stream = Stream(exchange.visitor, receive)
                answer.is_cut_off = lambda: stream.is_ended
                with self._streams.track_stream(stream):
                    await self._app(exchange.scope, stream.receive, answer.send)
            else:
                await self._app(exchange.scope, receive, answer.send)
        await answer.finish()
        self._note_session(exchange, answer)

    def _note_session(self, exchange: Exchange, answer: "_ResponseSender") -> None:
        subject, now = exchange.visitor.subject, anyio.current_time()
        session = exchange.headers.get(SESSION_HEADER) or answer.session
        if session is None or answer.status >= HTTPStatus.BAD_REQUEST:
            return
        if exchange.scope["method"] == "DELETE":
            self._limiter.end_session(subject, session, now)
        else:
            self._limiter.use_session(subject, session, now)


@dataclass
class _ResponseSender:
    """Sends an answer to a client that may be slow but must read."""

    sink: Send
    on_stuck: Callable[[], None] = lambda: None
    is_cut_off: Callable[[], bool] = lambda: False
    status: int = 0
    session: str | None = None
    _is_complete: bool = False

    async def send(self, message: Message) -> None:
        """Send one message, or give up on a client that does not read."""
        if self.is_cut_off():
            # Like a client that has disconnected, it gets nothing.
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.session = Headers(raw=list(message.get("headers", ()))).get(SESSION_HEADER)
        elif not message.get("more_body", False):
            self._is_complete = True
        with anyio.move_on_after(SEND_S_MAX) as limit:
            await self.sink(message)
        if limit.cancelled_caught:
            log.info("a stream was ended: its client does not read")
            # Nothing more can be sent, not even the end of the body.
            self._is_complete = True
            self.on_stuck()

    async def finish(self) -> None:
        """Send the end of an answer that was cut off."""
        if self.status and not self._is_complete:
            self._is_complete = True
            with anyio.move_on_after(1):
                await self.sink({"type": "http.response.body", "body": b"", "more_body": False})


def _refuse_busy(sentence: str, wait_s: int) -> Response:
    return build_refusal(429, sentence, headers={"retry-after": str(wait_s)})


def _get_status(refusal: Response) -> int:
    return refusal.status_code
