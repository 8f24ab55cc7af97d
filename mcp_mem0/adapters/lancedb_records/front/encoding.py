"""How records become rows of the front, and rows of the front records of the table again."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import Any, cast

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mcp_mem0.adapters.lancedb_records.front.connections import DamagedFrontError
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontRow
from mcp_mem0.adapters.lancedb_records.mapping import Record
from mcp_mem0.adapters.lancedb_records.schema import (
    MOMENTS,
    VECTOR_FIELD,
    compute_model_number,
    read_vector_size,
)
from mcp_mem0.domain.dates import fix_offset
from mcp_mem0.domain.errors import quote_value

_NUMBERS = np.dtype("<f4")


def encode_record(record: Mapping[str, object], *, seq: int, since: int) -> FrontRow:
    """Return the row of the front that holds a record."""
    vector = cast("Sequence[float] | None", record.get(VECTOR_FIELD))
    return FrontRow(
        id=str(record["id"]),
        seq=seq,
        since=since,
        space=str(record["space"]),
        kind=str(record["kind"]),
        record=json.dumps(encode_columns(record), ensure_ascii=False),
        vector=None if vector is None else np.array(vector, _NUMBERS).tobytes(),
    )


def encode_columns(record: Mapping[str, object]) -> dict[str, object]:
    """Return the columns of a record that have a value, without the vector, as JSON has them."""
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in record.items()
        if value is not None and name != VECTOR_FIELD
    }


def decode_columns(row: FrontRow) -> Record:
    """Return the columns that `encode_columns` made a row of.

    Raises:
        DamagedFrontError: It is no such row.
    """
    with _explain_damage(row):
        return json.loads(row.record)


def decode_record(row: FrontRow, names: Sequence[str], zone: tzinfo) -> Record:
    """Return what `parse_records` makes of a row of the front as a record of the table.

    Args:
        row: The row.
        names: The columns of the record.
        zone: The time zone in which its moments are.
    """
    stored = _decode_with_moments(row)
    return {name: _restore_value(stored.get(name), zone) for name in names}


def build_rows_table(rows: Sequence[FrontRow], schema: pa.Schema) -> pa.Table:
    """Return rows of the front as records of the table."""
    records = [_decode_with_moments(row) for row in rows]
    place = schema.get_field_index(VECTOR_FIELD)
    table = pa.Table.from_pylist(records, schema=schema.remove(place))
    vectors = _build_vectors([row.vector for row in rows], read_vector_size(schema))
    return table.add_column(place, schema.field(place), vectors)


def drop_other_vectors(
    rows: Sequence[FrontRow], model: int, schema: pa.Schema
) -> Sequence[FrontRow]:
    """Return rows without their vectors if these are not of the model of the table's.

    That is so only after damage: a table that lost the version in which it was moved to another
    model. The rows are found by their words.

    Args:
        rows: The rows.
        model: The number of the model of their vectors; 0 if that was never another one.
        schema: That of the table.
    """
    if model in (0, compute_model_number(schema)):
        return rows
    return [replace(row, vector=None) for row in rows]


def read_numbers(row: FrontRow) -> NDArray[np.float32] | None:
    """Return the vector of a row."""
    return None if row.vector is None else np.frombuffer(row.vector, _NUMBERS)


def _decode_with_moments(row: FrontRow) -> Record:
    columns = decode_columns(row)
    with _explain_damage(row):
        moments = MOMENTS & columns.keys()
        return columns | {name: datetime.fromisoformat(columns[name]) for name in moments}


@contextmanager
def _explain_damage(row: FrontRow) -> Generator[None]:
    try:
        yield
    except (AttributeError, TypeError, ValueError) as error:
        raise DamagedFrontError(
            f"the row {quote_value(row.id)} of the store cannot be read: restart the server, which"
            " repairs the file front.db"
        ) from error


def _restore_value(value: object, zone: tzinfo) -> object:
    if isinstance(value, datetime):
        return fix_offset(value, zone)
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _build_vectors(vectors: Sequence[bytes | None], size: int) -> "pa.Array[Any]":
    nothing = bytes(size * _NUMBERS.itemsize)
    numbers = np.frombuffer(b"".join(each or nothing for each in vectors), _NUMBERS)
    is_missing = pa.array([each is None for each in vectors], pa.bool_())
    return pa.FixedSizeListArray.from_arrays(pa.array(numbers), size, mask=is_missing)
