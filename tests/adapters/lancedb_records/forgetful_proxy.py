"""An HTTP proxy that counts requests and can lose answers: they are carried out, not answered."""

import http.client
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_HOP_BY_HOP = frozenset({"connection", "transfer-encoding", "content-length"})


@dataclass
class ForgetfulProxy:
    """Stands before a server; `lose_next` names a part of the path whose answer is lost, once."""

    upstream: str
    port: int = 0
    lose_next: str = ""
    lost: list[str] = field(default_factory=list[str])
    seen: list[str] = field(default_factory=list[str])
    """The kinds of requests so far: the method, or LIST."""

    def note(self, method: str, path: str) -> None:
        """Note the kind of a request."""
        self.seen.append("LIST" if "list-type" in path else method)

    def loses(self, method: str, path: str, status: int) -> bool:
        """Whether to lose this answer."""
        is_meant = bool(self.lose_next) and self.lose_next in path
        if method != "PUT" or status != HTTPStatus.OK or not is_meant:
            return False
        self.lose_next = ""
        self.lost.append(path)
        return True


@contextmanager
def forgetful_proxy(upstream: str) -> Generator[ForgetfulProxy]:
    """Serve a proxy on loopback for a block."""
    proxy = ForgetfulProxy(upstream)

    class ForgetfulHandler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65_537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            self._forward()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            """Say nothing."""

        def _forward(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            connection = http.client.HTTPConnection(proxy.upstream)
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            proxy.note(self.command, self.path)
            content = answer.read()
            connection.close()
            if proxy.loses(self.command, self.path, answer.status):
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _HOP_BY_HOP:
                    self.send_header(name, value)
            is_head = self.command == "HEAD"
            length = answer.getheader("content-length") if is_head else str(len(content))
            self.send_header("content-length", length or "0")
            self.end_headers()
            if not is_head:
                self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), ForgetfulHandler) as server:
        proxy.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield proxy
        server.shutdown()
