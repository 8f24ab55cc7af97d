"""Runs the comparison and prints its table."""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import statements
from benchmarks.measure import Timings, read_resident_mib, table
from benchmarks.peers.systems import Candidate, System, list_candidates, serve_embeddings

SEED = 17
WARM_UP = 10
MIB = 1_048_576
OURS = "mcp_mem0"


@dataclass(slots=True, kw_only=True)
class Figures:
    """What was measured of a system; times in milliseconds, sizes in MiB.

    Attributes:
        start_s: Seconds until it was ready, the handshake included.
        added, searched: The time of each call.
        disk_mib_max: The most that its folder held after any statement.
        resident_mib: The memory of its processes at the end.
    """

    start_s: float
    added: list[float] = field(default_factory=list[float])
    searched: list[float] = field(default_factory=list[float])
    disk_mib_max: float = 0.0
    resident_mib: float = 0.0

    def describe(self, name: str, ours: "Figures") -> tuple[object, ...]:
        """Return a row of the table."""
        added, searched = (Timings(tuple(each[WARM_UP:])) for each in (self.added, self.searched))
        our_add, our_search = (
            Timings(tuple(each[WARM_UP:])) for each in (ours.added, ours.searched)
        )
        return (
            name,
            round(self.start_s, 1),
            f"{added.p50:.1f} / {added.p95:.1f}",
            f"{our_add.p50 / added.p50:.2f}",
            f"{searched.p50:.1f} / {searched.p95:.1f}",
            f"{our_search.p50 / searched.p50:.2f}",
            round(self.resident_mib),
            round(self.disk_mib_max, 1),
        )


COLUMNS = (
    "system",
    "start s",
    "add p50 / p95 ms",
    "ours ÷ it",
    "search p50 / p95 ms",
    "ours ÷ it",
    "resident MiB",
    "disk MiB, most",
)


async def compare(
    candidates: Sequence[Candidate], texts: Sequence[str], questions: Sequence[str], folder: Path
) -> Mapping[str, Figures]:
    """Let all systems do the same work, each call after the other, in an order that rotates."""
    figures: dict[str, Figures] = {}
    systems: dict[str, System] = {}
    async with AsyncExitStack() as stack:
        for candidate in candidates:
            place = folder / candidate.name
            place.mkdir()
            started = time.perf_counter()
            systems[candidate.name] = await stack.enter_async_context(candidate.start(place))
            figures[candidate.name] = Figures(start_s=time.perf_counter() - started)
        for number, text in enumerate(texts):
            for name in _rotate([*systems], number):
                started = time.perf_counter()
                await systems[name].add(text)
                figures[name].added.append((time.perf_counter() - started) * 1_000)
                disk = _measure_disk_mib(folder / name)
                figures[name].disk_mib_max = max(figures[name].disk_mib_max, disk)
        for number, question in enumerate(questions):
            for name in _rotate([*systems], number):
                started = time.perf_counter()
                await systems[name].search(question)
                figures[name].searched.append((time.perf_counter() - started) * 1_000)
        for name, each in figures.items():
            each.resident_mib = read_resident_mib(str(folder / name))
    return figures


def _rotate(names: Sequence[str], number: int) -> Sequence[str]:
    first = number % len(names)
    return [*names[first:], *names[:first]]


def _measure_disk_mib(folder: Path) -> float:
    """Return what the files of a folder take; some may vanish meanwhile."""
    total = 0
    for file in folder.rglob("*"):
        try:
            total += file.stat().st_blocks * 512 if file.is_file() else 0
        except FileNotFoundError:
            continue
    return total / MIB


def build_questions(texts: Sequence[str], count: int) -> list[str]:
    """Return unique questions: each the words of a statement, out of their order."""
    chosen = random.Random(SEED)
    questions: list[str] = []
    for number in range(count):
        words = texts[number % len(texts)].split()
        chosen.shuffle(words)
        questions.append(f"{' '.join(words[:5])} {number}?")
    return questions


async def _run(statement_count: int, question_count: int) -> str:
    texts = list(statements(statement_count + WARM_UP, seed=SEED))
    questions = build_questions(texts, question_count + WARM_UP)
    with tempfile.TemporaryDirectory() as folder:
        async with serve_embeddings() as url:
            figures = await compare(list_candidates(url), texts, questions, Path(folder))
    rows = [each.describe(name, figures[OURS]) for name, each in figures.items()]
    title = f"{statement_count:,} statements one by one, then {question_count:,} questions"
    return table(title, COLUMNS, rows)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("--statements", type=int, default=500)
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args()
    if sys.platform != "linux":
        raise SystemExit("memory is read as Linux tells it: run this comparison on Linux")
    print(asyncio.run(_run(given.statements, given.questions)))


if __name__ == "__main__":
    main()
