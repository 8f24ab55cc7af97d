"""A server over HTTP on a real port of this machine, in this process, and its visitors."""

import secrets
import socket
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import anyio
import httpx
from mcp import Client
from mcp.client.session import MessageHandlerFnT
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client
from mcp_types import Implementation

from mcp_mem0.adapters.token_file import TokenFile
from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.running import App
from mcp_mem0.app.serving import listen, serve_many
from mcp_mem0.config import HttpSettings, ModelSettings, Settings
from mcp_mem0.domain.access import Right, create_grant, parse_access
from tests.support.doubles import FixedClock, ReadableEmbedder

WAIT_S = 30.0
TRANSPORTS = ["streamable, handshake", "streamable, stateless", "sse"]


def free_port() -> int:
    """Return a port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(kw_only=True)
class Served:
    """A running server."""

    url: str
    app: App
    said: list[str]
    tokens: TokenFile
    stop: anyio.Event = field(default_factory=anyio.Event)

    async def token(
        self,
        subject: str,
        *spaces: str,
        right: Right = "write",
        expires_at: datetime | None = None,
    ) -> str:
        """Make a token."""
        return await made_token(self.tokens, subject, *spaces, right=right, expires_at=expires_at)

    @asynccontextmanager
    async def client(
        self,
        transport: str = TRANSPORTS[1],
        *,
        token: str | None = None,
        name: str = "desk",
        hears: MessageHandlerFnT | None = None,
    ) -> AsyncGenerator[Client]:
        """Connect a real MCP client."""
        async with connected(self.url, transport, token=token, name=name, hears=hears) as client:
            yield client

    @asynccontextmanager
    async def browser(self, token: str | None = None) -> AsyncGenerator[httpx.AsyncClient]:
        """Connect a client that sends any request."""
        headers = {} if token is None else bearer(token)
        async with httpx.AsyncClient(base_url=self.url, headers=headers, timeout=WAIT_S) as browser:
            yield browser


async def made_token(
    tokens: TokenFile,
    subject: str,
    *spaces: str,
    right: Right = "write",
    expires_at: datetime | None = None,
) -> str:
    """Make a token, whenever it ends."""
    token, grant = create_grant(
        parse_access(subject, spaces, right),
        now=get_utc_now() - timedelta(days=1),
        expires_at=expires_at,
        random_id=secrets.token_hex(6),
        random_secret=secrets.token_urlsafe(32),
    )
    await tokens.add(grant)
    return token


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@asynccontextmanager
async def connected(
    url: str,
    transport: str,
    *,
    token: str | None = None,
    name: str = "desk",
    hears: MessageHandlerFnT | None = None,
) -> AsyncGenerator[Client]:
    """Connect a real MCP client to any server; `hears` is called with each notification."""
    headers = {} if token is None else bearer(token)
    identity = Implementation(name=name, version="1")
    if transport == "sse":
        streams = sse_client(f"{url}/sse", headers=headers)
        async with Client(
            streams, mode="legacy", client_info=identity, message_handler=hears
        ) as client:
            yield client
        return
    mode = "legacy" if transport == TRANSPORTS[0] else "2026-07-28"
    async with create_mcp_http_client(headers=headers) as http:
        streams = streamable_http_client(f"{url}/mcp", http_client=http)
        async with Client(
            streams, mode=mode, client_info=identity, message_handler=hears
        ) as client:
            yield client


@asynccontextmanager
async def served(  # noqa: PLR0913 - what a server may differ in
    folder: Path,
    *,
    http: HttpSettings | None = None,
    port: int = 0,
    space: str = "default",
    clock: FixedClock | None = None,
    tokens: Sequence[tuple[str, Sequence[str]]] = (),
    embedder: ReadableEmbedder | None = None,
    model: ModelSettings | None = None,
) -> AsyncGenerator[Served]:
    """Serve the store in a folder until the block ends, on a free port unless one is named."""
    file = TokenFile(folder / "tokens.json")
    for subject, spaces in tokens:
        await made_token(file, subject, *spaces)
    listens = (http or HttpSettings()).model_copy(
        update={"port": port, "tokens_file": str(file.path)}
    )
    settings = Settings(
        store=str(folder / "store"), space=space, http=listens, model=model or ModelSettings()
    )
    at = listen(settings, now=clock or get_utc_now)
    stop = anyio.Event()
    notified = anyio.Event()
    said: list[str] = []

    def say(sentence: str) -> None:
        said.append(sentence)
        notified.set()

    async with (
        App(settings, now=clock or FixedClock(), embedder=embedder or ReadableEmbedder()) as app,
        anyio.create_task_group() as tasks,
    ):

        async def serve() -> None:
            await serve_many(app, at, stop=stop, say=say)

        tasks.start_soon(serve)
        with anyio.fail_after(WAIT_S):
            await notified.wait()
        url = said[0].removeprefix("listening on ").partition("/mcp")[0]
        try:
            yield Served(url=url, app=app, said=said, tokens=file, stop=stop)
        finally:
            stop.set()
