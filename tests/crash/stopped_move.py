"""A process that moves a store to another model and stops on the way, to be killed there.

    python -m tests.crash.stopped_move STORE STEP

It prints a line when it is there.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Final

import anyio

from mcp_mem0.adapters.lancedb_records.erasing.rewriting import rewrite_rows
from mcp_mem0.adapters.lancedb_records.front.fold_marks import read_fold_mark
from mcp_mem0.adapters.lancedb_records.front.folding import move_rows
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontFile
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.reembedding.front_hold import hold_front
from mcp_mem0.adapters.lancedb_records.reembedding.vector_columns import (
    drop_column,
    fill_column,
    switch_columns,
)
from mcp_mem0.adapters.lancedb_records.reembedding.vector_table import (
    compute_key,
    open_vector_table,
)
from mcp_mem0.adapters.lancedb_records.schema import FORMER_FIELD, NEXT_FIELD, TABLE
from tests.crash.stopped_fold import stop
from tests.support.moved_store import open_move
from tests.support.other_embedder import OtherEmbedder

EMBEDDED: Final = "embedded"
FILLED: Final = "filled"
FOLDED: Final = "folded"
SWITCHED: Final = "switched"
TRIMMED: Final = "trimmed"
DROPPED: Final = "dropped"
REWRITTEN: Final = "rewritten"
STEPS: Final = (EMBEDDED, FILLED, FOLDED, SWITCHED, TRIMMED, DROPPED, REWRITTEN)


async def main() -> None:
    store, last = sys.argv[1:]
    other = OtherEmbedder()
    place = LocalPlace(Path(store))
    connection = await connect(place, {})
    table = await connection.open_table(TABLE)

    async def stop_after(step: str) -> None:
        if step == last:
            await stop()

    async with open_move(store, other.identity, {}) as move:
        keys: dict[str, bytes] = {}
        async for texts in move.find_texts(100):
            await move.add_vectors({text: other.count_words(text) for text in texts})
        await stop_after(EMBEDDED)
        await move.fill()
        await stop_after(FILLED)
        if last in (FOLDED, SWITCHED):
            async with hold_front(place.front):
                # What `switch` does, taken apart.
                move_all = partial(move_rows, FrontFile(place.front), table, least_rows=1)
                await move_all(await read_fold_mark(table))
                await stop_after(FOLDED)
                vectors = await open_vector_table(connection, other.identity)
                rows = (await table.query().select(["id", "text"]).to_arrow()).to_pylist()
                keys |= {row["id"]: compute_key(row["text"]) for row in rows if row["text"]}
                await fill_column(table, NEXT_FIELD, keys, vectors)
                await switch_columns(table)
                await stop_after(SWITCHED)
        assert await move.switch()
        await stop_after(TRIMMED)
        await drop_column(table, FORMER_FIELD)
        await stop_after(DROPPED)
        await rewrite_rows(table)
        await stop_after(REWRITTEN)


if __name__ == "__main__":
    anyio.run(main)
