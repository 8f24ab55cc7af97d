"""The log of a server for many: one JSON object a line on stderr, each with its request's id.

It says who did what, when and how long it took. It never holds a token, a query string or a word
of a memory: errors are logged by their type and place, because their messages may quote.
"""

import json
import logging
import re
import secrets
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final, cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcp_mem0.domain.escapes import without_controls
from mcp_mem0.server.visitor import visitor_in

REQUEST_ID_HEADER: Final = "x-request-id"
FRAMES_MAX: Final = 20
_GIVEN_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_FIELDS: Final = "fields"
_OURS: Final = __name__.partition(".")[0]

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

log = logging.getLogger(__name__)


def log_as_json(level: str) -> None:
    """Send every log line of this process to stderr as JSON, from this level up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in ("sse_starlette", "asyncio"):
        # At their most talkative they log what is sent.
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # Its warnings quote what a stranger sent for a session's id.
    logging.getLogger("mcp.server.sse").setLevel(logging.ERROR)


def logged_as(**fields: str | float | None) -> dict[str, Mapping[str, str | float | None]]:
    """Return the `extra` of a log call whose line has these fields."""
    return {_FIELDS: fields}


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what an error says stays out of it."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _said(record),
        }
        request_id = _request_id.get()
        if request_id is not None:
            line["request"] = request_id
        fields = getattr(record, _FIELDS, None)
        if isinstance(fields, Mapping):
            line |= fields
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = list(_told(record.exc_info[1]))
        return without_controls(json.dumps(line, ensure_ascii=False, default=str))


def _said(record: logging.LogRecord) -> str:
    """Return what a record says; what a library would fill in may be a caller's words."""
    is_ours = record.name.partition(".")[0] == _OURS
    return record.getMessage() if is_ours else str(record.msg)


def _told(error: BaseException) -> Iterator[str]:
    """Tell an error and its causes by type and place, and never by what they say."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_MAX:]
    yield type(error).__name__
    yield from (f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    if isinstance(error, BaseExceptionGroup):
        for each in cast("BaseExceptionGroup[BaseException]", error).exceptions:
            yield from _told(each)
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield "caused by"
        yield from _told(cause)


class Correlated:
    """Gives each request an id, returns it in a header, and logs how the request ended."""

    def __init__(self, app: ASGIApp, *, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request under its id."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request_id = _id_of(Headers(scope=scope))
        reset = _request_id.set(request_id)
        started = time.perf_counter()
        status = 0

        async def with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            await send(message)

        try:
            await self._app(scope, receive, with_id)
        finally:
            self._log(scope, status, started)
            _request_id.reset(reset)

    def _log(self, scope: Scope, status: int, started: float) -> None:
        visitor = visitor_in(scope)
        log.info(
            "request",
            extra=logged_as(
                method=scope["method"],
                # Any other path is a stranger's text.
                path=scope["path"] if scope["path"] in self._paths else "(unknown)",
                status=status,
                subject=None if visitor is None else visitor.subject,
                ms=round((time.perf_counter() - started) * 1_000, 1),
            ),
        )


def _id_of(headers: Headers) -> str:
    """Return the id that a proxy in front gave, if it looks like one, or a new one."""
    given = headers.get(REQUEST_ID_HEADER, "")
    return given if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
