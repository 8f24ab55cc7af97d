"""A lease on an episode in an object store, where there are no locks: a row that expires.

The first to write it holds it; a merge that meets an unexpired row writes nothing. If a holder
dies its lease lasts at most `LEASE_S`. The next holder may ask a model a second time: the head
row, not the lease, guards what is written.
"""

# LanceDB types its records and Arrow its values only in part.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import secrets
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from lancedb import AsyncTable

from mcp_mem0.adapters.lancedb_records.conditions.guards import build_lease_end_condition
from mcp_mem0.adapters.lancedb_records.conditions.row_conditions import build_lease_holder_condition
from mcp_mem0.adapters.lancedb_records.faults import read, retry_write
from mcp_mem0.adapters.lancedb_records.lifecycle.migrations import check_not_newer
from mcp_mem0.adapters.lancedb_records.mapping import build_batch
from mcp_mem0.adapters.lancedb_records.schema import LEASE

LEASE_S: Final = 300.0
"""Longer than nearly every decision takes."""


class Lease:
    """One process's lease on one episode.

    Args:
        table: The table.
        episode_id: The episode.
        seconds: How long the lease lasts if it is not released.
    """

    def __init__(self, table: AsyncTable, episode_id: str, *, seconds: float = LEASE_S) -> None:
        self._table = table
        self._id = f"{LEASE}:{episode_id}"
        self._seconds = seconds
        self._holder = secrets.token_hex(8)

    async def take(self) -> bool:
        """Take the lease if it is free; return whether it was taken.

        Raises:
            StoreError: The store cannot be written, or a newer version has migrated it.
        """
        now = datetime.now(UTC)
        row = {
            "id": self._id,
            "kind": LEASE,
            "space": "",
            "author": self._holder,
            "recorded_at": now,
            "valid_to": now + timedelta(seconds=self._seconds),
        }
        merge = (
            self._table.merge_insert("id")
            .when_matched_update_all(where=build_lease_end_condition(now))
            .when_not_matched_insert_all()
            .use_index(False)  # noqa: FBT003 - not ours to name
        )
        schema = await read(self._table.schema())
        check_not_newer(schema)
        batch = build_batch([row], schema)
        result = await retry_write(
            partial(merge.execute, batch, on_bad_vectors="null"),
            renew=self._table.checkout_latest,
        )
        return result.num_inserted_rows + result.num_updated_rows == 1

    async def give_back(self) -> None:
        """Release the lease, unless it expired and another process holds it.

        Raises:
            StoreError: The store cannot be written.
        """
        await retry_write(
            lambda: self._table.delete(build_lease_holder_condition(self._id, self._holder)),
            renew=self._table.checkout_latest,
        )
