"""How long an erase takes among many rows, and how long readers wait meanwhile.

    python -m benchmarks.erase [--space] [--facts 100000]

Of one fact; with `--space` of a whole space that has all of the facts, beside a small one that is
read meanwhile.
"""

import argparse
import asyncio
import itertools
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import filled, statements
from benchmarks.measure import Timings, machine, table
from mcp_mem0.app.running import App, build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest, EraseSelection, EraseSpace
from mcp_mem0.domain.requests.model import RecallRequest
from mcp_mem0.domain.results.erasure import EraseReport

FACTS = 100_000
FACTS_PER_SPACE = 1_000
READ = "read"
"""The space that readers ask."""
WHOLE = "whole"
"""The space that goes as a whole."""
WARM_UP_S = 20.0
ALONE_S = 10.0
PAUSE_S = 0.02
"""How long a reader waits between two questions."""


async def _read(app: App, stop: asyncio.Event) -> Timings:
    """Ask questions until told to stop; return how long each took."""
    spent: list[float] = []
    questions = list(statements(200, seed=7))
    for number in itertools.count():
        if stop.is_set():
            return Timings(tuple(spent))
        query = questions[number % len(questions)]
        started = time.perf_counter()
        await app.recall(RecallRequest(query=query, spaces=(READ,), usual_spaces=(READ,)))
        spent.append((time.perf_counter() - started) * 1_000)
        await asyncio.sleep(PAUSE_S)
    raise AssertionError


async def _read_for(app: App, seconds: float) -> Timings:
    stop = asyncio.Event()
    reading = asyncio.create_task(_read(app, stop))
    await asyncio.sleep(seconds)
    stop.set()
    return await reading


async def _erase(app: App, *, is_space: bool) -> tuple[float, EraseReport]:
    what: EraseSelection = EraseSpace()
    if not is_space:
        records = (await app.get_services()).records
        fact = (await records.find(Fact, Filter(spaces=(READ,)), limit=500))[-1]
        what = EraseIds(lineages=(fact.lineage,))
    space = WHOLE if is_space else READ
    started = time.perf_counter()
    report = await app.erase(EraseRequest(what=what, space=space, session=None, author="benchmark"))
    return time.perf_counter() - started, report


def _share_out(facts: int, *, is_space: bool) -> dict[str, int]:
    """Return how many facts each space has."""
    if is_space:
        return {READ: FACTS_PER_SPACE, WHOLE: facts}
    others = range(1, facts // FACTS_PER_SPACE)
    return {READ: FACTS_PER_SPACE} | {f"space{each}": FACTS_PER_SPACE for each in others}


async def _measured(store: Path, facts: int, *, is_space: bool) -> list[tuple[object, ...]]:
    await filled(store, _share_out(facts, is_space=is_space))
    async with build_app(Settings(store=str(store))) as app:
        # What the first question of a process waits for is measured elsewhere.
        await _read_for(app, WARM_UP_S)
        alone = await _read_for(app, ALONE_S)
        stop = asyncio.Event()
        readers = asyncio.create_task(_read(app, stop))
        erased_s, report = await _erase(app, is_space=is_space)
        stop.set()
        meanwhile = await readers
    is_proven = "yes" if report.is_proof and report.is_clean else "no"
    return [
        *(
            (name, len(each.milliseconds), each.p50, each.p95, max(each.milliseconds))
            for name, each in (("recalls before", alone), ("recalls meanwhile", meanwhile))
        ),
        (f"the erase (proven: {is_proven})", 1, 1_000 * erased_s, "", ""),
    ]


def main() -> None:
    """Print the table of one fact among many."""
    _print_table(FACTS, is_space=False)


def _print_table(facts: int, *, is_space: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_measured(Path(folder) / "store", facts, is_space=is_space))
    what = f"a space of {facts:,} facts" if is_space else f"one fact among {facts:,}"
    title = f"Erasing {what} ({machine()})"
    print(table(title, ("what", "count", "p50 ms", "p95 ms", "max ms"), rows))


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.erase")
    parser.add_argument("--space", action="store_true", help="erase a whole space")
    parser.add_argument("--facts", type=int, default=FACTS, help="how many facts the store has")
    return parser.parse_args()


if __name__ == "__main__":
    given = _parse_arguments()
    _print_table(given.facts, is_space=given.space)
