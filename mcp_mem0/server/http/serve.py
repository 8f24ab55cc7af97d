"""Listens for connections, and stops in bounded time while clients still hold streams."""

import logging
import signal
import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import anyio
import uvicorn
from starlette.types import ASGIApp

from mcp_mem0.domain.errors import SettingsError, quote_value
from mcp_mem0.server.http.bounds import SEND_S_MAX, Streams
from mcp_mem0.server.http.connections import HEADER_BYTES_MAX, TimedConnection

log = logging.getLogger(__name__)

STOP_S_MAX: Final = 2
"""How long requests under way may take when the server stops, in whole seconds."""

KEEP_ALIVE_S: Final = 65
"""Longer than proxies keep idle connections, so that the proxy closes first."""

BACKLOG: Final = 512


def open_listening_socket(host: str, port: int) -> socket.socket:
    """Return a listening socket: connections queue already, so its address can be published.

    Raises:
        SettingsError: The address is not this machine's, or the port is taken.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
        try:
            if sys.platform != "win32":
                bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            if hasattr(socket, "TCP_USER_TIMEOUT"):
                # So that the system drops a client that we gave up on.
                wait_ms = int(SEND_S_MAX * 1_000)
                bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, wait_ms)
            bound.bind(address)
            bound.listen(BACKLOG)
        except OSError:
            bound.close()
            raise
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {quote_value(host)}, port {port} ({error.strerror or error}): choose"
            " another with --port or --host, or stop whatever listens there"
        ) from error
    return bound


async def serve_http(  # noqa: PLR0913 - the parts of a server
    app: ASGIApp,
    bound: socket.socket,
    *,
    streams: Streams,
    connections_max: int,
    stop: anyio.Event,
    connection: type[TimedConnection] = TimedConnection,
) -> None:
    """Serve until asked to stop; then end the streams, let requests finish, and return.

    Args:
        app: The app.
        bound: The listening socket.
        streams: The open streams.
        connections_max: Connections at once; further ones are answered with 503.
        stop: Set when it is time to stop.
        connection: The protocol class of each connection.
    """
    config = uvicorn.Config(
        app,
        http=connection,
        log_config=None,
        access_log=False,
        lifespan="on",
        ws="none",
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        limit_concurrency=connections_max,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=STOP_S_MAX,
        h11_max_incomplete_event_size=HEADER_BYTES_MAX,
    )
    server = _HttpServer(config, streams)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_stop, server, stop)
        await server.serve(sockets=[bound])
        tasks.cancel_scope.cancel()


class _HttpServer(uvicorn.Server):
    """Ends its streams first when it stops, because their clients never would."""

    def __init__(self, config: uvicorn.Config, streams: Streams) -> None:
        super().__init__(config)
        self._streams = streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._streams.end_streams()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Do nothing where we receive signals ourselves: the library would raise them again."""
        if sys.platform == "win32":
            with super().capture_signals():
                yield
        else:
            yield


async def _stop(server: uvicorn.Server, stop: anyio.Event) -> None:
    await stop.wait()
    server.should_exit = True


async def set_on_signal(stop: anyio.Event) -> None:
    """Set `stop` when a signal arrives; Windows has none that can be awaited."""
    if sys.platform != "win32":
        with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
            async for number in signals:
                log.info("stopping on %s", number.name)
                stop.set()
