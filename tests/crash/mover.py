"""A process that backs a store up, restores it or copies it, and stops on the way to be killed.

    python -m tests.crash.mover backup|restore|sync STORE OTHER STEP

OTHER is the folder of backups, or the store to copy to. A step is whatever the interpreter opens,
makes, renames, links or removes in the folder that both are in. In its second act it stops before
the step of this number, and prints "here"; if there are fewer, it prints how many.
"""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Lock
from typing import Final

import anyio

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.backing_up import BackupMaker
from mcp_mem0.adapters.backups.restoring import StoreRestorer
from mcp_mem0.adapters.backups.row_sync import StoreSync
from mcp_mem0.adapters.backups.store_tree import remove_tree
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.support.backed_up_store import leave_alone
from tests.support.statement_writer import opened

_STEPS: Final = frozenset(
    {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "sqlite3.connect"}
)


class Stop:
    """Stops the process before one of its steps.

    Args:
        folder: Where steps are counted.
        step: The number of the step.
    """

    def __init__(self, folder: Path, step: int) -> None:
        self._folder = str(folder)
        self._step = step
        self._lock = Lock()
        self._is_counting = False
        self.count = 0
        sys.addaudithook(self._note)

    @contextmanager
    def counting(self, number: int) -> Generator[None]:
        """Count the steps of a block in the second act, whose number is 1."""
        self._is_counting = number == 1
        try:
            yield
        finally:
            self._is_counting = False

    def _note(self, event: str, given: tuple[object, ...]) -> None:
        if (
            not self._is_counting
            or event not in _STEPS
            or not str(given[0]).startswith(self._folder)
        ):
            return
        with self._lock:
            self.count += 1
            is_there = self.count == self._step
        if is_there:
            say("here")
            Event().wait()


async def back_up(store: Path, folder: Path, number: int, stop: Stop) -> None:
    diary = await opened(str(store), fold_after_rows=1)
    await diary.note(f"{number} of this process")
    await diary.records.maintain()
    diary.records.close()
    maker = BackupMaker(store=str(store), options={}, folder=folder, lock_timeout_s=30)
    with stop.counting(number):
        await maker.back_up(keep=3)


async def restore(store: Path, folder: Path, number: int, stop: Stop) -> None:
    archive = BackupArchive(folder)
    backups = archive.list_backups()
    backup = archive.find(backups[number % len(backups)].name, now=datetime.now(UTC))
    with stop.counting(number):
        result = await StoreRestorer(archive=archive).restore(
            backup, LocalPlace(store), replace=True, settle=leave_alone
        )
    if result.moved_to is not None:
        remove_tree(result.moved_to)


async def sync(store: Path, target: Path, number: int, stop: Stop) -> None:
    diary = await opened(str(store))
    for part in range(5):
        await diary.note(f"{number}.{part} of this process")
    diary.records.close()
    with stop.counting(number):
        await StoreSync(source=str(store), target=str(target), options={}).run(replace=False)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main() -> None:
    name, store, other, step = sys.argv[1:]
    acts = {"backup": back_up, "restore": restore, "sync": sync}
    stop = Stop(Path(store).parent, int(step))
    for number in range(2):
        await acts[name](Path(store), Path(other), number, stop)
    say(str(stop.count))


if __name__ == "__main__":
    anyio.run(main)
