"""A server on loopback that embeds like any endpoint, and records what it was sent."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.support.doubles import bag_of_words


@dataclass
class EmbeddingsServer:
    """Where it answers, and what it was sent."""

    url: str = ""
    texts: list[str] = field(default_factory=list[str])


@contextmanager
def embeddings_server() -> Generator[EmbeddingsServer]:
    """Run a server for as long as the block lasts."""
    served = EmbeddingsServer()

    class EmbeddingsHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served.texts += body["input"]
            data = [
                {"index": place, "embedding": bag_of_words(text)}
                for place, text in enumerate(body["input"])
            ]
            answer = json.dumps({"data": data}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), EmbeddingsHandler)
    server.daemon_threads = True
    server.block_on_close = False
    served.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
