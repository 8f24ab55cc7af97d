"""Timeouts for connections that send no complete request.

The HTTP library waits forever for a first request, for the rest of a request's head, and for the
rest of a body that was refused. Enough such connections would lock everybody else out.
"""

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from mcp_mem0.server.http.framing import StrictConnection

HEAD_S_MAX: Final = 10.0
"""How long a connection may stay open without a request to serve, in seconds."""

HEADER_BYTES_MAX: Final = 32 * 1024


class TimedConnection(H11Protocol):
    """A connection that is closed if a request takes too long to arrive or is malformed."""

    head_s_max = HEAD_S_MAX
    _closing: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(*args, **kwargs)
        bytes_max = self.config.h11_max_incomplete_event_size or HEADER_BYTES_MAX
        self.conn = StrictConnection(h11.SERVER, bytes_max)

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Start the timeout for the first request."""
        super().connection_made(transport)
        self._start_timeout()

    def data_received(self, data: bytes) -> None:
        """Stop the timeout while a request is served; keep it for an incomplete one."""
        super().data_received(data)
        # Before the first request it is None, whatever the library's types say.
        has_request = self.cycle is not None  # pyright: ignore[reportUnnecessaryComparison]
        if has_request and not self.cycle.response_complete:
            self._stop_timeout()
        elif self._closing is None:
            self._start_timeout()

    def send_400_response(self, msg: str) -> None:
        """Refuse a malformed request and close; an answer under way is cut off."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            super().send_400_response(msg)
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timeout."""
        self._stop_timeout()
        super().connection_lost(exc)

    def _start_timeout(self) -> None:
        self._closing = self.loop.call_later(self.head_s_max, self.timeout_keep_alive_handler)

    def _stop_timeout(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
