"""Serving the memory to many clients over HTTP."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import anyio

from mcp_mem0.app.explorer.client_app import build_client_app
from mcp_mem0.app.explorer.pages import build_pages
from mcp_mem0.app.reads import build_read_answers
from mcp_mem0.app.running import App
from mcp_mem0.app.tokens import build_token_file
from mcp_mem0.config import HttpSettings, Settings
from mcp_mem0.domain.errors import SettingsError, quote_value
from mcp_mem0.ports import Clock
from mcp_mem0.server.http.app import Admission, build_http_app
from mcp_mem0.server.http.auth import Authenticator
from mcp_mem0.server.http.bounds import Streams
from mcp_mem0.server.http.limits import HttpLimits
from mcp_mem0.server.http.origin import build_server_names, is_loopback
from mcp_mem0.server.http.serve import open_listening_socket, serve_http
from mcp_mem0.server.mcp.build import build_server
from mcp_mem0.server.mcp.subscriptions import Subscriptions


@dataclass(frozen=True, kw_only=True)
class HttpListener:
    """A listening socket, and the rules for who may connect."""

    door: Admission
    bound: socket.socket


def listen(settings: Settings, *, now: Clock) -> HttpListener:
    """Listen on the configured address.

    Raises:
        SettingsError: The server cannot listen there, or there are no tokens for a public address.
    """
    http = settings.http
    door = _build_door(settings, now)
    _check_exposure(door, http)
    return HttpListener(door=door, bound=open_listening_socket(http.host, http.port))


async def serve_many(
    app: App, listener: HttpListener, *, stop: anyio.Event, say: Callable[[str], None]
) -> None:
    """Serve an app over HTTP until asked to stop.

    Args:
        app: The memory.
        listener: The listening socket; it is closed at the end.
        stop: Set to stop the server.
        say: Called with sentences on where the server listens and who can connect.
    """
    subscriptions = Subscriptions(app, app.terms.caller)
    streams = Streams(listener.door.authenticator)
    http_app = build_http_app(
        build_server(app, app.terms, subscriptions=subscriptions, client_app=build_client_app(app)),
        admission=listener.door,
        subscriptions=subscriptions,
        streams=streams,
        ready=app.get_services,
        reads=build_read_answers(app),
        pages=build_pages(app, listener.door.authenticator),
    )
    with listener.bound:
        for sentence in _describe_access(listener.door, listener.bound.getsockname()):
            say(sentence)
        app.open_soon()
        await serve_http(
            http_app,
            listener.bound,
            streams=streams,
            connections_max=listener.door.limits.connections_max,
            stop=stop,
        )
        await app.finish()


def _build_door(settings: Settings, now: Clock) -> Admission:
    http = settings.http
    gate = Authenticator(build_token_file(settings), now=now)
    # A name other than this machine's is public, so it is allowed only with tokens.
    allowed = http.allowed_hosts if gate.needs_tokens() else ()
    return Admission(
        authenticator=gate,
        names=build_server_names(
            http.host, allowed_hosts=allowed, allowed_origins=http.allowed_origins
        ),
        limits=HttpLimits(
            body_bytes_max=http.body_bytes_max,
            requests_per_s=http.requests_per_s,
            open_requests_max=http.open_requests_max,
            open_streams_max=http.open_streams_max,
            sessions_max=http.sessions_max,
            connections_max=http.connections_max,
        ),
    )


def _check_exposure(door: Admission, http: HttpSettings) -> None:
    if not is_loopback(http.host) and not door.authenticator.needs_tokens():
        raise SettingsError(
            f"{quote_value(http.host)} can be reached from other machines, and there are no tokens:"
            " run `mcp-mem0 token create SUBJECT --spaces SPACE`, or listen on 127.0.0.1"
        )


def _describe_access(door: Admission, address: tuple[str, int]) -> Iterator[str]:
    host, port = address[0], address[1]
    shown = f"[{host}]" if ":" in host else host
    yield f"listening on http://{shown}:{port}/mcp (older clients: /sse)"
    if not door.authenticator.needs_tokens():
        yield (
            "there are no tokens: only this machine can connect, and every program on it can"
            " read and write"
        )
