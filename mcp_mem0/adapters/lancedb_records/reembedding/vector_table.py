"""The vectors of the next model by text, in a table of their own, until the store has them.

It is filled batch by batch, so whoever goes on after a kill embeds nothing twice. A text stands
there as its hash. It can be lost without harm: then its vectors are made again.
"""

# LanceDB types its tables and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any, Final, cast

import numpy as np
import pyarrow as pa
from lancedb import AsyncConnection, AsyncTable

from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.schema import (
    VECTOR_FIELD,
    build_vector_field,
    read_identity,
)
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.vectors import EmbedderIdentity, Vector

VECTOR_TABLE: Final = "vectors_next"

_KEY: Final = "key"
_KEY_BYTES: Final = 16
_ROWS_A_BATCH: Final = 10_000


def compute_key(text: str) -> bytes:
    """Return the hash that stands for a text."""
    return blake2b(text.encode(errors="surrogatepass"), digest_size=_KEY_BYTES).digest()


@dataclass(frozen=True, slots=True)
class VectorTable:
    """The table of the vectors of one model.

    Args:
        table: The table itself.
        identity: The model.
    """

    table: AsyncTable
    identity: EmbedderIdentity

    async def read_keys(self) -> set[bytes]:
        """Return the hashes of all texts that have a vector.

        Raises:
            StoreError: It cannot be read.
        """
        keys = (await read(self.table.query().select([_KEY]).to_arrow())).column(_KEY)
        return cast("set[bytes]", {*keys.to_pylist()})

    async def add(self, vectors: Mapping[bytes, Vector]) -> None:
        """Add the vectors of some texts, by the hash of each.

        Raises:
            StoreError: They could not be written.
        """
        numbers = np.array([*vectors.values()], np.float32).reshape(-1)
        columns = [
            pa.array([*vectors], pa.binary(_KEY_BYTES)),
            pa.FixedSizeListArray.from_arrays(pa.array(numbers), self.identity.dimensions),
        ]
        batch = pa.Table.from_arrays(columns, schema=_build_schema(self.identity))
        await retry_write(partial(self.table.add, batch))

    async def read_by_ids(
        self, ids: Mapping[bytes, Sequence[str]], field: "pa.Field[Any]"
    ) -> AsyncGenerator[pa.Table]:
        """Return the vectors of rows, in batches, as a column of the table of records.

        Args:
            ids: The ids of the rows whose text has a hash.
            field: That column.

        Raises:
            StoreError: They cannot be read.
        """
        schema = pa.schema([pa.field("id", pa.string(), nullable=False), field])
        given: set[bytes] = set()
        batches = await read(self.table.query().to_batches(max_batch_length=_ROWS_A_BATCH))
        while (batch := await read(anext(batches, None))) is not None:
            keys = cast("list[bytes]", batch.column(_KEY).to_pylist())
            # After a kill, a text may have its vector twice.
            places = [
                (place, row_id)
                for place, key in enumerate(keys)
                if key in ids and key not in given
                for row_id in ids[key]
            ]
            given |= set(keys)
            if places:
                taken = batch.column(VECTOR_FIELD).take(pa.array([place for place, _ in places]))
                names = pa.array([row_id for _, row_id in places], pa.string())
                yield pa.Table.from_arrays([names, taken.cast(field.type)], schema=schema)


async def open_vector_table(connection: AsyncConnection, identity: EmbedderIdentity) -> VectorTable:
    """Return the table of the vectors of a model; one of another model, or damaged, is dropped.

    Raises:
        StoreError: It cannot be created.
    """
    kept = await find_vector_table(connection)
    if kept is not None and kept.identity == identity:
        try:
            await kept.read_keys()
        except StoreError:
            # A power cut: it is never flushed.
            pass
        else:
            return kept
    await drop_vector_table(connection)
    create = partial(
        connection.create_table, VECTOR_TABLE, schema=_build_schema(identity), exist_ok=True
    )
    return VectorTable(await retry_write(create), identity)


async def find_vector_table(connection: AsyncConnection) -> VectorTable | None:
    """Return the table as it is; None if there is none, or none that can be read.

    Raises:
        StoreError: The store cannot be reached.
    """
    if VECTOR_TABLE not in (await read(connection.list_tables())).tables:
        return None
    try:
        table = await read(connection.open_table(VECTOR_TABLE))
        return VectorTable(table, read_identity(await read(table.schema())))
    except (StoreError, KeyError):
        return None


async def drop_vector_table(connection: AsyncConnection) -> None:
    """Drop the table, if there is one.

    Raises:
        StoreError: It cannot be dropped.
    """
    await retry_write(partial(connection.drop_table, VECTOR_TABLE, ignore_missing=True))


def _build_schema(identity: EmbedderIdentity) -> pa.Schema:
    key = pa.field(_KEY, pa.binary(_KEY_BYTES), nullable=False)
    return pa.schema([key, build_vector_field(VECTOR_FIELD, identity)])
