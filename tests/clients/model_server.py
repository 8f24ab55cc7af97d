"""A model on loopback that answers as a test specifies, and records what it was sent.

It speaks as much of the Messages, the Responses and the Gemini API as the command-line clients
need: each answer is one tool call, or a text.
"""

import json
import threading
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, cast

Json = dict[str, Any]


@dataclass(frozen=True)
class Say:
    """The model answers with text."""

    text: str


@dataclass(frozen=True)
class Call:
    """The model calls the tool whose name ends so."""

    tool: str
    arguments: Json = field(default_factory=dict[str, Any])


@dataclass
class Model:
    """The model's answers in a client's main conversation, and the requests that it got."""

    url: str
    answers: list[Say | Call] = field(default_factory=list[Say | Call])
    requests: list[Json] = field(default_factory=list[Json])

    def will(self, *answers: Say | Call) -> None:
        """Answer the next requests so; afterwards say "done"."""
        self.answers += answers

    def answer(self, request: Json) -> Say | Call:
        """Return the answer to a request; a request without our tools is small talk."""
        self.requests.append(request)
        names = tool_names(request)
        if not names or not self.answers:
            return Say("done")
        answer = self.answers[0]
        if isinstance(answer, Say):
            return self.answers.pop(0)
        name = next((name for name in names if name.endswith(answer.tool)), None)
        if name is None:
            return Say("done")
        self.answers.pop(0)
        return Call(name, answer.arguments)

    def last(self, part: str) -> list[Json]:
        """Return the entries of a part of the last request."""
        return [entry for request in self.requests[-1:] for entry in as_list(request[part])]


def as_list(value: object) -> list[Json]:
    """Return the objects in a list; none if it is a text."""
    return cast("list[Json]", value) if isinstance(value, list) else []


def tool_names(request: Json) -> list[str]:
    """Return the names under which a request offers tools, those inside namespaces too."""
    names: list[str] = []
    for tool in as_list(request.get("tools")):
        inner = [f"{tool['name']}\0{each['name']}" for each in as_list(tool.get("tools"))]
        declared = [str(each["name"]) for each in as_list(tool.get("functionDeclarations"))]
        names += inner or declared or [str(tool.get("name", ""))]
    return names


class _ModelHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model: ClassVar[Model]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
        pass

    def do_HEAD(self) -> None:
        self._send(b"", "text/plain")

    def do_GET(self) -> None:
        self._send(b'{"data": [], "models": []}', "application/json")

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        body: Json = json.loads(self.rfile.read(length) or b"{}")
        path = self.path.split("?")[0]
        if path.endswith("/count_tokens"):
            self._send(b'{"input_tokens": 10}', "application/json")
        elif path.endswith("/messages"):
            self._answer(anthropic_events(body, self.model.answer(body)), body)
        elif path.endswith("/responses"):
            self._answer(openai_events(self.model.answer(body)), body)
        elif path.endswith(":streamGenerateContent"):
            answer = json.dumps(gemini_answer(self.model.answer(body)))
            self._send(f"data: {answer}\r\n\r\n".encode(), "text/event-stream")
        elif path.endswith(":generateContent"):
            answer = json.dumps(gemini_answer(self.model.answer(body)))
            self._send(answer.encode(), "application/json")
        else:
            self._send(b"{}", "application/json")

    def _answer(self, events: Iterator[Json], body: Json) -> None:
        answer = list(events)
        if not body.get("stream"):
            self._send(json.dumps(answer[0]["message"]).encode(), "application/json")
            return
        lines = (f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in answer)
        self._send("".join(lines).encode(), "text/event-stream")

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving_model() -> Generator[Model]:
    """Serve a model until the block ends."""
    handler = type("ModelHandler", (_ModelHandler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    model = Model(url=f"http://127.0.0.1:{server.server_address[1]}")
    handler.model = model
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def anthropic_events(request: Json, answer: Say | Call) -> Iterator[Json]:
    """Return an answer as the Messages API streams it; the first event contains all of it."""
    usage: Json = {"input_tokens": 10, "output_tokens": 5}
    match answer:
        case Say(text):
            block: Json = {"type": "text", "text": text}
            start: Json = {"type": "text", "text": ""}
            delta: Json = {"type": "text_delta", "text": text}
            stop = "end_turn"
        case Call(tool, arguments):
            block = {"type": "tool_use", "id": f"toolu_{id(answer)}", "name": tool}
            start = {**block, "input": {}}
            block = {**block, "input": arguments}
            delta = {"type": "input_json_delta", "partial_json": json.dumps(arguments)}
            stop = "tool_use"
    message: Json = {
        "id": f"msg_{id(answer)}",
        "type": "message",
        "role": "assistant",
        "model": request.get("model", "model"),
        "content": [block],
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": usage,
    }
    streamed = request.get("stream")
    begun: Json = {**message, "content": [], "stop_reason": None} if streamed else message
    yield {"type": "message_start", "message": begun}
    yield {"type": "content_block_start", "index": 0, "content_block": start}
    yield {"type": "content_block_delta", "index": 0, "delta": delta}
    yield {"type": "content_block_stop", "index": 0}
    ending = {"stop_reason": stop, "stop_sequence": None}
    yield {"type": "message_delta", "delta": ending, "usage": usage}
    yield {"type": "message_stop"}


def openai_events(answer: Say | Call) -> Iterator[Json]:
    """Return an answer as the Responses API streams it."""
    number = id(answer)
    match answer:
        case Say(text):
            content: list[Json] = [{"type": "output_text", "text": text, "annotations": []}]
            item: Json = {
                "type": "message",
                "id": f"msg_{number}",
                "role": "assistant",
                "status": "completed",
                "content": content,
            }
        case Call(tool, arguments):
            namespace, _, name = tool.rpartition("\0")
            item = {
                "type": "function_call",
                "id": f"fc_{number}",
                "call_id": f"call_{number}",
                "name": name,
                "arguments": json.dumps(arguments),
                "status": "completed",
                **({"namespace": namespace} if namespace else {}),
            }
    response: Json = {"id": f"resp_{number}", "object": "response", "status": "in_progress"}
    usage = {"input_tokens": 10, "output_tokens": 5, "total_tokens": 15}
    yield {"type": "response.created", "response": {**response, "output": []}}
    yield {"type": "response.output_item.added", "output_index": 0, "item": item}
    yield {"type": "response.output_item.done", "output_index": 0, "item": item}
    done = {**response, "status": "completed", "output": [item], "usage": usage}
    yield {"type": "response.completed", "response": done}


def gemini_answer(answer: Say | Call) -> Json:
    """Return an answer as the Gemini API gives it, whole."""
    match answer:
        case Say(text):
            part: Json = {"text": text}
        case Call(tool, arguments):
            part = {"functionCall": {"name": tool, "args": arguments}}
    usage = {"promptTokenCount": 10, "candidatesTokenCount": 5, "totalTokenCount": 15}
    candidate = {"content": {"role": "model", "parts": [part]}, "finishReason": "STOP", "index": 0}
    return {"candidates": [candidate], "usageMetadata": usage}
