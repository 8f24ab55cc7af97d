"""Shared by all benchmarks: timing, tables, and the line on the machine."""

import os
import platform
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("mcp", "lancedb", "igraph", "onnxruntime")


@dataclass(frozen=True, slots=True)
class Timings:
    """How long each of some equal calls took, in milliseconds."""

    milliseconds: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """Return the time that this share of the calls (0 to 1) did not exceed."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    @property
    def p50(self) -> float:
        """The median, in milliseconds."""
        return self.percentile(0.5)

    @property
    def p95(self) -> float:
        """The 95th percentile, in milliseconds."""
        return self.percentile(0.95)


async def timed(call: Callable[[int], Awaitable[object]], *, times: int, first: int = 0) -> Timings:
    """Await `call(first)`, `call(first + 1)` … one after the other, and time each."""
    spent: list[float] = []
    for number in range(first, first + times):
        started = time.perf_counter()
        await call(number)
        spent.append((time.perf_counter() - started) * 1_000)
    return Timings(tuple(spent))


def build_environment(**variables: str) -> dict[str, str]:
    """Return the environment of a measured program.

    It may keep compiled modules, as an installed one does: compiling ours doubles a start.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **variables}


def read_resident_mib(*marks: str) -> float:
    """Return the memory of the processes that have all of some texts in their command or variables.

    Linux only; elsewhere nan.
    """
    kib = 0
    found = False
    for process in Path("/proc").glob("[0-9]*"):
        try:
            known = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            if all(mark.encode() in known for mark in marks):
                size = re.search(r"VmRSS:\s+(\d+) kB", (process / "status").read_text())
                kib, found = kib + (int(size[1]) if size else 0), True
        except OSError:
            continue
    return kib / 1_024 if found else float("nan")


def machine() -> str:
    """Return one line on the machine and the versions."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores,"
        f" Python {platform.python_version()}, {libraries}"
    )


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table in Markdown under its title and the machine."""
    cells = [[_written(value) for value in row] for row in rows]
    widths = [
        max(len(column), *(len(row[at]) for row in cells)) for at, column in enumerate(columns)
    ]
    lines = [
        _line(columns, widths),
        "|" + "|".join("-" * (width + 2) for width in widths) + "|",
        *(_line(row, widths) for row in cells),
    ]
    return "\n".join([f"## {title}", "", machine(), "", *lines, ""])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return (
        "|"
        + "|".join(f" {cell:<{width}} " for cell, width in zip(cells, widths, strict=True))
        + "|"
    )


def _written(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else str(value)
