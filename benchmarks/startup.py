"""How soon a client that starts the server has its tools."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.stdio import stdio_client

from benchmarks.measure import Timings, table

TIMES = 15


async def _spawn_to_tools(folder: Path) -> float:
    environment = {**os.environ, "MCP_MEM0_STORE": str(folder / "store")}
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "mcp_mem0", "serve"], env=environment
    )
    started = time.perf_counter()
    async with Client(stdio_client(server)) as client:
        await client.list_tools()
        return (time.perf_counter() - started) * 1_000


def _import_alone() -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import mcp.server"], check=True)
    return (time.perf_counter() - started) * 1_000


async def _measured() -> tuple[Timings, Timings]:
    spawns: list[float] = []
    imports: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(TIMES):
            # In turn, so that a slow moment of the machine meets both.
            imports.append(_import_alone())
            spawns.append(await _spawn_to_tools(Path(folder)))
    return Timings(tuple(spawns)), Timings(tuple(imports))


def main() -> None:
    """Print the table."""
    spawn, alone = asyncio.run(_measured())
    rows = [
        ("spawn to answered tools/list, over stdio", spawn.p50, spawn.p95),
        ('python -c "import mcp.server"', alone.p50, alone.p95),
        ("ratio", spawn.p50 / alone.p50, spawn.p95 / alone.p95),
    ]
    print(table(f"Start-up, {TIMES} times each", ("what", "p50 ms", "p95 ms"), rows))


if __name__ == "__main__":
    main()
