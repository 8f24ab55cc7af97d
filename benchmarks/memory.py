"""The memory of a server, and the processor time of commands that only look (not on Windows)."""

import asyncio
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.calls import FACTS, QUESTIONS, call_tool, filled, served
from benchmarks.measure import build_environment, read_resident_mib, table

RECALLS = 200
PAUSE_S = 3.0
"""Freed memory is given back after calls have paused for a second."""

TIMES = 5
COMMANDS = (
    ("list",),
    ("history", "--since", "1d"),
    ("review",),
    ("stats",),
    ("spaces",),
    ("pending",),
    ("check",),
    ("graph", "Ana"),
    ("recall", QUESTIONS[0]),
)


async def _measure_server(store: Path) -> list[tuple[object, ...]]:
    marks = (f"MCP_MEM0_STORE={store}", "serve")
    async with served(store) as client:
        await client.list_tools()
        # What a server loads by itself, it has loaded by then.
        await asyncio.sleep(PAUSE_S)
        rows: list[tuple[object, ...]] = [
            ("resident MiB, tools listed", read_resident_mib(*marks)),
        ]
        await call_tool(client, "recall", query=QUESTIONS[0])
        rows.append(
            (
                "resident MiB, after the first recall",
                read_resident_mib(*marks),
            )
        )
        for number in range(RECALLS):
            question = f"{QUESTIONS[number % len(QUESTIONS)]} {number}"
            await call_tool(client, "recall", query=question)
        rows.append(
            (
                f"resident MiB, after {RECALLS} more",
                read_resident_mib(*marks),
            )
        )
        await asyncio.sleep(PAUSE_S)
        rows.append(
            (
                f"resident MiB, {PAUSE_S:g} s later",
                read_resident_mib(*marks),
            )
        )
    return rows


def _measure_commands(variables: Mapping[str, str]) -> list[float]:
    """Return the processor time of each command, in seconds: the median of several."""
    return [
        statistics.median(_run_command(words, variables) for _ in range(TIMES))
        for words in COMMANDS
    ]


def _measure_all_commands(store: Path, home: Path) -> list[tuple[object, ...]]:
    """Return the processor time of each command alone, and beside a server of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    variables = {
        "MCP_MEM0_STORE": str(store),
        "MCP_MEM0_HTTP_PORT": port,
        "HOME": str(home),
        "XDG_STATE_HOME": str(home),
    }
    alone = _measure_commands(variables)
    _run_command(("up",), variables)
    try:
        beside = _measure_commands(variables)
    finally:
        _run_command(("down",), variables)
    names = [" ".join(words) for words in COMMANDS]
    return [*zip(names, alone, beside, strict=True)]


def _run_command(words: tuple[str, ...], variables: Mapping[str, str]) -> float:
    """Run one command, and return its processor time in seconds."""
    import resource  # noqa: PLC0415 - not on Windows

    def read_spent() -> float:
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime

    before = read_spent()
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "mcp_mem0", *words],
        env=build_environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    # `check` ends with 1 here: the facts that were made up have no messages.
    if done.returncode not in {0, 1} or done.stderr:
        raise RuntimeError(f"{words}: {done.stderr.decode()}")
    return read_spent() - before


def main() -> None:
    """Print both tables."""
    if sys.platform == "win32":
        print("Memory and processor time are measured where /proc and getrusage are.")
        return
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        asyncio.run(filled(store, spaces=1, facts=FACTS))
        server = asyncio.run(_measure_server(store))
        commands = _measure_all_commands(store, Path(folder) / "home")
    print(table(f"Memory of a server, {FACTS:,} facts", ("what", "MiB"), server))
    columns = ("command", "CPU s, p50", "beside a server")
    print(table(f"Commands, {TIMES} times each, {FACTS:,} facts", columns, commands))


if __name__ == "__main__":
    main()
