"""The server over HTTP: one app for streamable HTTP, SSE and health checks.

The middleware, from the outside in: normalise the path, give the request an id, check host and
origin, authenticate (pages at a door of their own), apply the limits, read the message, find its
session. Every route is behind all of it.
"""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import anyio
from mcp.server import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.server.http.auth import Authenticator, AuthMiddleware
from mcp_mem0.server.http.bounds import LimitsMiddleware, Streams
from mcp_mem0.server.http.limits import SESSION_IDLE_S, HttpLimits
from mcp_mem0.server.http.log import RequestLogMiddleware
from mcp_mem0.server.http.origin import OriginMiddleware, ServerNames
from mcp_mem0.server.http.paths import (
    HEALTH_PATH,
    MCP_PATH,
    MESSAGES_PATH,
    PROTOCOL_HEADER,
    READY_PATH,
    SESSION_HEADER,
    SSE_PATH,
    build_read_path,
)
from mcp_mem0.server.http.reading import ReadingMiddleware
from mcp_mem0.server.http.reads import ReadAnswers, build_read_routes
from mcp_mem0.server.http.sessions import SESSIONS_MAX, LastingSessionsMiddleware
from mcp_mem0.server.mcp.subscriptions import Subscriptions

log = logging.getLogger(__name__)

_OPEN_PATHS: Final = frozenset({HEALTH_PATH, READY_PATH})
_PROTOCOL_PATHS: Final = frozenset({MCP_PATH, SSE_PATH, MESSAGES_PATH})
_PATHS: Final = _PROTOCOL_PATHS | _OPEN_PATHS
_CORS_HEADERS: Final = (
    "authorization",
    "content-type",
    "last-event-id",
    "mcp-method",
    "mcp-name",
    PROTOCOL_HEADER,
    SESSION_HEADER,
)


@dataclass(frozen=True, kw_only=True)
class Admission:
    """Which requests are admitted: by token, by host and origin, and within which limits."""

    authenticator: Authenticator
    names: ServerNames
    limits: HttpLimits


@dataclass(frozen=True, kw_only=True)
class Pages:
    """What is served besides the protocol, and the door to it.

    Attributes:
        routes: Its routes.
        door: Admits the requests that it knows, and passes all others on.
    """

    routes: Sequence[Route] = ()
    door: Sequence[Middleware] = field(default_factory=tuple[Middleware, ...])


def build_http_app(  # noqa: PLR0913 - the parts of the app
    server: MCPServer[Any],
    *,
    admission: Admission,
    subscriptions: Subscriptions,
    streams: Streams,
    ready: Callable[[], Awaitable[object]],
    reads: ReadAnswers,
    pages: Pages = Pages(),
) -> Starlette:
    """Return the app; it runs the server's sessions while its lifespan is entered.

    Args:
        server: The MCP server, for every transport.
        admission: Which requests are admitted.
        subscriptions: Which clients watch which resources.
        streams: The open streams; the caller ends them when it stops.
        ready: Returns once the store is open, or raises a Mem0Error.
        reads: What commands on this machine may read.
        pages: What people look at in a browser.
    """
    routes = [
        *_build_protocol_routes(server, admission.limits),
        *_build_health_routes(ready),
        *build_read_routes(reads),
        *pages.routes,
    ]
    own_paths = {route.path for route in pages.routes}
    paths = _PATHS | {build_read_path(name) for name in reads} | own_paths

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with server.session_manager.run(), anyio.create_task_group() as tasks:
            tasks.start_soon(streams.end_revoked)
            tasks.start_soon(subscriptions.run)
            yield
            tasks.cancel_scope.cancel()

    app = Starlette(
        routes=routes,
        middleware=_build_middleware(admission, streams, paths, pages.door),
        lifespan=lifespan,
    )
    # A redirect would need the public scheme and host, which only a proxy in front knows.
    app.router.redirect_slashes = False
    return app


def _build_protocol_routes(server: MCPServer[Any], limits: HttpLimits) -> list[BaseRoute]:
    # OriginMiddleware has checked every route already, by stricter rules.
    checked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    streamable = server.streamable_http_app(
        streamable_http_path=MCP_PATH,
        max_request_body_size=limits.body_bytes_max,
        session_idle_timeout=SESSION_IDLE_S,
        max_sessions=SESSIONS_MAX,
        transport_security=checked,
    )
    sse = server.sse_app(
        sse_path=SSE_PATH,
        message_path=MESSAGES_PATH,
        max_request_body_size=limits.body_bytes_max,
        transport_security=checked,
    )
    return [*streamable.routes, *sse.routes]


def _build_health_routes(ready: Callable[[], Awaitable[object]]) -> list[BaseRoute]:
    async def answer_health(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def answer_ready(_: Request) -> Response:
        try:
            await ready()
        except Mem0Error as error:
            # The cause goes to the log only: this route is open to everybody.
            log.warning("not ready: %s", error)
            return JSONResponse({"status": "not ready"}, status_code=503)
        return JSONResponse({"status": "ready"})

    return [Route(HEALTH_PATH, answer_health), Route(READY_PATH, answer_ready)]


def _build_middleware(
    admission: Admission, streams: Streams, paths: frozenset[str], door: Sequence[Middleware]
) -> list[Middleware]:
    origins = sorted(admission.names.origins)
    cors = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=_CORS_HEADERS,
        expose_headers=[SESSION_HEADER, "x-request-id"],
    )
    return [
        Middleware(TrailingSlashMiddleware, paths=_PROTOCOL_PATHS),
        Middleware(RequestLogMiddleware, paths=paths),
        Middleware(OriginMiddleware, names=admission.names),
        *([cors] if origins else []),
        *door,
        Middleware(AuthMiddleware, authenticator=admission.authenticator, open_paths=_OPEN_PATHS),
        Middleware(LimitsMiddleware, limits=admission.limits, streams=streams),
        Middleware(ReadingMiddleware),
        Middleware(LastingSessionsMiddleware),
    ]


class TrailingSlashMiddleware:
    """Serves the given paths with and without a trailing slash; neither redirects to the other.

    A redirect would name a scheme and a host. Behind a TLS proxy we know neither, and a client
    would follow it over plain HTTP with its token.
    """

    def __init__(self, app: ASGIApp, *, paths: Collection[str]) -> None:
        self._app = app
        self._paths = {_switch_trailing_slash(path): path for path in paths}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on under the spelling that the routes use."""
        path = self._paths.get(scope["path"]) if scope["type"] == "http" else None
        if path is not None:
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)


def _switch_trailing_slash(path: str) -> str:
    return path[:-1] if path.endswith("/") else f"{path}/"
