"""How long an export and its import take, and how much memory, and whether they lose anything.

    python -m benchmarks.transfer [--facts 50000]

Each step is a process of its own. A fact comes with its message, so there are twice as many rows.
"""

import argparse
import asyncio
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.corpus import IDS, START, build_change, build_fact, statements
from benchmarks.measure import machine, table
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.app.running import build_app
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.changes import Commit, Step
from mcp_mem0.domain.model.ids import Prefix
from mcp_mem0.domain.model.rows import Episode, Excerpt, Head, Intake, Message
from mcp_mem0.domain.model.vectors import Vector, normalise_vector
from mcp_mem0.domain.text.search_text import build_excerpt_texts
from mcp_mem0.domain.transfer.values import ExportRequest, ImportExportRequest

FACTS = 50_000
FACTS_A_CHANGE = 50
CHANGES_A_ROUND = 40
SPACE = "whole"
MIB = 1_048_576
PEAK = "peak"
"""The file in which a step says how much memory it had."""
STEPS = ("export", "export --no-vectors", "export --format markdown", "import", "check")


async def fill(store: Path, facts: int) -> None:
    """Make a store of facts, each with the message that says it, whose rows all agree."""
    chance = np.random.default_rng(7)
    records = LanceRecords(
        str(store), identity=MiniLmEmbedder().identity, compact_after_rows=20_000
    )
    await records.open()
    texts = list(statements(facts))
    for revision, first in enumerate(range(0, facts, FACTS_A_CHANGE), start=1):
        await records.commit(_commit(texts[first : first + FACTS_A_CHANGE], revision, chance))
        if revision % CHANGES_A_ROUND == 0:
            await records.maintain()
    await records.maintain()
    records.close()


def _commit(texts: list[str], revision: int, chance: np.random.Generator) -> Commit:
    at = START + timedelta(minutes=revision)
    change = build_change(SPACE, at, revision)
    messages = tuple(Message(role="user", content=text) for text in texts)
    episode = Episode(
        id=IDS.make_id(Prefix.EPISODE),
        space=SPACE,
        session=change.session,
        author=change.author,
        said_at=at,
        recorded_at=at,
        recorded_by=change.id,
        intake=Intake(messages=messages),
    )
    facts = tuple(
        replace(
            build_fact(text, change, (text.partition(" ")[0],)),
            source=episode.id,
            position=position,
            vector=_direction(chance),
        )
        for position, text in enumerate(texts)
    )
    change = replace(
        change,
        source=episode.id,
        steps=tuple(Step(operation="ADD", reason="new", opened=fact.id) for fact in facts),
        opened=tuple(fact.id for fact in facts),
    )
    return Commit(
        head=Head(space=SPACE, revision=revision, recorded_at=at),
        change=change,
        opened=facts,
        decided=episode,
        kept=tuple(_build_excerpts(episode, chance)),
    )


def _build_excerpts(episode: Episode, chance: np.random.Generator) -> Iterator[Excerpt]:
    for passage in build_excerpt_texts(episode.intake.messages, episode.said_at):
        yield Excerpt(
            id=IDS.make_id(Prefix.EXCERPT),
            space=episode.space,
            session=episode.session,
            author=episode.author,
            said_at=episode.said_at,
            recorded_at=episode.recorded_at,
            text=passage.text,
            index_text=passage.index_text,
            vector=_direction(chance),
            source=episode.id,
            position=passage.position,
        )


def _direction(chance: np.random.Generator) -> Vector:
    return normalise_vector(chance.standard_normal(MiniLmEmbedder().identity.dimensions).tolist())


async def run_step(step: str, folder: Path) -> None:
    """Do one step in this process."""
    store = folder / ("copy" if step in {"import", "check", "export again"} else "store")
    async with build_app(Settings(store=str(store))) as app:
        match step:
            case "import":
                await app.import_export(ImportExportRequest(file=folder / "export.jsonl"))
            case "check":
                violations = await (await app.get_services()).check.find_violations()
                if violations:
                    sys.exit(violations[0])
            case "export --format markdown":
                await app.export(ExportRequest(target=str(folder / "pages"), format="markdown"))
            case _:
                name = {"export": "export", "export again": "again"}.get(step, "plain")
                request = ExportRequest(
                    target=str(folder / f"{name}.jsonl"),
                    has_vectors=not step.endswith("--no-vectors"),
                    has_forgotten=True,
                )
                await app.export(request)


def _read_peak_mib() -> str:
    """Return the most memory that this process had since it began; Linux only, elsewhere "".

    What the system says of a child counts what its parent had when it was started.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next(f"{int(line.split()[1]) // 1_024}" for line in lines if line.startswith("VmHWM"))


def measure_step(step: str, folder: Path) -> tuple[object, ...]:
    """Do one step in a process of its own; return its name, times and memory."""
    words = [sys.executable, "-m", "benchmarks.transfer", "--step", step, "--folder", str(folder)]
    started = time.perf_counter()
    child = os.posix_spawn(sys.executable, words, os.environ)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"{step} failed")
    seconds = time.perf_counter() - started
    busy = used.ru_utime + used.ru_stime
    return step, round(seconds, 1), round(busy, 1), (folder / PEAK).read_text()


def hash_rows(file: Path) -> set[bytes]:
    """Return the sums of the lines of an export but the first and the last."""
    with file.open("rb") as lines:
        sums = [hashlib.sha256(line).digest() for line in lines]
    return {*sums[1:-1]}


def main() -> None:
    """Print the table."""
    arguments = _parse_arguments()
    if arguments.step:
        asyncio.run(run_step(arguments.step, arguments.folder))
        (arguments.folder / PEAK).write_text(_read_peak_mib(), encoding="utf-8")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(fill(folder / "store", arguments.facts))
        rows = [measure_step(step, folder) for step in (*STEPS, "export again")]
        before, after = hash_rows(folder / "export.jsonl"), hash_rows(folder / "again.jsonl")
        sizes = {each.name: each.stat().st_size / MIB for each in folder.glob("*.jsonl")}
    is_equal = "equal" if before == after else "NOT EQUAL"
    title = f"Moving {len(before):,} rows ({machine()})"
    print(table(title, ("step", "seconds", "CPU s", "peak MiB"), rows))
    print(f"\nAll rows of the copy are {is_equal}.")
    print(", ".join(f"{file}: {size:.0f} MiB" for file, size in sorted(sizes.items())))


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.transfer")
    parser.add_argument("--facts", type=int, default=FACTS, help="how many facts the store has")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
