"""How the server grows with its store: recall, remember, memory, disk and start at each size.

    python -m benchmarks.growth [--sizes 1000,10000,100000] [--facts-per-space 1000]
        [--stores FOLDER] [--picture docs/growth.svg]

Each size is a store of its own, filled and compacted before. With `--facts-per-space 0` all facts
are in one space. Stores in FOLDER stay there, with what was remembered while they were measured,
and are used again.
"""

import argparse
import asyncio
import math
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from benchmarks.calls import TIMES, WARM_UP, call_tool, filled, served
from benchmarks.corpus import statements
from benchmarks.measure import read_resident_mib, table, timed

SEED = 17
SIZES = (1_000, 10_000, 100_000)
MIB = 1_048_576
_WIDTH, _HEIGHT, _LEFT, _TOP = 640, 320, 60, 20
_LINE_HEIGHT = 14
_TICKS = (1, 10, 100, 1_000, 10_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What was measured at one size; times in milliseconds, sizes in MiB.

    Attributes:
        facts: Facts in the store.
        start: Until the first question was answered, the start of the server included.
        recall_p50, recall_p95: A recall, each with a question of its own.
        remember_p50, remember_p95: A statement, decided by rules.
        resident: The memory of the server in the end.
        disk: What the store's files take in the end.
    """

    facts: int
    start: float
    recall_p50: float
    recall_p95: float
    remember_p50: float
    remember_p95: float
    resident: float
    disk: float


COLUMNS = (
    "facts",
    "start ms",
    "recall p50 ms",
    "p95",
    "remember p50 ms",
    "p95",
    "resident MiB",
    "disk MiB",
)


async def measure(facts: int, facts_per_space: int, folder: Path) -> Point:
    """Return the figures of a store with so many facts."""
    spaces = max(1, facts // facts_per_space) if facts_per_space else 1
    store = folder / f"{facts}-in-{spaces}"
    if not store.exists():
        await filled(store, spaces=spaces, facts=facts // spaces)
    asked = list(statements(TIMES + WARM_UP + 1, seed=SEED))
    told = list(statements(TIMES + WARM_UP, seed=SEED + 1))
    chance = random.Random(SEED)

    def choose_space() -> str:
        number = chance.randrange(spaces)
        return f"space-{number}" if number else "default"

    started = time.perf_counter()
    async with served(store) as client:

        async def question(number: int) -> None:
            words = asked[number].removesuffix(".").split()
            query = f"what about {' '.join(words[:4])} {number}?"
            await call_tool(client, "recall", query=query, space=choose_space())

        async def statement(number: int) -> None:
            await call_tool(
                client, "remember", content=f"New: {told[number]}", space=choose_space()
            )

        await question(TIMES + WARM_UP)
        start_ms = (time.perf_counter() - started) * 1_000
        await timed(question, times=WARM_UP)
        recalls = await timed(question, times=TIMES, first=WARM_UP)
        await timed(statement, times=WARM_UP)
        remembers = await timed(statement, times=TIMES, first=WARM_UP)
        resident = read_resident_mib(f"MCP_MEM0_STORE={store}", "serve")
    disk = sum(file.stat().st_size for file in store.rglob("*") if file.is_file()) / MIB
    return Point(
        facts=facts,
        start=start_ms,
        recall_p50=recalls.p50,
        recall_p95=recalls.p95,
        remember_p50=remembers.p50,
        remember_p95=remembers.p95,
        resident=resident,
        disk=disk,
    )


def draw(points: Sequence[Point]) -> str:
    """Return the curve as an SVG: both axes by powers of ten, a line for each figure."""
    lines = {
        "recall p50, ms": [each.recall_p50 for each in points],
        "remember p50, ms": [each.remember_p50 for each in points],
        "resident, MiB": [each.resident for each in points],
        "disk, MiB": [each.disk for each in points],
    }
    colours = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd")
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
    ]
    for tick in _TICKS:
        y = _place_y(tick)
        parts.append(f'<path d="M{_LEFT} {y:.0f}H{_WIDTH - 150}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{tick:,}</text>')
    for each in points:
        x = _place_x(each.facts, points)
        label = f'<text x="{x:.0f}" y="{_HEIGHT - 12}" text-anchor="middle">{each.facts:,}</text>'
        parts.append(label)
    for values, colour in zip(lines.values(), colours, strict=True):
        places = [
            f"{_place_x(each.facts, points):.1f},{_place_y(value):.1f}"
            for each, value in zip(points, values, strict=True)
        ]
        joined = " ".join(places)
        parts.append(
            f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
    last_y = -math.inf
    ends = ((_place_y(values[-1]) + 4, name) for name, values in lines.items())
    for (y, name), colour in sorted(zip(ends, colours, strict=True)):
        # One below the other, where lines end side by side.
        last_y = max(y, last_y + _LINE_HEIGHT)
        x = _WIDTH - 145
        parts.append(f'<text x="{x}" y="{last_y:.0f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _place_x(facts: int, points: Sequence[Point]) -> float:
    place = [each.facts for each in points].index(facts)
    return _LEFT + 20 + place * (_WIDTH - 150 - _LEFT - 40) / max(1, len(points) - 1)


def _place_y(value: float) -> float:
    share = math.log10(max(value, _TICKS[0])) / math.log10(_TICKS[-1])
    return _HEIGHT - 40 - share * (_HEIGHT - 40 - _TOP)


def main() -> None:
    """Print the table, and draw the curve if a file is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--facts-per-space", type=int, default=1_000)
    parser.add_argument("--stores", type=Path)
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        points = [
            asyncio.run(measure(size, given.facts_per_space, given.stores or Path(folder)))
            for size in map(int, given.sizes.split(","))
        ]
    print(table(f"Growth, {TIMES} calls each", COLUMNS, [astuple(each) for each in points]))
    if given.picture is not None:
        given.picture.write_text(draw(points), encoding="utf-8")


if __name__ == "__main__":
    main()
