"""How many erases a store has seen: those that were begun, and those whose remains are gone.

One row of the table says it. An erase that was begun and is not done is finished by whoever
maintains the store next, and a process that sees a higher number than before drops what it holds.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

import pyarrow as pa
from lancedb import AsyncTable
from pydantic import BaseModel, ValidationError

from mcp_mem0.adapters.lancedb_records.conditions.guards import ERASURE_CONDITION
from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.mapping import Record
from mcp_mem0.adapters.lancedb_records.reading import read_erasure_marker
from mcp_mem0.adapters.lancedb_records.schema import ERASURE
from mcp_mem0.domain.errors import StoreError

_MARK_ID: Final = f"{ERASURE}:"


class _ErasurePayload(BaseModel):
    done: int = 0


@dataclass(frozen=True, slots=True)
class ErasureMark:
    """How many erases a version of the table has seen.

    Attributes:
        begun: How many were begun.
        done: Up to which of them all remains are gone.
        changed_at: When one was begun or done last.
    """

    begun: int = 0
    done: int = 0
    changed_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left of any erase."""
        return self.done >= self.begun


NO_ERASURES: Final = ErasureMark()


async def read_erasure_mark(table: AsyncTable) -> ErasureMark:
    """Return how many erases a table has seen.

    Raises:
        StoreError: The store cannot be read, or does not say it.
    """
    rows = (await read_erasure_marker(table)).to_pylist()
    if not rows:
        return NO_ERASURES
    try:
        payload = _ErasurePayload.model_validate_json(rows[0]["payload"])
        return ErasureMark(int(rows[0]["revision"]), payload.done, rows[0]["recorded_at"])
    except (ValidationError, TypeError) as error:
        raise StoreError(
            "the store does not say which of its erases are finished: run `mcp-mem0 check`"
        ) from error


def build_erasure_record(*, begun: int, done: int) -> Record:
    """Return the record of the mark."""
    return {
        "id": _MARK_ID,
        "kind": ERASURE,
        "space": "",
        "revision": begun,
        "recorded_at": datetime.now(UTC),
        "payload": _ErasurePayload(done=done).model_dump_json(),
    }


async def write_erasure_mark(table: AsyncTable, *, begun: int, done: int) -> None:
    """Write how many erases a table has seen; numbers that went on meanwhile stay.

    Raises:
        HeadMovedError: Another erase was begun meanwhile.
        StoreError: It could not be written.
    """
    schema = await read(table.schema())
    merge = (
        table.merge_insert("id")
        .when_matched_update_all(where=ERASURE_CONDITION)
        .when_not_matched_insert_all()
        .use_index(False)  # noqa: FBT003 - not ours to name
    )
    batch = pa.Table.from_pylist([build_erasure_record(begun=begun, done=done)], schema=schema)
    await retry_write(partial(merge.execute, batch, on_bad_vectors="null"))
