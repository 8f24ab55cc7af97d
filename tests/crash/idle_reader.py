"""A process that has read a store and then asks nothing of it, but maintains it.

    python -m tests.crash.idle_reader STORE

It prints a line once it has read; then, for each line that it reads, it maintains the store once,
and prints how many rows it finds by the words in that line.
"""

import sys
from pathlib import Path

import anyio
import anyio.to_thread

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt
from tests.support.row_builders import IDENTITY, SPACE


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main() -> None:
    records = LanceRecords(str(Path(sys.argv[1])), identity=IDENTITY)
    await records.open()
    where = Filter(spaces=(SPACE,))
    await records.search_text([Excerpt], "epilepsy", where, limit=5)
    await records.search_vectors([Excerpt], (1.0, 0.0, 0.0, 0.0), where, limit=5)
    say("here")
    while words := (await anyio.to_thread.run_sync(sys.stdin.readline)).strip():
        await records.maintain()
        if words == "nothing":
            say("maintained")
        else:
            say(str(len(await records.search_text([Excerpt], words, where, limit=5))))


if __name__ == "__main__":
    anyio.run(main)
