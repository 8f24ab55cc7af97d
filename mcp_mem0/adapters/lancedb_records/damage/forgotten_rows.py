"""What rows say that was forgotten, and how it is forgotten again where damage took rows of it."""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import json
from collections.abc import Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, TypeAlias

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import FORGOTTEN
from mcp_mem0.adapters.lancedb_records.faults import read
from mcp_mem0.adapters.lancedb_records.front.encoding import (
    decode_columns,
    encode_columns,
    encode_record,
)
from mcp_mem0.adapters.lancedb_records.front.front_file import FrontRow
from mcp_mem0.adapters.lancedb_records.mapping import build_head_id, build_head_record
from mcp_mem0.adapters.lancedb_records.reading import read_all_rows, read_by_ids
from mcp_mem0.adapters.lancedb_records.schema import KINDS, VECTOR_FIELD
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.closings import HIDING_WORDS
from mcp_mem0.domain.model.fingerprints import Fingerprint
from mcp_mem0.domain.model.rows import Head

Columns: TypeAlias = Mapping[str, Any]

_CLOSING: Final = ("retired_at", "retired_by", "retired_as", "retired_why")
FINGERPRINT: Final = KINDS[Fingerprint]
CHANGE: Final = KINDS[Change]
_WORDS: Final = frozenset({"text", "index_text", "quote", "entities", VECTOR_FIELD})


@dataclass(frozen=True, slots=True)
class ForgottenRows:
    """What some commits forgot.

    Attributes:
        closed: How each row was closed, by its id: those four columns of it.
        added: The changes that forgot, and their fingerprints, by id: all their columns.
        is_complete: Whether it is all that the store has forgotten.
    """

    closed: Mapping[str, Columns] = field(default_factory=dict[str, Columns])
    added: Mapping[str, Columns] = field(default_factory=dict[str, Columns])
    is_complete: bool = False

    def __bool__(self) -> bool:
        """Whether it is anything."""
        return bool(self.closed or self.added)

    @property
    def ids(self) -> set[str]:
        """The ids of all rows that it says something of, and of the heads of their spaces."""
        spaces = {str(row["space"]) for row in self.added.values()}
        return {*self.closed, *self.added, *map(build_head_id, spaces)}

    def add(self, more: "ForgottenRows") -> "ForgottenRows":
        """Return both together."""
        return replace(
            self, closed={**self.closed, **more.closed}, added={**self.added, **more.added}
        )


async def read_forgotten(table: AsyncTable) -> ForgottenRows:
    """Return what the rows of a table say that was forgotten.

    Raises:
        StoreError: The store cannot be read.
    """
    schema = await read(table.schema())
    columns = [name for name in schema.names if name not in _WORDS]
    found = ForgottenRows()
    async with aclosing(read_all_rows(table, FORGOTTEN, columns=columns)) as batches:
        async for batch in batches:
            found = found.add(select_forgotten(batch.to_pylist()))
    by = {str(row["recorded_by"]) for row in found.added.values()}
    by |= {str(how.get("retired_by")) for how in found.closed.values()}
    return found.add(select_forgotten(await read_by_ids(table, by, columns)))


async def read_present(table: AsyncTable, forgotten: ForgottenRows) -> dict[str, FrontRow]:
    """Return the rows that a table has of those that were forgotten, by id.

    Raises:
        StoreError: The store cannot be read.
    """
    schema = await read(table.schema())
    records = await read_by_ids(table, forgotten.ids, schema.names)
    return {record["id"]: encode_record(record, seq=0, since=0) for record in records}


def select_forgotten(rows: Iterable[Columns]) -> ForgottenRows:
    """Return what is forgotten by some rows, of which changes are known only by their own rows."""
    closed: dict[str, Columns] = {}
    added: dict[str, Columns] = {}
    for row in rows:
        is_print = row["kind"] == FINGERPRINT
        if row.get("retired_as") in HIDING_WORDS or (is_print and row.get("retired_at")):
            closed[str(row["id"])] = _pick(encode_columns(row), _CLOSING)
        if is_print or (row["kind"] == CHANGE and _forgets(row)):
            added[str(row["id"])] = encode_columns(row)
    return ForgottenRows(closed, added)


def forget_again(
    forgotten: ForgottenRows,
    present: Mapping[str, FrontRow],
    *,
    seq: int,
) -> list[FrontRow]:
    """Return rows to be written, so that all that was forgotten is forgotten again.

    Args:
        forgotten: What was forgotten.
        present: The rows that are there, by id, of those that it says something of.
        seq: The number of the transaction that writes them.
    """
    rows = {
        row_id: encode_record(row, seq=seq, since=seq)
        for row_id, row in forgotten.added.items()
        if row_id not in present
    }
    for row_id, how in forgotten.closed.items():
        row = rows.get(row_id) or present.get(row_id)
        if row is None:
            continue
        columns = decode_columns(row)
        if columns.get("retired_at") is None:
            record = json.dumps(columns | dict(how), ensure_ascii=False)
            rows[row_id] = replace(row, seq=seq, record=record)
    return [*rows.values(), *_build_higher_heads(rows.values(), present, seq)]


def _build_higher_heads(
    rows: Iterable[FrontRow], present: Mapping[str, FrontRow], seq: int
) -> list[FrontRow]:
    """Return the heads of spaces that are behind the newest of some changes."""
    heads: dict[str, Head] = {}
    for row in rows:
        if row.kind != CHANGE:
            continue
        columns = decode_columns(row)
        at = datetime.fromisoformat(columns["recorded_at"])
        known = heads.get(row.space)
        if known is None or known.revision < columns["revision"]:
            heads[row.space] = Head(
                space=row.space, revision=int(columns["revision"]), recorded_at=at
            )
    built: list[FrontRow] = []
    for head in heads.values():
        there = present.get(build_head_id(head.space))
        if there is None or decode_columns(there)["revision"] < head.revision:
            since = seq if there is None else there.since
            built.append(encode_record(build_head_record(head), seq=seq, since=since))
    return built


def _forgets(change: Columns) -> bool:
    """Whether a change is a forgetting; one that cannot be read is not known to be one."""
    try:
        return json.loads(str(change["payload"]))["act"] == "forget"
    except (ValueError, KeyError, TypeError):
        return False


def _pick(columns: Columns, names: Iterable[str]) -> Columns:
    return {name: columns[name] for name in names if name in columns}
