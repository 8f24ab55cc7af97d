"""A process that erases the first message of a store and stops on the way, to be killed there.

    python -m tests.crash.stopped_erase STORE STEP

It prints a line when it is there.
"""

import sys
from pathlib import Path
from typing import Final

import anyio
import anyio.lowlevel

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.erasing.rewriting import prune_all, rewrite_rows
from mcp_mem0.adapters.lancedb_records.front.folding import fold
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from tests.crash.stopped_fold import stop
from tests.support.erased_message import erase_message
from tests.support.row_builders import IDENTITY

BEGUN: Final = "begun"
REPLACED: Final = "replaced"
FOLDED: Final = "folded"
REWRITTEN: Final = "rewritten"
PRUNED: Final = "pruned"
STEPS: Final = (BEGUN, REPLACED, FOLDED, REWRITTEN, PRUNED)


async def main() -> None:
    place, last = LocalPlace(Path(sys.argv[1])), sys.argv[2]
    records = LanceRecords(sys.argv[1], identity=IDENTITY, fold_after_rows=1)
    await records.open()
    table = await (await connect(place, {})).open_table(TABLE)

    async def keep() -> None:
        await anyio.lowlevel.checkpoint()

    async def take(step: str) -> None:
        match step:
            case "replaced":
                await erase_message(records, 1)
            case "folded":
                await fold(FrontFile(place.front), table, keep, least_rows=1)
            case "rewritten":
                await rewrite_rows(table)
            case "pruned":
                await prune_all(table, is_alone=True)
            case _:
                pass

    async with records.erasing():
        for step in STEPS:
            await take(step)
            if step == last:
                await stop()


if __name__ == "__main__":
    anyio.run(main)
