"""A process that backs a store up, restores it or copies it again and again, to be killed at work.

    python -m tests.crash.mover backup|restore|sync STORE OTHER

OTHER is the folder of backups, or the store to copy to. It prints a line before each act.
"""

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

import anyio

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.adapters.backups.backing_up import BackupMaker
from mcp_mem0.adapters.backups.restoring import StoreRestorer
from mcp_mem0.adapters.backups.row_sync import StoreSync
from mcp_mem0.adapters.backups.store_tree import remove_tree
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.support.backed_up_store import leave_alone
from tests.support.statement_writer import opened


async def back_up(store: Path, folder: Path) -> None:
    diary = await opened(str(store), fold_after_rows=1)
    maker = BackupMaker(store=str(store), options={}, folder=folder, lock_timeout_s=30)
    for number in itertools.count():
        await diary.note(f"{number} of this process")
        await diary.records.maintain()
        say_number(number)
        await maker.back_up(keep=3)


async def restore(store: Path, folder: Path) -> None:
    archive = BackupArchive(folder)
    backups = archive.list_backups()
    for number in itertools.count():
        backup = archive.find(backups[number % len(backups)].name, now=datetime.now(UTC))
        say_number(number)
        result = await StoreRestorer(archive=archive).restore(
            backup, LocalPlace(store), replace=True, settle=leave_alone
        )
        if result.moved_to is not None:
            remove_tree(result.moved_to)


async def sync(store: Path, target: Path) -> None:
    for number in itertools.count():
        diary = await opened(str(store))
        for part in range(5):
            await diary.note(f"{number}.{part} of this process")
        diary.records.close()
        say_number(number)
        await StoreSync(source=str(store), target=str(target), options={}).run(replace=False)


def say_number(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    acts = {"backup": back_up, "restore": restore, "sync": sync}
    anyio.run(acts[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]))
