"""How the server serves many over HTTP: what the way in costs, how much it carries, how it idles.

The clients are one process of raw stateless requests, so that on a small machine most of the time
is the server's.
"""

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

import httpx

from benchmarks.calls import QUESTIONS, filled
from benchmarks.corpus import statements
from benchmarks.measure import Timings, table, timed
from mcp_mem0.app.running import App, build_app
from mcp_mem0.app.terms import build_terms
from mcp_mem0.config import ModelSettings, Settings
from mcp_mem0.domain.requests import parsing

FACTS = 10_000
TIMES = 200
WARM_UP = 10
CLIENTS = 16
LOAD_S = 30.0
IDLE = 500
VERSION = "2026-07-28"


@dataclass
class Load:
    """What came back under load, and how long it took until all of it had."""

    recalls: list[float] = field(default_factory=list[float])
    remembers: list[float] = field(default_factory=list[float])
    errors: int = 0
    seconds: float = 0.0

    def rows(self, name: str) -> list[tuple[object, ...]]:
        """Return the row of the table."""
        acts = (("recall", self.recalls), ("remember", self.remembers))
        return [
            (
                f"{name}: {act}",
                len(spent) / self.seconds,
                Timings(tuple(spent)).p50,
                Timings(tuple(spent)).percentile(0.99),
                self.errors,
            )
            for act, spent in acts
            if spent
        ]


@dataclass(frozen=True)
class Server:
    """A server process."""

    url: str
    pid: int

    def resident_kb(self) -> int:
        """Return the memory that it uses (Linux only; elsewhere 0)."""
        status = Path(f"/proc/{self.pid}/status")
        found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
        return int(found[1]) if found else 0


@asynccontextmanager
async def _served(folder: Path) -> AsyncGenerator[Server]:
    settings = folder / "config.toml"
    settings.touch()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "mcp_mem0", "serve", "--http", "--port", "0"),
        *("--config", str(settings), "--store", str(folder / "store")),
        *("--http-tokens-file", str(folder / "tokens.json")),
        # Whatever key is in the environment.
        *("--model-provider", "none"),
        # Everybody here is one subject.
        *("--http-requests-per-s", "100000", "--http-open-requests-max", "1000"),
        *("--http-open-streams-max", "1000", "--http-connections-max", "2000"),
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield Server(await _where(process), process.pid)
    finally:
        process.terminate()
        await process.wait()


async def _where(process: asyncio.subprocess.Process) -> str:
    stderr = process.stderr
    while stderr is not None and (line := (await stderr.readline()).decode()):
        found = re.search(r"listening on (http://[^/]+)", line)
        if found:
            return found[1]
    raise RuntimeError("the server does not listen")


async def _call(
    browser: httpx.AsyncClient, tool: str, *, client: str = "one", **arguments: object
) -> None:
    meta = {
        "io.modelcontextprotocol/clientInfo": {"name": client, "version": "1"},
        "io.modelcontextprotocol/protocolVersion": VERSION,
        "io.modelcontextprotocol/clientCapabilities": dict[str, object](),
    }
    body = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": tool, "arguments": arguments, "_meta": meta},
    }
    headers = {
        "accept": "application/json, text/event-stream",
        "mcp-protocol-version": VERSION,
        "mcp-method": "tools/call",
        "mcp-name": tool,
    }
    response = await browser.post("/mcp", json=body, headers=headers)
    if response.is_error or '"isError":true' in response.text:
        raise RuntimeError(response.text)


def _asked(number: int) -> str:
    return QUESTIONS[number % len(QUESTIONS)]


async def _service_time(app: App, settings: Settings) -> Timings:
    terms = build_terms(settings)

    async def recall(number: int) -> None:
        request = parsing.parse_recall_request(
            caller=terms.caller, limits=terms.limits, query=_asked(number)
        )
        await app.recall(request)

    await timed(recall, times=WARM_UP)
    return await timed(recall, times=TIMES, first=WARM_UP)


async def _way_in(folder: Path) -> list[tuple[object, ...]]:
    settings = Settings(store=str(folder / "store"), model=ModelSettings(provider="none"))
    async with build_app(settings) as app:
        service = await _service_time(app, settings)
    async with _served(folder) as server, _browser(server) as browser:

        async def recall(number: int) -> None:
            await _call(browser, "recall", query=_asked(number))

        await timed(recall, times=WARM_UP)
        http = await timed(recall, times=TIMES, first=WARM_UP)
    return [
        (f"recall, the service alone, {FACTS:,} facts", service.p50, service.p95),
        (f"recall over streamable HTTP, {FACTS:,} facts", http.p50, http.p95),
        ("difference", http.p50 - service.p50, http.p95 - service.p95),
    ]


@asynccontextmanager
async def _browser(server: Server) -> AsyncGenerator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=server.url, timeout=60, limits=limits) as browser:
        yield browser


async def _under_load(folder: Path) -> list[tuple[object, ...]]:
    texts = statements(1_000_000, seed=7)
    async with _served(folder) as server, _browser(server) as browser:

        async def recall(load: Load, number: int, client: str) -> None:
            call = partial(_call, browser, "recall", client=client, query=_asked(number))
            await _spent(load.recalls, call)

        async def remember(load: Load, number: int, client: str) -> None:
            content = f"Load {number}: {next(texts)}"
            call = partial(_call, browser, "remember", client=client, content=content)
            await _spent(load.remembers, call)

        await recall(Load(), 0, "one")
        only_recall = await _sustained([recall])
        only_remember = await _sustained([remember])
        mixed = await _sustained([recall, recall, remember])
    return [
        *only_recall.rows(f"{CLIENTS} clients recall"),
        *only_remember.rows(f"{CLIENTS} clients remember"),
        *mixed.rows(f"{CLIENTS} clients, two recalls to a remember"),
    ]


async def _spent(times: list[float], call: Callable[[], Awaitable[None]]) -> None:
    started = time.perf_counter()
    await call()
    times.append((time.perf_counter() - started) * 1_000)


async def _sustained(acts: list[Callable[[Load, int, str], Awaitable[None]]]) -> Load:
    load = Load()
    numbers = count()
    started = time.perf_counter()

    async def live(client: str) -> None:
        while time.perf_counter() < started + LOAD_S:
            number = next(numbers)
            try:
                await acts[number % len(acts)](load, number, client)
            except (RuntimeError, httpx.HTTPError):
                load.errors += 1

    await asyncio.gather(*(live(f"client {number}") for number in range(CLIENTS)))
    load.seconds = time.perf_counter() - started
    return load


async def _idle(folder: Path) -> list[tuple[object, ...]]:
    async with _served(folder) as server, _browser(server) as browser, AsyncExitStack() as open_:
        await _call(browser, "recall", query=QUESTIONS[0])
        # Held on to: a reader that is let go closes its stream.
        held = [await _connected(browser, open_)]
        before = server.resident_kb()
        held += [await _connected(browser, open_) for _ in range(IDLE)]
        each = (server.resident_kb() - before) / IDLE
        if any(stream.is_closed for stream, _ in held):
            raise RuntimeError("not all of the connections stayed open")
    return [(f"{IDLE} idle SSE connections, KB each", each, each)]


async def _connected(
    browser: httpx.AsyncClient, open_: AsyncExitStack
) -> tuple[httpx.Response, AsyncIterator[str]]:
    """Open an SSE connection, as a client does: with its handshake; return it and its reader."""
    stream = await open_.enter_async_context(browser.stream("GET", "/sse"))
    lines = stream.aiter_lines()
    path = await _event(lines)
    hello = {
        "protocolVersion": "2025-11-25",
        "capabilities": dict[str, object](),
        "clientInfo": {"name": "idle", "version": "1"},
    }
    await browser.post(
        path, json={"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}
    )
    await _event(lines)
    await browser.post(path, json={"jsonrpc": "2.0", "method": "notifications/initialized"})
    return stream, lines


async def _event(lines: AsyncIterator[str]) -> str:
    async for line in lines:
        if line.startswith("data: "):
            return line.removeprefix("data: ")
    raise RuntimeError("the stream ended")


async def _measured() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        await filled(folder / "store", spaces=1, facts=FACTS)
        single = [*await _way_in(folder), *await _idle(folder)]
        return single, await _under_load(folder)


def main() -> None:
    """Print the tables."""
    single, load = asyncio.run(_measured())
    print(table(f"Over HTTP, {TIMES} calls each", ("what", "p50 ms", "p95 ms"), single))
    columns = ("what", "a second", "p50 ms", "p99 ms", "errors")
    print(table(f"Over HTTP under load, {LOAD_S:g} s each", columns, load))


if __name__ == "__main__":
    main()
