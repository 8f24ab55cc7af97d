"""Imports an export, and says each stage that it comes to: to be killed at any of them."""

import sys
from pathlib import Path

import anyio

from mcp_mem0.domain.transfer.values import ImportExportRequest
from tests.support.moved_memory import opened_mover


async def run(folder: Path, name: str, file: Path) -> None:
    """Import a file into the store of a name in a folder."""
    async with opened_mover(folder, name) as here:

        def tell(stage: str, done: int, total: int) -> None:
            sys.stdout.write(f"{stage} {done}/{total}\n")
            sys.stdout.flush()

        await here.app.import_export(ImportExportRequest(file=file), tell)
    sys.stdout.write("done\n")
    sys.stdout.flush()


if __name__ == "__main__":
    anyio.run(run, Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
