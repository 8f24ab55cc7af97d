"""The time and memory that clients need: hooks, and the proxy to one running server."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.stdio import stdio_client

from benchmarks.measure import Timings, read_resident_mib, table, timed
from mcp_mem0.cli.connecting.paste import find_own_command

TIMES = 10
CALLS = 100


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(home), "MCP_MEM0_STORE": str(home / "store")}


def _hook(home: Path, transcript: Path) -> float:
    """Run a hook as a client does; returns how long the client waits, in milliseconds."""
    event = {
        "hook_event_name": "SessionStart",
        "session_id": "s",
        "transcript_path": str(transcript),
    }
    started = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own command
        [*find_own_command(), "hook", "claude-code"],
        input=json.dumps(event),
        env=_environment(home),
        capture_output=True,
        text=True,
        check=True,
    )
    spent_ms = (time.perf_counter() - started) * 1_000
    # The worker that it started must not compete with the next hook.
    worker = [*find_own_command(), "hook", "claude-code", "--work"]
    subprocess.run(worker, env=_environment(home), check=True)  # noqa: S603 - ours
    return spent_ms


def _hooks(home: Path) -> Timings:
    transcript = home / "session.jsonl"
    waits: list[float] = []
    for number in range(TIMES):
        line = {"type": "user", "uuid": str(number), "message": {"content": f"Note {number}."}}
        with transcript.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line) + "\n")
        waits.append(_hook(home, transcript))
    return Timings(tuple(waits))


@contextmanager
def _running(home: Path) -> Generator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    up = [*find_own_command(), "up", "--http-port", str(port)]
    subprocess.run(up, env=_environment(home), check=True, capture_output=True)  # noqa: S603 - ours
    try:
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        down = [*find_own_command(), "down"]
        subprocess.run(down, env=_environment(home), check=True, capture_output=True)  # noqa: S603


def _proxy(home: Path, url: str) -> StdioServerParameters:
    command = find_own_command()
    return StdioServerParameters(
        command=command[0],
        args=[*command[1:], "serve", "--connect", url],
        env=_environment(home),
    )


async def _starts(home: Path, url: str) -> Timings:
    """Start a proxy, and list its tools, as a client does that starts itself."""

    async def start(_: int) -> None:
        async with Client(stdio_client(_proxy(home, url))) as client:
            await client.list_tools()

    return await timed(start, times=TIMES)


async def _through_a_proxy(home: Path, url: str) -> tuple[Timings, float]:
    async with Client(stdio_client(_proxy(home, url))) as client:

        async def recall(_: int) -> None:
            await client.call_tool("recall", {"query": "note"})

        await timed(recall, times=5)
        return await timed(recall, times=CALLS), read_resident_mib("--connect", url)


def main() -> None:
    """Print the table."""
    if sys.platform == "win32":
        print("The figures of clients are taken where HOME names the home folder.")
        return
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        hooks = _hooks(home)
        with _running(home) as url:
            starts = asyncio.run(_starts(home, url))
            calls, resident = asyncio.run(_through_a_proxy(home, url))
    rows = [
        ("a hook, spawn to exit, ms", hooks.p50, hooks.p95),
        ("the proxy, start to tools listed and end, ms", starts.p50, starts.p95),
        ("recall through the proxy, ms", calls.p50, calls.p95),
        ("resident MiB of the proxy", resident, resident),
    ]
    print(
        table(
            f"Clients: {TIMES} hooks, {TIMES} starts, {CALLS} calls", ("what", "p50", "p95"), rows
        )
    )


if __name__ == "__main__":
    main()
