"""Makes the rows of a space in memory from the records of the store."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable
from datetime import UTC, tzinfo
from itertools import islice
from typing import Final

import anyio.lowlevel
import anyio.to_thread
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mcp_mem0.adapters.lancedb_records.caches.cached_space import KIND_NUMBERS, CachedSpace, Numbers
from mcp_mem0.adapters.lancedb_records.caches.word_index import build_word_index
from mcp_mem0.adapters.lancedb_records.front.views import View
from mcp_mem0.adapters.lancedb_records.schema import (
    READABLE,
    list_readable_columns,
    read_vector_size,
)

_TEXTS_PER_BATCH: Final = 500
"""So many texts are tokenised before other tasks get their turn."""


async def build_cached_space(
    space: str, view: View, records: pa.Table, pending: Iterable[str], zone: tzinfo = UTC
) -> CachedSpace:
    """Return the open rows of a space from records that were read with vectors.

    Args:
        space: The space.
        view: What they were read from.
        records: The open rows.
        pending: The ids of the episodes that are not decided.
        zone: The time zone of moments that were stored without an offset.
    """
    rows = _copy_rows(records.select(list_readable_columns([*READABLE.values()])))
    has_vector = records.column("vector").is_valid().to_numpy()
    vectors: Numbers = np.zeros((len(has_vector), read_vector_size(records.schema)), np.float32)
    places = iter(np.nonzero(has_vector)[0].tolist())
    # In chunks: a copy of the whole would be a memory peak that is not given back.
    for piece in records.column("vector").chunks:
        numbers = pc.list_flatten(piece).to_numpy().reshape(-1, vectors.shape[1])
        vectors[[*islice(places, len(numbers))]] = numbers
    texts = [str(text) for text in rows.column("index_text").to_pylist()]
    words: list[list[str]] = []
    for first in range(0, len(texts), _TEXTS_PER_BATCH):
        words += await view.split_words(texts[first : first + _TEXTS_PER_BATCH])
        # Let other tasks run before all are tokenised.
        await anyio.lowlevel.checkpoint()
    is_empty = {name: rows.column(name).null_count == len(rows) for name in rows.column_names}
    ids = [str(row_id) for row_id in rows.column("id").to_pylist()]
    numbers = [KIND_NUMBERS[str(kind)] for kind in rows.column("kind").to_pylist()]
    return CachedSpace(
        space=space,
        head=await view.read_head(space),
        seq=view.overlay.state.seq,
        folded=view.overlay.folded,
        origin=view.overlay.origin,
        zone=zone,
        index=await anyio.to_thread.run_sync(build_word_index, words),
        rows=rows.select([name for name in rows.column_names if not is_empty[name]]),
        empty_columns=[name for name in rows.column_names if is_empty[name]],
        places={row_id: place for place, row_id in enumerate(ids)},
        ids=ids,
        kinds=np.array(numbers, np.uint8),
        vectors=vectors,
        without_vector=frozenset(np.nonzero(~has_vector)[0].tolist()),
        pending=frozenset(pending),
    )


def _copy_rows(rows: pa.Table) -> pa.Table:
    """Return rows in memory of their own.

    What LanceDB returns are parts of all that it read, vectors included, which they keep in memory:
    ten times as much.
    """
    return rows.take(pa.array(range(rows.num_rows), pa.int64())).combine_chunks()
