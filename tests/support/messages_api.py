"""A server on loopback that speaks the Messages API and answers as each test specifies.

It stands for Anthropic's endpoint and for everything that pretends to be one: it can refuse,
babble, hang, drip and break off. It keeps what it was asked.
"""

import json
import socket
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TypeAlias

from pydantic import BaseModel, JsonValue, TypeAdapter

MODEL = "scripted-1"
_JSON: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])
_DRIP_S = 0.02


@dataclass(frozen=True, kw_only=True)
class Says:
    """A message with this text, as a good endpoint sends it."""

    text: str
    stop_reason: str = "end_turn"
    tokens_in: int = 100
    tokens_out: int = 20
    tokens_cached: int = 0

    def body(self) -> str:
        return message([{"type": "text", "text": self.text}], self)


@dataclass(frozen=True, kw_only=True)
class Calls:
    """A message that calls a tool."""

    tool: str
    arguments: Mapping[str, JsonValue] = field(default_factory=dict[str, JsonValue])

    def body(self) -> str:
        block: dict[str, JsonValue] = {
            "type": "tool_use",
            "id": "toolu_1",
            "name": self.tool,
            "input": {**self.arguments},
        }
        return message([block], Says(text="", stop_reason="tool_use"))


@dataclass(frozen=True, kw_only=True)
class Fails:
    """An error status."""

    status: int
    said: str = "no"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def body(self) -> str:
        return json.dumps({"type": "error", "error": {"type": "error", "message": self.said}})


@dataclass(frozen=True, kw_only=True)
class Raw:
    """A body word for word."""

    text: str
    content_type: str = "text/html"


@dataclass(frozen=True)
class Hangs:
    """Nothing, for as long as the server lives."""


@dataclass(frozen=True)
class Drips:
    """A message, one byte at a time, so slowly that it never ends in time."""


@dataclass(frozen=True)
class BreaksOff:
    """Half a message, then the connection is cut."""


Reply: TypeAlias = Says | Calls | Fails | Raw | Hangs | Drips | BreaksOff


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: Mapping[str, JsonValue]

    @property
    def system(self) -> str:
        """The rules, however they were sent."""
        match self.body["system"]:
            case str(text):
                return text
            case [{"text": str(text)}]:
                return text
            case other:
                raise AssertionError(f"unexpected system part: {other}")

    @property
    def user(self) -> str:
        """The last message, if it is text."""
        match self.body["messages"]:
            case [*_, {"content": str(text)}]:
                return text
            case other:
                raise AssertionError(f"unexpected messages: {other}")


@dataclass
class MessagesServer:
    """The server, its script, and the requests that it got."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list[Asked])
    script: list[Reply] = field(default_factory=list[Reply])
    usually: Callable[[Asked], Reply] | None = None
    closing: Event = field(default_factory=Event)

    def will_answer(self, *replies: Reply | BaseModel) -> None:
        """Answer the next requests in turn; an answer model is sent as its JSON."""
        self.script += [said(each) if isinstance(each, BaseModel) else each for each in replies]

    def will_usually_answer(self, answer: Callable[[Asked], Reply]) -> None:
        """Answer what the script does not foresee."""
        self.usually = answer

    def next_reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        if self.script:
            return self.script.pop(0)
        if self.usually is not None:
            return self.usually(asked)
        return Fails(status=500, said="the test foresaw no such request")


def said(answer: BaseModel) -> Says:
    """The message that a well-behaved model sends for an answer."""
    return Says(text=answer.model_dump_json(exclude_defaults=True))


def message(content: Sequence[JsonValue], says: Says) -> str:
    return json.dumps(
        {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": MODEL,
            "content": [*content],
            "stop_reason": says.stop_reason,
            "usage": {
                "input_tokens": says.tokens_in,
                "output_tokens": says.tokens_out,
                "cache_read_input_tokens": says.tokens_cached,
                "cache_creation_input_tokens": 0,
            },
        }
    )


@contextmanager
def messages_server(port: int = 0) -> Generator[MessagesServer]:
    """Run a server for as long as the block lasts; unless said, on a port that is free."""
    served = MessagesServer()
    server = ThreadingHTTPServer(("127.0.0.1", port), _handler(served))
    server.daemon_threads = True
    server.block_on_close = False
    served.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        served.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(served: MessagesServer) -> type[BaseHTTPRequestHandler]:
    class ServedHandler(_MessagesHandler):
        server_script = served

    return ServedHandler


class _MessagesHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body are two writes, and the second would wait 40 ms for a delayed receipt.
    disable_nagle_algorithm = True
    server_script: MessagesServer

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        asked = Asked(
            path=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=_JSON.validate_json(raw),
        )
        self.answer(self.server_script.next_reply(asked))

    def answer(self, reply: Reply) -> None:
        match reply:
            case Says() | Calls():
                self.send(200, reply.body())
            case Fails(status=status, headers=headers):
                self.send(status, reply.body(), headers=headers)
            case Raw(text=text, content_type=content_type):
                self.send(200, text, content_type=content_type)
            case Hangs():
                self.server_script.closing.wait(60)
                self.close_connection = True
            case Drips():
                self.drip(Says(text="x" * 10_000).body().encode())
            case BreaksOff():
                self.break_off(Says(text="x" * 1_000).body().encode())

    def send(
        self,
        status: int,
        body: str,
        *,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        encoded = body.encode()
        self.start(status, len(encoded), content_type, headers)
        self.wfile.write(encoded)

    def start(
        self,
        status: int,
        length: int,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()

    def drip(self, body: bytes) -> None:
        self.start(200, len(body))
        self.close_connection = True
        for place in range(len(body)):
            if self.server_script.closing.wait(_DRIP_S):
                return
            try:
                self.wfile.write(body[place : place + 1])
                self.wfile.flush()
            except OSError:
                return

    def break_off(self, body: bytes) -> None:
        self.start(200, len(body))
        self.wfile.write(body[: len(body) // 2])
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        pass
