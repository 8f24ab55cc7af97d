"""How soon a client that starts the server has its tools."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.stdio import stdio_client

from benchmarks.measure import Timings, build_environment, table

TIMES = 15
TOGETHER = 8
"""How many programs start at once: one server for each client of a desktop."""

TIMES_TOGETHER = 5
IMPORT = (sys.executable, "-c", "import mcp.server")


async def _spawn_to_tools(folder: Path) -> float:
    environment = build_environment(MCP_MEM0_STORE=str(folder / "store"))
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "mcp_mem0", "serve"], env=environment
    )
    started = time.perf_counter()
    async with Client(stdio_client(server)) as client:
        await client.list_tools()
        return (time.perf_counter() - started) * 1_000


async def _import_alone() -> float:
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(*IMPORT, env=build_environment())
    await process.wait()
    return (time.perf_counter() - started) * 1_000


async def _measured(times: int, together: int) -> tuple[Timings, Timings]:
    spawns: list[float] = []
    imports: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            # In turn, so that a slow moment of the machine meets both.
            imports += await asyncio.gather(*(_import_alone() for _ in range(together)))
            spawns += await asyncio.gather(
                *(_spawn_to_tools(Path(folder)) for _ in range(together))
            )
    return Timings(tuple(spawns)), Timings(tuple(imports))


def _build_rows(times: int, together: int) -> list[tuple[object, ...]]:
    spawn, alone = asyncio.run(_measured(times, together))
    many = "" if together == 1 else f", {together} at once"
    return [
        (f"spawn to answered tools/list, over stdio{many}", spawn.p50, spawn.p95),
        (f'python -c "import mcp.server"{many}', alone.p50, alone.p95),
        ("ratio", spawn.p50 / alone.p50, spawn.p95 / alone.p95),
    ]


def main() -> None:
    """Print the table."""
    rows = [*_build_rows(TIMES, 1), *_build_rows(TIMES_TOGETHER, TOGETHER)]
    print(table(f"Start-up, {TIMES} times each", ("what", "p50 ms", "p95 ms"), rows))


if __name__ == "__main__":
    main()
