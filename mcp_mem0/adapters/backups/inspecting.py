"""Opens the store of a backup, and says what it has and whether it is whole."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import aclosing, closing
from pathlib import Path

import anyio.to_thread

from mcp_mem0.adapters.backups.manifest import BackupContents, BackupHead
from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import read_stored_embedder
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import KINDS
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.invariants import InvariantChecker, StoredRow


class DamagedCopyError(StoreError):
    """A copy of a store is not whole."""


async def inspect_copy(folder: Path) -> BackupContents:
    """Open a copy of a store that nobody else has open, and read all of it.

    Every file is compared with its sums, every row is read, and every index is loaded: a copy has
    no flush note, so it is opened as after a power cut.

    Raises:
        DamagedCopyError: A file of it is damaged, or rows of it are lost.
        StoreError: It cannot be opened.
    """
    place = LocalPlace(folder)
    known = await anyio.to_thread.run_sync(_read_repairs, place)
    identity = await read_stored_embedder(str(folder), {})
    records = LanceRecords(str(folder), identity=identity, lock_timeout_s=1)
    with closing(records):
        await records.open()
        faults = await records.find_index_faults()
        repairs = await anyio.to_thread.run_sync(_read_repairs, place)
        if faults or len(repairs) > len(known):
            raise DamagedCopyError(faults[0] if faults else repairs[-1])
        inventory = _Inventory(identity.dimensions)
        async with aclosing(records.scan()) as batches:
            async for rows in batches:
                inventory.add(rows)
    return await anyio.to_thread.run_sync(inventory.describe, identity.name)


class _Inventory:
    """Counts the rows of a store, and checks that they agree."""

    def __init__(self, dimensions: int) -> None:
        self._checker = InvariantChecker(dimensions)
        self._counts: Counter[str] = Counter()
        self._newest: dict[str, tuple[int, str]] = {}

    def add(self, rows: Sequence[StoredRow]) -> None:
        for row in rows:
            self._checker.add(row)
            if isinstance(row, Change):
                self._newest[row.space] = max(
                    self._newest.get(row.space, (0, "")), (row.revision, row.id)
                )
            kind = _NAMES.get(type(row))
            if kind is not None:
                self._counts[kind] += 1

    def describe(self, embedder: str) -> BackupContents:
        return BackupContents(
            heads={
                space: BackupHead(revision=revision, change=change)
                for space, (revision, change) in sorted(self._newest.items())
            },
            counts=dict(sorted(self._counts.items())),
            disagreements=tuple(self._checker.list_violations()),
            embedder=embedder,
        )


_NAMES: Mapping[type, str] = {**KINDS}
"""The kinds of rows that are counted; a head is no memory."""


def _read_repairs(place: LocalPlace) -> list[str]:
    """Return a line for each damage that was found and repaired, at any time."""
    try:
        text = (place.ours / "healed.log").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return text.splitlines()
