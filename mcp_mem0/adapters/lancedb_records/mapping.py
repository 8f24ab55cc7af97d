"""How rows become records of the table, and back. Nobody outside this package sees a record."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from sys import intern
from typing import Any, Final, TypeAlias, TypeVar, cast

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mcp_mem0.adapters.lancedb_records.schema import (
    HEAD,
    KINDS,
    OFFSETS,
    PAYLOAD,
    PRECISIONS,
    READABLE,
    list_columns,
    read_vector_size,
)
from mcp_mem0.domain.dates import find_precision, fix_offset
from mcp_mem0.domain.errors import StoreError, quote_value
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Act, Change, Effort, Step, Withheld
from mcp_mem0.domain.model.fingerprints import Fingerprint, Print
from mcp_mem0.domain.model.invariants import StoredRow, UnreadableRow
from mcp_mem0.domain.model.rows import AwaitedDecider, Episode, Head, Intake, Readable, Row
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.model.vectors import is_usable

Record: TypeAlias = dict[str, Any]
RowT = TypeVar("RowT", bound=Row)

_PAYLOAD_VERSION: Final = 1
_CHANGES_KEPT_MAX: Final = 256
_OFFSETS_KEPT_MAX: Final = 256
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _is_nothing(value: object) -> bool:
    """Whether a field is left out, so that a change without it reads as it always did."""
    return not value


class _Payload(BaseModel):
    model_config = ConfigDict(extra="forbid")

    v: int = _PAYLOAD_VERSION


class _EpisodePayload(_Payload):
    intake: Intake
    awaits: AwaitedDecider = "rules"
    lifts: tuple[str, ...] = Field(default=(), exclude_if=_is_nothing)


class _ChangePayload(_Payload):
    act: Act
    steps: tuple[Step, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    candidates: tuple[str, ...]
    dropped: tuple[str, ...]
    withheld: tuple[Withheld, ...] = Field(default=(), exclude_if=_is_nothing)
    effort: Effort
    undoes: str | None
    erased: Mapping[str, int] = Field(default_factory=dict[str, int], exclude_if=_is_nothing)


class _SummaryPayload(_Payload):
    seen_at: datetime | None
    effort: Effort


class _AttemptPayload(_Payload):
    why: str
    is_answered: bool
    is_lasting: bool
    retry_at: datetime
    effort: Effort


class _FingerprintPayload(_Payload):
    salt: str
    prints: tuple[Print, ...]
    heard_in: tuple[str, ...] = Field(default=(), exclude_if=_is_nothing)
    revisions: tuple[str, ...] = Field(default=(), exclude_if=_is_nothing)
    whole_of: tuple[str, ...] = Field(default=(), exclude_if=_is_nothing)


_PAYLOADS: Final[dict[type[Row], type[_Payload]]] = {
    Episode: _EpisodePayload,
    Change: _ChangePayload,
    Summary: _SummaryPayload,
    Attempt: _AttemptPayload,
    Fingerprint: _FingerprintPayload,
}
_KINDS_BY_NAME: Final = {name: kind for kind, name in KINDS.items()}


def build_head_id(space: str) -> str:
    """Return the row id of a space's head; no other id has a colon."""
    return f"{HEAD}:{space}"


def build_head_record(head: Head) -> Record:
    """Return the record of a head."""
    return {
        "id": build_head_id(head.space),
        "kind": HEAD,
        "space": head.space,
        "revision": head.revision,
        "recorded_at": head.recorded_at,
    }


def parse_records(table: pa.Table, zone: tzinfo = UTC) -> list[Record]:
    """Return what was read as records, with times in a zone and lists as tuples."""
    names = table.column_names
    columns = [_convert_column(table.column(name), zone) for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def parse_head(record: Record) -> Head:
    """Return the head that a record holds."""
    return Head(
        space=record["space"],
        revision=record["revision"],
        recorded_at=record["recorded_at"],
    )


def build_record(row: Row) -> Record:
    """Return the record of a row."""
    record = {field.name: getattr(row, field.name) for field in fields(row)}
    for column, offset in OFFSETS.items():
        if column in record:
            record[offset] = _count_offset_minutes(record[column])
    record["kind"] = KINDS[type(row)]
    kept = {name: record.pop(name) for name in PAYLOAD.get(type(row), ())}
    if kept:
        record["payload"] = _PAYLOADS[type(row)](**kept).model_dump_json()
    return record


def parse_row(kind: type[RowT], record: Record) -> RowT:
    """Return the row that a record holds.

    Raises:
        StoreError: The record was damaged, or written by something else.
    """
    try:
        return kind(
            **_restore_moments(_unpack_payload(kind, record) if kind in PAYLOAD else record)
        )
    except (ValidationError, TypeError, ValueError) as error:
        raise StoreError(
            f"row {quote_value(record.get('id'))} of the store cannot be read: run `mcp-mem0 check`"
        ) from error


def parse_readable(record: Record) -> Readable:
    """Return the row that a record of a readable kind holds.

    Raises:
        StoreError: The record was damaged, or written by something else.
    """
    kind = READABLE[record["kind"]]
    return parse_row(kind, {name: record[name] for name in list_columns(kind, vectors=False)})


def parse_stored_row(record: Record, *, vectors: bool = True) -> StoredRow:
    """Return the row or head that a record of any kind holds, or that it cannot be read."""
    kind = _KINDS_BY_NAME.get(str(record.get("kind")))
    try:
        if record.get("kind") == HEAD:
            return parse_head(record)
        if kind is None:
            why = f"its kind is {quote_value(record.get('kind'))}"
            return UnreadableRow(id=quote_value(record.get("id")), why=why)
        wanted = list_columns(kind, vectors=vectors)
        return parse_row(kind, {name: record[name] for name in wanted})
    except (StoreError, KeyError) as error:
        named = quote_value(record.get("id"))
        return UnreadableRow(id=named, why=str(error.__cause__ or error))


def _unpack_payload(kind: type[Row], record: Record) -> Record:
    values = dict(record)
    payload = values.pop("payload")
    parsed = (
        _parse_change(payload) if kind is Change else _PAYLOADS[kind].model_validate_json(payload)
    )
    return values | {name: getattr(parsed, name) for name in PAYLOAD[kind]}


# A brief asks for the same hundred each time, and each may have many steps.
@lru_cache(maxsize=_CHANGES_KEPT_MAX)
def _parse_change(payload: str) -> _ChangePayload:
    return _ChangePayload.model_validate_json(payload)


def forget_parsed_rows() -> None:
    """Drop the changes that were parsed last."""
    _parse_change.cache_clear()


def _count_offset_minutes(moment: datetime | None) -> int | None:
    offset = None if moment is None else moment.utcoffset()
    return None if offset is None else offset // timedelta(minutes=1)


def _restore_moments(record: Record) -> Record:
    """Return a record with its moments as they were said: with their own offsets, bare days bare.

    The dates of a row that are times have the offset of its words.
    """
    values = dict(record)
    minutes = {column: values.pop(offset, None) for column, offset in OFFSETS.items()}
    for column, precision in PRECISIONS.items():
        at: datetime | None = values.get(column)
        if at is None:
            continue
        known = values[precision] or find_precision(at)
        if known != "time":
            values[column] = at.astimezone(UTC)
        elif column not in minutes:
            values[column] = _set_offset(at, minutes["said_at"])
    for column, offset in minutes.items():
        at = values.get(column)
        is_bare = values.get(PRECISIONS.get(column, "")) not in {None, "time"}
        if at is not None and not is_bare:
            values[column] = _set_offset(at, offset)
    return values


def _set_offset(at: datetime, minutes: int | None) -> datetime:
    return at if minutes is None else at.astimezone(_make_zone(minutes))


@lru_cache(maxsize=_OFFSETS_KEPT_MAX)
def _make_zone(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def _convert_column(column: "pa.ChunkedArray[Any]", zone: tzinfo) -> list[Any]:
    """Return what a column holds, as the domain's plain values."""
    if pa.types.is_timestamp(column.type):
        # Arrow's own way, by time zone, takes ten times as long.
        moments = column.cast(pa.int64()).to_pylist()
        # Rows of one change share theirs.
        known = {
            at: None if at is None else fix_offset(_EPOCH + timedelta(microseconds=at), zone)
            for at in set(moments)
        }
        return [known[at] for at in moments]
    values = column.to_pylist()
    if pa.types.is_list(column.type) or pa.types.is_fixed_size_list(column.type):
        lists = cast("list[list[object] | None]", values)
        return [None if each is None else tuple(each) for each in lists]
    if pa.types.is_string(column.type) and column.null_count < len(column):
        # Rows kept in memory name the same spaces and authors, and quote their own text.
        texts = cast("list[str | None]", values)
        return [text and intern(text) for text in texts]
    return values


def build_batch(records: Sequence[Mapping[str, object]], schema: pa.Schema) -> pa.Table:
    """Return records as one Arrow table, checked.

    Raises:
        StoreError: As `check_records`.
    """
    check_records(records, read_vector_size(schema))
    return pa.Table.from_pylist([dict(record) for record in records], schema=schema)


def check_records(records: Sequence[Mapping[str, object]], dimensions: int) -> None:
    """Check what LanceDB would not: a bad vector is nulled or dropped, of equal ids both inserted.

    Raises:
        StoreError: A vector has the wrong size or a value that is not finite, or an id twice.
    """
    ids = [record["id"] for record in records]
    if len(set(ids)) < len(ids):
        raise StoreError("one commit names a row twice; nothing was written")
    for record in records:
        vector = cast("tuple[float, ...] | None", record.get("vector"))
        if vector is not None and not is_usable(vector, dimensions):
            raise StoreError(
                f"the vector of row {quote_value(record['id'])} is not {dimensions} finite numbers;"
                " nothing was written: check the embedding model"
            )
