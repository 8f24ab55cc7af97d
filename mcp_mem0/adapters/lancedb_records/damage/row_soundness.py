"""Which rows of the table are as they can have been written: damage that decodes leaves traces.

A lost page is full of zeros: texts of NUL characters, vectors without a direction, moments of 1970.
"""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from contextlib import aclosing
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lancedb import AsyncTable
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.reading import count_all_rows, read_all_rows
from mcp_mem0.adapters.lancedb_records.schema import (
    ALL_KINDS,
    ERASURE,
    FOLD,
    KINDS,
    PAYLOAD,
    VECTOR_FIELD,
)
from mcp_mem0.adapters.system.file_limit import OutsideFaultError
from mcp_mem0.domain.errors import StoreError

_Mask: TypeAlias = NDArray[np.bool_]

_WITH_PAYLOAD: Final = sorted({FOLD, ERASURE, *(KINDS[kind] for kind in PAYLOAD)})
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""No row was recorded before; what is all zeros is of 1970."""


def find_sound_rows(rows: pa.Table) -> _Mask:
    """Return for each row whether all but its vector can have been written."""
    sound = np.ones(rows.num_rows, np.bool_)
    for name in rows.column_names:
        column = rows.column(name)
        if pa.types.is_string(column.type):
            sound &= ~_mask(pc.match_substring(column, "\0"))
        elif pa.types.is_list(column.type):
            sound &= _has_whole_texts(column)
    sound &= _mask(pc.greater(pc.utf8_length(rows.column("id")), pa.scalar(0, pa.int32())))
    sound &= _mask(pc.is_in(rows.column("kind"), pa.array(ALL_KINDS, pa.string())))
    sound &= _mask(pc.is_valid(rows.column("space")))
    earliest = pa.scalar(_EARLIEST, rows.column("recorded_at").type)
    sound &= _mask(pc.greater(rows.column("recorded_at"), earliest))
    has_payload = _mask(pc.is_in(rows.column("kind"), pa.array(_WITH_PAYLOAD, pa.string())))
    return sound & (~has_payload | _mask(pc.starts_with(rows.column("payload"), "{")))


def find_bad_vectors(rows: pa.Table) -> _Mask:
    """Return for each row whether it has a vector that cannot have been stored."""
    column = rows.column(VECTOR_FIELD)
    is_bad = np.zeros(len(column), np.bool_)
    is_there = _mask(pc.is_valid(column))
    # A number that is missing within a vector becomes NaN.
    numbers = pc.list_flatten(column.filter(pa.array(is_there))).to_numpy()
    matrix = numbers.reshape(int(is_there.sum()), column.type.list_size)
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.square(matrix, dtype=np.float64).sum(axis=1)
    is_bad[is_there] = ~(np.isfinite(lengths) & (lengths > 0))
    return is_bad


def find_folded(rows: pa.Table) -> int:
    """Return the highest mark of a fold among rows; 0 if there is none."""
    is_mark = pc.is_in(rows.column("kind"), pa.array([FOLD], pa.string()))
    marks = rows.filter(is_mark).column("revision")
    return int(pc.max(marks).as_py() or 0)


async def is_readable(table: AsyncTable) -> bool:
    """Read every column of every row; return whether that worked, and all can have been written."""
    return await read_back(table) is not None


async def read_back(table: AsyncTable) -> int | None:
    """Read every column of every row without any index.

    Returns:
        The mark of the last fold, 0 if there is none; None if a row cannot be read, or cannot have
        been written as it is.
    """
    count = folded = 0
    try:
        async with aclosing(read_all_rows(table)) as batches:
            async for batch in batches:
                rows = pa.Table.from_batches([batch])
                count += rows.num_rows
                folded = max(folded, find_folded(rows))
                if not find_sound_rows(rows).all() or find_bad_vectors(rows).any():
                    return None
        return folded if count == await count_all_rows(table) else None
    except OutsideFaultError:
        raise
    except StoreError:
        return None


def drop_vectors(rows: pa.Table, drop: _Mask) -> pa.Table:
    """Return rows without the vectors of some of them."""
    place = rows.schema.get_field_index(VECTOR_FIELD)
    field = rows.schema.field(place)
    kept = pc.if_else(pa.array(~drop), rows.column(place), pa.scalar(None, field.type))
    return rows.set_column(place, field, kept)


def _has_whole_texts(column: "pa.ChunkedArray[Any]") -> _Mask:
    whole = np.ones(len(column), np.bool_)
    broken = pc.match_substring(pc.list_flatten(column), "\0")
    whole[pc.list_parent_indices(column).to_numpy()[_mask(broken)]] = False
    return whole


def _mask(values: Any) -> _Mask:  # noqa: ANN401 - an array of Arrow, whole or in chunks
    """Return truth values, a missing one as False."""
    filled = pc.fill_null(values, pa.scalar(False))  # noqa: FBT003 - not ours to name
    return np.asarray(filled, np.bool_)
