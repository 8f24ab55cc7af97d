"""The server over HTTP: one app for streamable HTTP, SSE and health, whoever comes in by which.

Outside to inside: a path gets its one spelling; a request gets an id, must be addressed to us, is
admitted by its token, is held to the limits, and only then meets the protocol. No route is outside
of these.
"""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
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

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.server.http.auth import AuthMiddleware, Gate
from mcp_mem0.server.http.bounds import LimitsMiddleware, Streams
from mcp_mem0.server.http.limits import SESSION_IDLE_S, HttpLimits
from mcp_mem0.server.http.log import RequestLogMiddleware
from mcp_mem0.server.http.origin import OriginMiddleware, ServerNames
from mcp_mem0.server.http.paths import EitherSlash
from mcp_mem0.server.mcp.subscriptions import Subscriptions

log = logging.getLogger(__name__)

MCP_PATH: Final = "/mcp"
SSE_PATH: Final = "/sse"
MESSAGES_PATH: Final = "/messages/"
HEALTH_PATH: Final = "/health"
READY_PATH: Final = "/ready"
_OPEN_PATHS: Final = frozenset({HEALTH_PATH, READY_PATH})
_PROTOCOL_PATHS: Final = frozenset({MCP_PATH, SSE_PATH, MESSAGES_PATH})
_PATHS: Final = _PROTOCOL_PATHS | _OPEN_PATHS
SESSIONS_MAX: Final = 10_000
"""Most sessions of everybody together."""

_CORS_HEADERS: Final = (
    "authorization",
    "content-type",
    "last-event-id",
    "mcp-method",
    "mcp-name",
    "mcp-protocol-version",
    "mcp-session-id",
)


@dataclass(frozen=True, kw_only=True)
class Door:
    """Who may come in, by which names, and how much they may ask."""

    gate: Gate
    names: ServerNames
    limits: HttpLimits


def build_http_app(
    server: MCPServer[Any],
    *,
    door: Door,
    subscriptions: Subscriptions,
    streams: Streams,
    ready: Callable[[], Awaitable[object]],
) -> Starlette:
    """Return the app; it runs the server's sessions while its lifespan is entered.

    Args:
        server: What is served, on every transport.
        door: Who may come in.
        subscriptions: Who watches what.
        streams: Knows the open streams; the caller ends them when it stops.
        ready: Returns once the store is open, or raises a Mem0Error.
    """
    routes = [*_build_protocol_routes(server, door.limits), *_build_health_routes(ready)]

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with server.session_manager.run(), anyio.create_task_group() as tasks:
            tasks.start_soon(streams.end_unwelcome)
            tasks.start_soon(subscriptions.run)
            yield
            tasks.cancel_scope.cancel()

    app = Starlette(routes=routes, middleware=_build_middleware(door, streams), lifespan=lifespan)
    # Its redirects would name a scheme and a host that only a proxy in front knows.
    app.router.redirect_slashes = False
    return app


def _build_protocol_routes(server: MCPServer[Any], limits: HttpLimits) -> list[BaseRoute]:
    # Checked on every route of ours before, and by stricter rules.
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
            # What is wrong with the store is not for everybody to know.
            log.warning("not ready: %s", error)
            return JSONResponse({"status": "not ready"}, status_code=503)
        return JSONResponse({"status": "ready"})

    return [Route(HEALTH_PATH, answer_health), Route(READY_PATH, answer_ready)]


def _build_middleware(door: Door, streams: Streams) -> list[Middleware]:
    origins = sorted(door.names.origins)
    cors = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST", "DELETE"],
        allow_headers=_CORS_HEADERS,
        expose_headers=["mcp-session-id", "x-request-id"],
    )
    return [
        Middleware(EitherSlash, paths=_PROTOCOL_PATHS),
        Middleware(RequestLogMiddleware, paths=_PATHS),
        Middleware(OriginMiddleware, names=door.names),
        *([cors] if origins else []),
        Middleware(AuthMiddleware, gate=door.gate, open_paths=_OPEN_PATHS),
        Middleware(LimitsMiddleware, limits=door.limits, streams=streams),
    ]
