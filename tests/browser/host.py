"""An MCP client that shows pages: it asks our server over HTTP, and shows the page in a frame."""

import json
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

import httpx
from playwright.sync_api import FrameLocator, Page

PROTOCOL: Final = "2025-11-25"
URI: Final = "ui://mcp-mem0/explorer.html"
CSP: Final = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; media-src 'self' data:; connect-src 'none'"
)
"""What a client must hold a page to that names no places to load from."""

_PAGE: Final = Path(__file__).with_name("host.html")


@dataclass(kw_only=True)
class Host:
    """The client, connected to a server.

    Attributes:
        url: The address of the server.
        calls: The names of the calls that the page made.
        refusal: What the server says to each further call; empty: it answers.
    """

    url: str
    calls: list[str] = field(default_factory=list[str])
    refusal: str = ""
    _http: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30))
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def connect(self) -> None:
        """Greet the server as a client that shows pages."""
        answer = self._post(
            "initialize",
            protocolVersion=PROTOCOL,
            capabilities={
                "extensions": {
                    "io.modelcontextprotocol/ui": {"mimeTypes": ["text/html;profile=mcp-app"]}
                }
            },
            clientInfo={"name": "test-host", "version": "1"},
        )
        self._http.headers["mcp-session-id"] = answer.headers["mcp-session-id"]
        self._http.headers["mcp-protocol-version"] = PROTOCOL
        self._http.post(
            f"{self.url}/mcp",
            json={"jsonrpc": "2.0", "method": "notifications/initialized"},
            headers={"accept": "application/json, text/event-stream"},
        )

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """Return the result of a request."""
        text = self._post(method, **params).text
        for line in text.splitlines():
            if line.startswith("data: {"):
                text = line.removeprefix("data: ")
        return json.loads(text)["result"]

    def show(self, page: Page, *, theme: str = "light", **given: str) -> FrameLocator:
        """Show our page in a page of the client, as for a call of `show_memory`."""
        html = str(self.ask("resources/read", uri=URI)["contents"][0]["text"])
        page.expose_function("callTool", self._call_tool)  # pyright: ignore[reportUnknownMemberType]
        page.goto(_PAGE.as_uri())
        page.evaluate("given => { window.given = given; }", given)
        page.evaluate("theme => { window.theme = theme; }", theme)
        policy = f'<meta http-equiv="content-security-policy" content="{CSP}">'
        page.evaluate("html => showApp(html)", html.replace("<head>", f"<head>{policy}"))
        return page.frame_locator("#app")

    def _call_tool(self, params: dict[str, Any]) -> dict[str, Any]:
        self.calls.append(str(params["arguments"].get("name", params["name"])))
        if self.refusal:
            return {"isError": True, "content": [{"type": "text", "text": self.refusal}]}
        return self.ask("tools/call", **params)

    def _post(self, method: str, **params: object) -> httpx.Response:
        answer = self._http.post(
            f"{self.url}/mcp",
            json={"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": params},
            headers={"accept": "application/json, text/event-stream"},
        )
        answer.raise_for_status()
        return answer
