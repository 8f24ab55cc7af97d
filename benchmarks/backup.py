"""How long backups of a large store take, what they write, and how long a restore takes.

    python -m benchmarks.backup [--facts 100000]

A first backup, one of an unchanged store, one after some hundred more facts, one after the store
was compacted, a comparison of all files, a restore with its check, and a copy to a new store.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Awaitable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from benchmarks.corpus import fill, filled
from benchmarks.measure import machine, table
from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.backing_up import BackupMaker
from mcp_mem0.adapters.backups.restoring import StoreRestorer
from mcp_mem0.adapters.backups.row_sync import StoreSync
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder

FACTS = 100_000
MORE_FACTS = 500
_MB = 1_000_000

T = TypeVar("T")
_Row = tuple[object, ...]


async def _time(act: Awaitable[T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = await act
    return time.perf_counter() - started, result


async def _add_facts(store: Path, space: str, *, compact_after_rows: int) -> None:
    records = LanceRecords(
        str(store),
        identity=MiniLmEmbedder().identity,
        fold_after_rows=1,
        compact_after_rows=compact_after_rows,
    )
    await records.open()
    await fill(records, space, MORE_FACTS)
    await records.maintain()
    records.close()


async def _leave_alone(_: Path) -> None:
    """Change nothing in the restored store."""


async def _measure(folder: Path, facts: int) -> list[_Row]:
    store, archive = folder / "store", BackupArchive(folder / "backups")
    await filled(store, {"default": facts})
    maker = BackupMaker(store=str(store), options={}, folder=archive.folder, lock_timeout_s=60)
    rows: list[_Row] = []

    async def back_up(name: str) -> None:
        seconds, result = await _time(maker.back_up(keep=None))
        size = result.backup.size / _MB
        rows.append((name, seconds, size, result.new_bytes / _MB))

    await back_up("first backup")
    await back_up("nothing has changed")
    await _add_facts(store, "more", compact_after_rows=1_000_000)
    await back_up(f"{MORE_FACTS} facts more")
    await _add_facts(store, "again", compact_after_rows=1)
    await back_up("after a compaction")
    restorer, backup = StoreRestorer(archive=archive), archive.list_backups()[-1]
    seconds, _ = await _time(restorer.check(backup))
    rows.append(("comparing all files", seconds, backup.size / _MB, ""))
    restoring = restorer.restore(
        archive.find(None, now=datetime.now(UTC)),
        LocalPlace(folder / "restored"),
        replace=False,
        settle=_leave_alone,
    )
    seconds, _ = await _time(restoring)
    rows.append(("restore, checked", seconds, backup.size / _MB, backup.size / _MB))
    sync = StoreSync(source=str(store), target=str(folder / "copy"), options={})
    seconds, copied = await _time(sync.run(replace=False))
    rows.append((f"copy to a new store, {copied.written:,} rows", seconds, "", ""))
    seconds, _ = await _time(sync.run(replace=False))
    rows.append(("copy again, nothing new", seconds, "", ""))
    return rows


def main() -> None:
    """Print the table."""
    _print_table(FACTS)


def _print_table(facts: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_measure(Path(folder), facts))
    title = f"Backups of {facts:,} facts ({machine()})"
    print(table(title, ("what", "seconds", "MB", "MB written"), rows))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.backup")
    parser.add_argument("--facts", type=int, default=FACTS, help="how many facts the store has")
    _print_table(parser.parse_args().facts)
