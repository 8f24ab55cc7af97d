"""Protection against request smuggling: a request with an ambiguous end is refused.

A proxy in front reads each request before we do. If it and we disagree about where a request ends,
its sender can hide a second request in the first and bypass the proxy's checks. The HTTP library
tolerates what proxies read differently; this module does not.
"""

import re
from collections.abc import Sequence
from typing import Final

import h11

_BARE_LINE_FEED: Final = re.compile(rb"(?<!\r)\n")
_FOLDED_LINE: Final = re.compile(rb"\n[ \t]")
_LENGTH_LINE: Final = re.compile(
    rb"^content-length:[ \t]*([^\r\n]*?)[ \t]*\r$", re.IGNORECASE | re.MULTILINE
)
_BODY_END: Final = b"\r\n\r\n"
_VERSIONS: Final = frozenset({b"1.0", b"1.1"})

RECENT_BYTES_MAX: Final = 4 * 1024
"""How many of the last bytes are kept, to check how a chunked body really ended."""

# What the library may return; it exports no name for it.
_Event = h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]


class StrictConnection(h11.Connection):
    """Parses requests as the library does, and refuses those with an ambiguous end."""

    _is_chunked = False
    _recent = b""

    def receive_data(self, data: bytes) -> None:
        """Take the bytes that have arrived."""
        self._recent = (self._recent + data)[-RECENT_BYTES_MAX:]
        super().receive_data(data)

    def next_event(self) -> _Event:
        """Return what the client sent next.

        Raises:
            h11.RemoteProtocolError: It is malformed, or others may read it differently.
        """
        # Copied once for each head, which is bounded; a body is never copied.
        before = self.trailing_data[0] if self.their_state is h11.IDLE else b""
        event = super().next_event()
        if isinstance(event, h11.Request):
            after = self.trailing_data[0]
            self._check_head(event, before[: len(before) - len(after)])
        elif isinstance(event, h11.EndOfMessage) and self._is_chunked:
            self._check_end(event.headers)
        return event

    def _check_head(self, request: h11.Request, head: bytes) -> None:
        names = {name for name, _ in request.headers}
        self._is_chunked = b"transfer-encoding" in names
        if request.http_version not in _VERSIONS:
            raise _build_ambiguity_error("its HTTP version is not supported")
        if _BARE_LINE_FEED.search(head):
            raise _build_ambiguity_error("a line of its head ends without a carriage return")
        if _FOLDED_LINE.search(head):
            raise _build_ambiguity_error("a header is folded over two lines")
        # The library merges equal headers, and a list of equal numbers, into one.
        lengths = _LENGTH_LINE.findall(head)
        if len(lengths) > 1 or not all(length.isdigit() for length in lengths):
            raise _build_ambiguity_error("its length is stated more than once")
        if self._is_chunked and lengths:
            raise _build_ambiguity_error("it has a length and is chunked")
        if self._is_chunked and request.http_version == b"1.0":
            raise _build_ambiguity_error("it is chunked, which HTTP/1.0 does not support")

    def _check_end(self, trailers: Sequence[tuple[bytes, bytes]]) -> None:
        """Refuse trailers, and an end that only a lenient parser accepts."""
        end = self._recent[: max(0, len(self._recent) - len(self.trailing_data[0]))]
        if trailers or not end.endswith(_BODY_END):
            raise _build_ambiguity_error("something other than its end follows its last chunk")


def _build_ambiguity_error(why: str) -> h11.RemoteProtocolError:
    return h11.RemoteProtocolError(f"the end of this request is ambiguous: {why}")
