"""Of several states of each row of a damaged table, the latest; and the heads that fit them."""

# Arrow types its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from mcp_mem0.adapters.lancedb_records.mapping import (
    Record,
    build_head_record,
    parse_head,
    parse_records,
)
from mcp_mem0.adapters.lancedb_records.schema import ERASURE, FOLD, HEAD, KINDS, VECTOR_FIELD
from mcp_mem0.domain.model.changes import Change

_CHANGE: Final = KINDS[Change]
_ERASED_COLUMNS: Final = ("text", "index_text", "quote", "payload")


def take_latest(rows: pa.Table) -> pa.Table:
    """Return the latest state of each row: rows are opened and closed, and never opened again.

    An erase takes words from a row, and nothing gives it any.
    """
    names = ("id", "kind", "revision", "retired_at", "recorded_by")
    words = [rows.column(name).to_pylist() for name in _ERASED_COLUMNS]
    chars = [sum(len(text or "") for text in each) for each in zip(*words, strict=True)]
    columns = [rows.column(name).to_pylist() for name in names]
    has_vector = rows.column(VECTOR_FIELD).is_valid().to_pylist()
    best: dict[str, tuple[tuple[int, bool, bool, int, bool], int]] = {}
    for place, values in enumerate(zip(*columns, chars, has_vector, strict=True)):
        row_id, kind, revision, retired_at, recorded_by, length, is_found_by_meaning = values
        number = revision or 0 if kind in {HEAD, FOLD, ERASURE} else 0
        is_decided = recorded_by is not None
        rank = (number, retired_at is not None, is_decided, -length, is_found_by_meaning)
        if row_id not in best or rank > best[row_id][0]:
            best[row_id] = rank, place
    return rows.take(pa.array(sorted(place for _, place in best.values()), pa.int64()))


def build_heads(rows: pa.Table) -> list[Record]:
    """Return the record of the head of each space that has one or should have one."""
    chosen = rows.filter(pc.is_in(rows.column("kind"), pa.array([HEAD, _CHANGE], pa.string())))
    newest: dict[str, Record] = {}
    for record in parse_records(chosen.select(["space", "revision", "recorded_at"])):
        known = newest.get(record["space"])
        if known is None or record["revision"] > known["revision"]:
            newest[record["space"]] = record
    return [build_head_record(parse_head(record)) for record in newest.values()]
