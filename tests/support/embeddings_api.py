"""A server on loopback that speaks /v1/embeddings: a vector counts words, as a person can check."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.support.other_embedder import OtherEmbedder


@dataclass(frozen=True)
class EmbeddingsApi:
    """A running server: its URL, up to and including /v1."""

    url: str


@contextmanager
def embeddings_api(*, dimensions: int) -> Generator[EmbeddingsApi]:
    """Serve any model, each with vectors of its own."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model = OtherEmbedder(name=asked["model"], dimensions=dimensions)
            items = [
                {"index": index, "embedding": model.count_words(text)}
                for index, text in enumerate(asked["input"])
            ]
            body = json.dumps({"data": items}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield EmbeddingsApi(f"http://127.0.0.1:{server.server_port}/v1")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
