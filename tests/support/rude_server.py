"""A server on loopback that follows no protocol: it sends the bytes of a test, as long as
somebody takes them, and counts them."""

import socket
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import repeat
from threading import Event, Thread
from typing import TypeAlias

_READ_BYTES = 65_536
_DRIP_S = 0.02
_ENDED_S_MAX = 10.0


@dataclass
class Stranger:
    """What was sent to it, and how much of its answers was read."""

    url: str = ""
    asked: list[bytes] = field(default_factory=list[bytes])
    sent: int = 0
    hung_up: Event = field(default_factory=Event)
    closing: Event = field(default_factory=Event)

    def was_left(self) -> bool:
        """Whether the other side hung up before it had all."""
        return self.hung_up.wait(_ENDED_S_MAX)

    def drips(self, *first: bytes, drop: bytes) -> Iterator[bytes]:
        """Send the first parts at once, then a drop now and then forever."""
        yield from first
        while not self.closing.wait(_DRIP_S):
            yield drop


Answer: TypeAlias = Callable[[Stranger], Iterable[bytes]]


def head(status: int = 200, *headers: str, size: int | None = None) -> bytes:
    """Return the first lines of an answer, whose body ends with the connection unless sized."""
    length = () if size is None else (f"Content-Length: {size}",)
    lines = (f"HTTP/1.1 {status} So", "Content-Type: application/json", *headers, *length)
    return "\r\n".join([*lines, "", ""]).encode()


def whole(body: bytes, status: int = 200, *headers: str) -> Answer:
    """Answer with a body."""
    return lambda _: (head(status, *headers, size=len(body)), body)


def filled(size: int, status: int = 200) -> Answer:
    """Answer with so many bytes."""
    block = b" " * _READ_BYTES
    return lambda _: (head(status), *repeat(block, size // len(block)))


@contextmanager
def stranger(answer: Answer, *, host: str = "127.0.0.1") -> Generator[Stranger]:
    """Run a server for as long as the block lasts; each connection gets one answer."""
    there = Stranger()
    listener = socket.create_server((host, 0))
    there.url = f"http://{host}:{listener.getsockname()[1]}"

    def serve() -> None:
        while not there.closing.is_set():
            with suppress(OSError):
                connection, _ = listener.accept()
                Thread(target=_answered, args=(there, connection, answer), daemon=True).start()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        there.closing.set()
        # Wakes the one that accepts.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(_ENDED_S_MAX)


def _answered(there: Stranger, connection: socket.socket, answer: Answer) -> None:
    with connection:
        asked = _request(connection)
        if not asked:
            return
        there.asked.append(asked)
        try:
            for part in answer(there):
                connection.sendall(part)
                there.sent += len(part)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(_READ_BYTES):
                pass
        except OSError:
            there.hung_up.set()


def _request(connection: socket.socket) -> bytes:
    """Read a request to the end of its body."""
    asked = b""
    while b"\r\n\r\n" not in asked or len(asked) < _size(asked):
        part = connection.recv(_READ_BYTES)
        if not part:
            break
        asked += part
    return asked


def _size(asked: bytes) -> int:
    lines, _, _ = asked.partition(b"\r\n\r\n")
    named = [line for line in lines.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return len(lines) + 4 + sum(int(line.partition(b":")[2]) for line in named)
