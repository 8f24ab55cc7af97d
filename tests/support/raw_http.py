"""Requests as they stand on the wire, for what no proper client would send."""

import json
from typing import Any

import httpx

ACCEPT = {"accept": "application/json, text/event-stream"}
READS = (
    "change",
    "changes",
    "graph",
    "history",
    "names",
    "overview",
    "page",
    "recall",
    "review",
    "signatures",
)
ROUTES = [
    ("POST", "/mcp"),
    ("GET", "/mcp"),
    ("DELETE", "/mcp"),
    ("GET", "/sse"),
    ("POST", "/messages/"),
    *(("POST", f"/reads/{name}") for name in READS),
]
OPEN_ROUTES = [("GET", "/health"), ("GET", "/ready")]


def initialize() -> dict[str, Any]:
    """Return the opening request of the handshake era."""
    return {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "wire", "version": "1"},
        },
    }


def stateless(method: str, **params: object) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a whole request of the stateless era: body and headers."""
    version = "2026-07-28"
    meta = {
        "io.modelcontextprotocol/protocolVersion": version,
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": {"name": "wire", "version": "1"},
    }
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**params, "_meta": meta}}
    headers = {**ACCEPT, "mcp-protocol-version": version, "mcp-method": method}
    if "name" in params:
        headers["mcp-name"] = str(params["name"])
    return body, headers


async def call(
    browser: httpx.AsyncClient,
    tool: str,
    *,
    given: dict[str, str] | None = None,
    **arguments: object,
) -> httpx.Response:
    """Call a tool without a session, with any headers beside those that it needs."""
    body, headers = stateless("tools/call", name=tool, arguments=arguments)
    return await browser.post("/mcp", json=body, headers={**headers, **(given or {})})


def answer(response: httpx.Response) -> dict[str, Any]:
    """Return the protocol's answer, whichever way it came."""
    text = response.text
    if response.headers["content-type"].startswith("text/event-stream"):
        text = next(line[6:] for line in text.splitlines() if line.startswith("data: {"))
    return json.loads(text)
