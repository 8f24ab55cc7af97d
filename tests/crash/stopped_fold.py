"""A process that folds the front of a store and stops on the way, to be killed there.

    python -m tests.crash.stopped_fold STORE "before the flush"|"before the trim"|"after it"

It prints a line when it is there.
"""

import sys
from functools import partial
from pathlib import Path

import anyio

from mcp_mem0.adapters.lancedb_records.front.folding import fold
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.adapters.lancedb_records.writing import LocalWrites

BEFORE_FLUSH, BEFORE_TRIM, AFTERWARDS = "before the flush", "before the trim", "after it"


async def stop() -> None:
    """Say that the process is there, and wait for its end."""
    sys.stdout.write("here\n")
    sys.stdout.flush()
    await anyio.sleep_forever()


async def main() -> None:
    place, step = LocalPlace(Path(sys.argv[1])), sys.argv[2]
    table = await (await connect(place, {})).open_table(TABLE)
    flush = partial(LocalWrites(place, lock=True, lock_timeout_s=30.0).keep, table)

    async def keep() -> None:
        if step == BEFORE_FLUSH:
            await stop()
        await flush()
        if step == BEFORE_TRIM:
            await stop()

    assert await fold(FrontFile(place.front), table, keep, least_rows=1)
    await stop()


if __name__ == "__main__":
    anyio.run(main)
