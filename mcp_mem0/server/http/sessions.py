"""Sessions of the handshake era that outlast the process and the idle limit.

The library knows a session while its process runs and it is used. Clients know it longer, and
those in use answer a 404 by failing every later call. So the id that a client gets also says how it
opened the session: one that is no longer known is opened again in the same way.

The id is no credential. It names a hash of the token that it was made for, and with another token
it is an id that nobody knows. What it says of the client, any client may say when it opens one.
"""

import hashlib
import logging
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, NoReturn

import anyio
from mcp_types import ClientCapabilities, Implementation, InitializeRequestParams, JSONRPCRequest
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcp_mem0.domain.text.normalise import NAME_CHARS_MAX
from mcp_mem0.server.http.paths import MCP_PATH, PROTOCOL_HEADER, SESSION_HEADER
from mcp_mem0.server.http.reading import replay_first
from mcp_mem0.server.http.visitor import get_visitor, set_session

log = logging.getLogger(__name__)

SESSIONS_MAX: Final = 10_000
"""Most sessions of all subjects together."""

OPENING_BYTES_MAX: Final = 1_024
"""Most that an id says of its client: of one that says more, only the name."""

_ID: Final = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{16})\.([\w-]{1,1400}=*)")
_INITIALIZED: Final = b'{"jsonrpc": "2.0", "method": "notifications/initialized"}'


@dataclass(frozen=True, slots=True)
class SessionId:
    """The id of a session, as its client has it.

    Attributes:
        first: The library's id when the session was first opened.
        owner: A hash of the token that it was made for.
        opening: How the client opened it.
    """

    first: str
    owner: str
    opening: InitializeRequestParams

    def __str__(self) -> str:
        opening = self.opening.model_dump_json(by_alias=True, exclude_none=True).encode()
        return f"{self.first}.{self.owner}.{urlsafe_b64encode(opening).decode()}"


def parse_session_id(text: str) -> SessionId | None:
    """Return an id that a server of ours made, or None."""
    parts = _ID.fullmatch(text)
    if parts is None:
        return None
    try:
        opening = InitializeRequestParams.model_validate_json(urlsafe_b64decode(parts[3]))
    except ValueError:
        return None
    return SessionId(parts[1], parts[2], opening)


def shorten_opening(opening: InitializeRequestParams) -> InitializeRequestParams:
    """Return what is kept of how a client opened a session."""
    client = opening.client_info
    kept = InitializeRequestParams(
        protocol_version=opening.protocol_version,
        capabilities=opening.capabilities,
        client_info=Implementation(name=client.name, version=client.version),
    )
    if len(kept.model_dump_json(by_alias=True, exclude_none=True)) <= OPENING_BYTES_MAX:
        return kept
    name = client.name[:NAME_CHARS_MAX]
    return InitializeRequestParams(
        protocol_version=opening.protocol_version[:NAME_CHARS_MAX],
        capabilities=ClientCapabilities(),
        client_info=Implementation(name=name, version=""),
    )


class LastingSessionsMiddleware:
    """Serves each session of streamable HTTP for as long as its client has the id."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._reopened: OrderedDict[str, str] = OrderedDict()
        self._ended: OrderedDict[str, str] = OrderedDict()
        self._reopening = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"] != MCP_PATH:
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        version = headers.get(PROTOCOL_HEADER)
        if version is not None and version not in HANDSHAKE_PROTOCOL_VERSIONS:
            return await self._app(scope, receive, send)
        given = headers.get(SESSION_HEADER)
        if given is None:
            return await self._open(scope, receive, send)
        session = parse_session_id(given)
        if session is None or session.owner != _hash_owner(scope, session.first):
            return await self._app(scope, receive, send)
        set_session(scope, session.first)
        return await self._serve(session, scope, receive, send)

    async def _open(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request without a session; if it opens one, say so in its id."""
        if scope["method"] != "POST":
            return await self._app(scope, receive, send)
        first = await receive()
        opening = _find_opening(first)

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start" and opening is not None:
                headers = MutableHeaders(scope=message)
                known_as = headers.get(SESSION_HEADER)
                if known_as is not None:
                    owner = _hash_owner(scope, known_as)
                    headers[SESSION_HEADER] = str(SessionId(known_as, owner, opening))
            await send(message)

        return await self._app(scope, replay_first(first, receive), send_named)

    async def _serve(self, session: SessionId, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request of a session; if the library does not know it, open it again first."""
        text = str(session)
        is_end = scope["method"] == "DELETE"
        first = await receive()
        known_as = self._reopened.get(text, session.first)
        answer = _SessionAnswer(send, text, holds_unknown=not is_end and text not in self._ended)
        await self._forward(known_as, first, scope, receive, answer.send)
        if is_end and answer.status == HTTPStatus.OK:
            _put_bounded(self._ended, text, known_as)
        if not answer.is_held:
            return
        async with self._reopening:
            if self._reopened.get(text, session.first) == known_as:
                reopened = await self._reopen(session, scope)
                if reopened is None:
                    await answer.release()
                    return
                _put_bounded(self._reopened, text, reopened)
        known_as = self._reopened.get(text, session.first)
        again = _SessionAnswer(send, text, holds_unknown=False)
        await self._forward(known_as, first, scope, receive, again.send)

    async def _forward(
        self, known_as: str, first: Message, scope: Scope, receive: Receive, send: Send
    ) -> None:
        scope = {**scope, "headers": list(scope["headers"])}
        MutableHeaders(scope=scope)[SESSION_HEADER] = known_as
        await self._app(scope, replay_first(first, receive), send)

    async def _reopen(self, session: SessionId, scope: Scope) -> str | None:
        """Open a session as its client did; return the library's new id, None if it refuses."""
        request = JSONRPCRequest(
            jsonrpc="2.0",
            id=0,
            method="initialize",
            params=session.opening.model_dump(by_alias=True, exclude_none=True, mode="json"),
        )
        known_as = await self._post(request.model_dump_json().encode(), scope, None)
        if known_as is not None:
            await self._post(_INITIALIZED, scope, known_as)
            log.info("a session was opened again: this process did not know it any more")
        return known_as

    async def _post(self, body: bytes, scope: Scope, known_as: str | None) -> str | None:
        """Post a message of our own on the client's behalf; return the id in the answer."""
        headers = MutableHeaders(raw=list(scope["headers"]))
        headers["accept"] = "application/json, text/event-stream"
        headers["content-type"] = "application/json"
        del headers[SESSION_HEADER]
        if known_as is not None:
            headers[SESSION_HEADER] = known_as
        found: str | None = None

        async def note(message: Message) -> None:
            nonlocal found
            if (
                message["type"] == "http.response.start"
                and message["status"] < HTTPStatus.BAD_REQUEST
            ):
                found = Headers(raw=message["headers"]).get(SESSION_HEADER)

        posted: Message = {"type": "http.request", "body": body, "more_body": False}
        await self._app(
            {**scope, "method": "POST", "headers": headers.raw},
            replay_first(posted, _wait_forever),
            note,
        )
        return found


class _SessionAnswer:
    """Sends an answer under the id that its client knows; may hold one to an unknown id."""

    def __init__(self, sink: Send, session: str, *, holds_unknown: bool) -> None:
        self._sink = sink
        self._session = session
        self._holds_unknown = holds_unknown
        self._held: list[Message] = []
        self.status = 0

    @property
    def is_held(self) -> bool:
        """Whether the library does not know the session, and the client does not know that yet."""
        return bool(self._held)

    async def send(self, message: Message) -> None:
        """Send one part, or hold it."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            if SESSION_HEADER in headers:
                headers[SESSION_HEADER] = self._session
        if self._holds_unknown and self.status == HTTPStatus.NOT_FOUND:
            self._held.append(message)
        else:
            await self._sink(message)

    async def release(self) -> None:
        """Send what is held."""
        for message in self._held:
            await self._sink(message)


def _find_opening(message: Message) -> InitializeRequestParams | None:
    """Return how a request opens a session, or None if it opens none."""
    try:
        request = JSONRPCRequest.model_validate_json(message.get("body", b""), by_name=False)
        if request.method != "initialize":
            return None
        opening = InitializeRequestParams.model_validate(request.params, by_name=False)
    except ValueError:
        return None
    return shorten_opening(opening)


async def _wait_forever() -> NoReturn:
    await anyio.sleep_forever()
    raise AssertionError


def _hash_owner(scope: Scope, first: str) -> str:
    visitor = get_visitor(scope)
    owner = "" if visitor is None or visitor.grant is None else visitor.grant.id
    return hashlib.sha256(f"{first} {owner}".encode()).hexdigest()[:16]


def _put_bounded(kept: OrderedDict[str, str], key: str, value: str) -> None:
    kept[key] = value
    if len(kept) > SESSIONS_MAX:
        kept.popitem(last=False)
