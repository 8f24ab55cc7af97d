"""The log of a shared server: one JSON object a line on stderr, each with its request's id.

It says who did what, when and how long it took. It never holds a token, a query string or a word
of a memory. Errors, and what libraries log, are reduced to type and location, because their
messages may quote. Of what a client sends, only values from fixed lists and ids are logged.
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

from mcp_mem0.domain.text.escapes import escape_controls
from mcp_mem0.server.http.paths import SESSION_HEADER
from mcp_mem0.server.http.visitor import get_visitor

REQUEST_ID_HEADER: Final = "x-request-id"
FRAMES_MAX: Final = 20
_GIVEN_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
"""A UUID or 32 hexadecimal digits, as proxies number requests; no token has this form."""

_OPENING_HEADERS: Final = ("authorization", "cookie", SESSION_HEADER)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
_UNKNOWN: Final = "(unknown)"
_FIELDS: Final = "fields"
_OURS: Final = __name__.partition(".")[0]
_SPEAKS_FIXED_SENTENCES: Final = "uvicorn"
"""Its messages are fixed; the values that it would fill in are left out."""

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

log = logging.getLogger(__name__)


def log_as_json(level: str) -> None:
    """Send every log line of this process to stderr as JSON, from this level up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)


def build_log_fields(**fields: str | float | None) -> dict[str, Mapping[str, str | float | None]]:
    """Return the `extra` of a log call whose line has these fields."""
    return {_FIELDS: fields}


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without the message of an error."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _get_message(record),
        }
        request_id = _request_id.get()
        if request_id is not None:
            line["request"] = request_id
        fields = getattr(record, _FIELDS, None)
        if isinstance(fields, Mapping):
            line |= fields
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = list(_describe_error(record.exc_info[1]))
        return escape_controls(json.dumps(line, ensure_ascii=False, default=str))


def _get_message(record: logging.LogRecord) -> str:
    """Return the message of a record; for libraries the location, as messages may quote callers."""
    library = record.name.partition(".")[0]
    if library == _OURS:
        return record.getMessage()
    if library == _SPEAKS_FIXED_SENTENCES:
        return str(record.msg).strip()
    return f"{record.module}:{record.lineno} in {record.funcName}"


def _describe_error(error: BaseException) -> Iterator[str]:
    """Yield an error and its causes by type and location, never by message."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_MAX:]
    yield type(error).__name__
    yield from (f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    if isinstance(error, BaseExceptionGroup):
        for part in cast("BaseExceptionGroup[BaseException]", error).exceptions:
            yield from _describe_error(part)
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield "caused by"
        yield from _describe_error(cause)


class RequestLogMiddleware:
    """Gives each request an id, returns it in a header, and logs how the request ended."""

    def __init__(self, app: ASGIApp, *, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request under its id."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request_id = _resolve_request_id(scope)
        reset = _request_id.set(request_id)
        started = time.perf_counter()
        status = 0

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID_HEADER] = request_id
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            self._log(scope, status, started)
            _request_id.reset(reset)

    def _log(self, scope: Scope, status: int, started: float) -> None:
        visitor = get_visitor(scope)
        log.info(
            "request",
            extra=build_log_fields(
                # Any other method or path is untrusted text.
                method=scope["method"] if scope["method"] in _METHODS else _UNKNOWN,
                path=scope["path"] if scope["path"] in self._paths else _UNKNOWN,
                status=status,
                subject=None if visitor is None else visitor.subject,
                ms=round((time.perf_counter() - started) * 1_000, 1),
            ),
        )


def _resolve_request_id(scope: Scope) -> str:
    """Return the id that a proxy in front set, if it cannot be a secret, or a new one."""
    headers = Headers(scope=scope)
    proxy_id = headers.get(REQUEST_ID_HEADER, "")
    if not _GIVEN_ID.fullmatch(proxy_id):
        return secrets.token_hex(8)
    # A credential may have the same form; a session id does.
    credentials = (
        *(headers.get(name, "") for name in _OPENING_HEADERS),
        scope["query_string"].decode("latin-1"),
    )
    is_secret = any(_drop_hyphens(proxy_id) in _drop_hyphens(value) for value in credentials)
    return secrets.token_hex(8) if is_secret else proxy_id


def _drop_hyphens(text: str) -> str:
    return text.replace("-", "").lower()
