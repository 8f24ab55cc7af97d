"""How long a move to another model takes but for the embedding, and how long others wait meanwhile.

    python -m benchmarks.reembed [--facts 100000] [--dimensions 768]

The other model makes up its vectors at once, so what is left is the work of the store. Another
process asks and writes with the model in the package until the switch.
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from benchmarks.corpus import filled, statements
from benchmarks.measure import Timings, machine, table
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import read_stored_model
from mcp_mem0.app.running import App, build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.errors import OtherModelError
from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector
from mcp_mem0.domain.requests.model import RecallRequest, RememberRequest
from mcp_mem0.ports import ModelMove
from mcp_mem0.services.reembed.reembed import Reembed

FACTS = 100_000
FACTS_PER_SPACE = 1_000
READ = "read"
WARM_UP_S = 10.0
PAUSE_S = 0.02
WRITE_EVERY = 10
"""Of so many questions of the other process, one is followed by a statement."""


class MadeUpEmbedder:
    """Makes up a vector for each text, at once."""

    def __init__(self, dimensions: int) -> None:
        self.identity = EmbedderIdentity("made up", "1", dimensions)
        self.languages = None
        self._chance = np.random.default_rng(7)

    async def preload(self) -> None:
        """Do nothing."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return directions by chance."""
        numbers = self._chance.standard_normal((len(texts), self.identity.dimensions))
        numbers /= np.linalg.norm(numbers, axis=1, keepdims=True)
        return [tuple(each) for each in numbers.tolist()]


async def _ask(store: str) -> None:
    """Ask and write until the store is of another model; then print how long that took, each."""
    reads: list[float] = []
    writes: list[float] = []
    questions = list(statements(200, seed=7))
    async with build_app(Settings(store=store)) as app:
        try:
            for number in range(1_000_000):
                reads.append(await _time_read(app, questions[number % len(questions)]))
                if number % WRITE_EVERY == 0:
                    writes.append(await _time_write(app, number))
                if number == WRITE_EVERY:
                    print("here", flush=True)
                await asyncio.sleep(PAUSE_S)
        except OtherModelError:
            print(" ".join(map(str, reads)))
            print(" ".join(map(str, writes)))


async def _time_read(app: App, query: str) -> float:
    started = time.perf_counter()
    await app.recall(RecallRequest(query=query, spaces=(READ,), usual_spaces=(READ,)))
    return (time.perf_counter() - started) * 1_000


async def _time_write(app: App, number: int) -> float:
    started = time.perf_counter()
    intake = Intake(content=f"Ada keeps key number {number} of the harbour office.")
    await app.remember(
        RememberRequest(intake=intake, space=READ, session="b", author="b", wait_s=60.0)
    )
    return (time.perf_counter() - started) * 1_000


@asynccontextmanager
async def _open_move(store: str, target: EmbedderIdentity) -> AsyncGenerator[ModelMove]:
    records = LanceRecords(store, identity=await read_stored_model(store, {}), memory_mb=300)
    await records.open()
    yield await records.build_move(target)
    records.close()


def _start_asking(store: Path) -> "subprocess.Popen[str]":
    """Start the other process, and wait until it asks."""
    command = [sys.executable, "-m", "benchmarks.reembed", "--ask", str(store)]
    asking = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ourselves
    if asking.stdout is not None:
        asking.stdout.readline()
    return asking


async def _measure(store: Path, facts: int, dimensions: int) -> list[tuple[object, ...]]:
    others = range(1, max(2, facts // FACTS_PER_SPACE))
    sizes = {READ: FACTS_PER_SPACE} | {f"space{each}": FACTS_PER_SPACE for each in others}
    await filled(store, sizes)
    before = _count_bytes(store)
    with _start_asking(store) as asking:
        await asyncio.sleep(WARM_UP_S)
        embedder = MadeUpEmbedder(dimensions)
        moving = Reembed(
            open_move=lambda: _open_move(str(store), embedder.identity), embedder=embedder
        )
        started = time.perf_counter()
        report = await moving.run(lambda _done, _skipped: None)
        moved_s = time.perf_counter() - started
        reads, writes = (
            Timings(tuple(map(float, line.split())))
            for line in asking.communicate()[0].splitlines()
        )
    return [
        (
            "reads of another process",
            len(reads.milliseconds),
            reads.p50,
            reads.p95,
            max(reads.milliseconds),
        ),
        ("its writes", len(writes.milliseconds), writes.p50, writes.p95, max(writes.milliseconds)),
        (f"the move of {report.rows:,} rows", 1, 1_000 * moved_s, "", ""),
        (f"megabytes before {before:,.0f}, after", 1, _count_bytes(store), "", ""),
    ]


def _count_bytes(store: Path) -> float:
    return sum(file.stat().st_size for file in store.rglob("*") if file.is_file()) / 1e6


def main() -> None:
    """Print the table for the usual size."""
    _print_table(FACTS, 768)


def _print_table(facts: int, dimensions: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_measure(Path(folder) / "store", facts, dimensions))
    title = f"Moving {facts:,} facts to a model of {dimensions} dimensions ({machine()})"
    print(table(title, ("what", "count", "p50 ms", "p95 ms", "max ms"), rows))


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reembed")
    parser.add_argument("--facts", type=int, default=FACTS, help="how many facts the store has")
    parser.add_argument("--dimensions", type=int, default=768, help="of the other model")
    parser.add_argument("--ask", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    given = _parse_arguments()
    if given.ask:
        asyncio.run(_ask(given.ask))
    else:
        _print_table(given.facts, given.dimensions)
