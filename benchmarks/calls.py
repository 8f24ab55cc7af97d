"""How long the tools take, timed by a client over stdio, and the server's memory."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from mcp import StdioServerParameters
from mcp.client import Client
from mcp.client.stdio import stdio_client

from benchmarks import corpus
from benchmarks.corpus import statements
from benchmarks.measure import build_environment, read_resident_mib, table, timed

TIMES = 200
WARM_UP = 10
FACTS = 10_000
SPACES, FACTS_PER_SPACE = 100, 1_000
QUESTIONS = (
    "what does Ana prefer to drink?",
    "who works on billing?",
    "who keeps bees?",
    "where does Goran live?",
    "what is Hana learning on Mondays?",
)


@asynccontextmanager
async def served(store: Path, **variables: str) -> AsyncGenerator[Client]:
    """Run a server on a store, with some more variables."""
    environment = build_environment(MCP_MEM0_STORE=str(store), **variables)
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "mcp_mem0", "serve"], env=environment
    )
    async with Client(stdio_client(server)) as client:
        yield client


async def call_tool(client: Client, tool: str, **arguments: object) -> None:
    """Call a tool, which must not fail."""
    result = await client.call_tool(tool, arguments)
    if result.is_error:
        raise RuntimeError(str(result.content))


async def filled(store: Path, *, spaces: int, facts: int) -> None:
    """Make a store with so many facts in each of so many spaces."""
    others = (f"space-{number}" for number in range(1, spaces))
    await corpus.filled(store, dict.fromkeys(["default", *others], facts))


async def _writes(folder: Path) -> list[tuple[object, ...]]:
    store = folder / "writes"
    await filled(store, spaces=1, facts=FACTS)
    texts = list(statements(2 * (TIMES + WARM_UP), seed=7))
    async with served(store) as client:
        await call_tool(client, "recall", query=QUESTIONS[0])
        resident = read_resident_mib(f"MCP_MEM0_STORE={store}", "serve")

        async def conversation(number: int) -> None:
            message = {"role": "user", "content": f"By the way, {texts[number]}"}
            await call_tool(client, "remember", messages=[message], wait_s=0)

        async def statement(number: int) -> None:
            await call_tool(client, "remember", content=f"New: {texts[TIMES + WARM_UP + number]}")

        await timed(conversation, times=WARM_UP)
        kept = await timed(conversation, times=TIMES, first=WARM_UP)
        await timed(statement, times=WARM_UP)
        decided = await timed(statement, times=TIMES, first=WARM_UP)
    return [
        (f"remember messages, wait_s=0, {FACTS:,} facts", kept.p50, kept.p95),
        (f"remember content, decided by rules, {FACTS:,} facts", decided.p50, decided.p95),
        (f"resident MiB after the first recall, {FACTS:,} facts", resident, resident),
    ]


async def _reads(folder: Path) -> list[tuple[object, ...]]:
    store = folder / "reads"
    await filled(store, spaces=SPACES, facts=FACTS_PER_SPACE)
    async with served(store) as client:

        async def question(number: int) -> None:
            await call_tool(
                client,
                "recall",
                query=QUESTIONS[number % len(QUESTIONS)],
                space=f"space-{1 + number % (SPACES - 1)}",
            )

        await timed(question, times=WARM_UP)
        found = await timed(question, times=TIMES, first=WARM_UP)
    return [(f"recall, {SPACES} spaces x {FACTS_PER_SPACE:,} facts", found.p50, found.p95)]


async def _measured() -> list[tuple[object, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        return [*await _writes(Path(folder)), *await _reads(Path(folder))]


def main() -> None:
    """Print the table."""
    rows = asyncio.run(_measured())
    print(table(f"Calls over stdio, {TIMES} each", ("what", "p50 ms", "p95 ms"), rows))


if __name__ == "__main__":
    main()
