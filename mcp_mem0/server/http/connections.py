"""Connections that say nothing: each has a while to send a request, and is then closed.

The HTTP library waits without end for a first request, for the rest of a request's head, and for
the rest of a body that was refused. Whoever opened enough of these would keep everybody out.
"""

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from mcp_mem0.server.http.framing import StrictConnection

HEAD_S_MAX: Final = 10.0
"""How long a connection may be open, or go on sending, without a request to serve, in seconds."""

HEADER_BYTES_MAX: Final = 32 * 1024


class PromptConnection(H11Protocol):
    """A connection that is closed when it keeps us waiting for a request, or sends a false one."""

    head_s_max = HEAD_S_MAX
    _closing: asyncio.TimerHandle | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(*args, **kwargs)
        bytes_max = self.config.h11_max_incomplete_event_size or HEADER_BYTES_MAX
        self.conn = StrictConnection(h11.SERVER, bytes_max)

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for its first request."""
        super().connection_made(transport)
        self._close_in_time()

    def data_received(self, data: bytes) -> None:
        """Stop waiting while a request is served; wait on for one that is not whole yet."""
        super().data_received(data)
        # Before the first request it is None, whatever the library's types say.
        has_request = self.cycle is not None  # pyright: ignore[reportUnnecessaryComparison]
        if has_request and not self.cycle.response_complete:
            self._leave_open()
        elif self._closing is None:
            self._close_in_time()

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read, and close; an answer under way is broken off."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            super().send_400_response(msg)
        else:
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._leave_open()
        super().connection_lost(exc)

    def _close_in_time(self) -> None:
        self._closing = self.loop.call_later(self.head_s_max, self.timeout_keep_alive_handler)

    def _leave_open(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None
