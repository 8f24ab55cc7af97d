"""Checking a store: verifies every invariant over its rows, and reads every index."""

from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

import anyio.to_thread

from mcp_mem0.domain.model.invariants import InvariantChecker
from mcp_mem0.ports import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Verifies that the rows of a store agree with each other.

    Args:
        records: The store, opened.
        dimensions: How many numbers the vectors of its embedding model have.
    """

    records: Records
    dimensions: int

    async def find_violations(self, *, on_rows: Callable[[int], None] | None = None) -> list[str]:
        """Return one sentence for each violated invariant; none if the store is consistent.

        It reads a snapshot of the store, so writers need not wait.

        Args:
            on_rows: Called with the number of rows in each batch read.
        """
        checker = InvariantChecker(self.dimensions)
        async with aclosing(self.records.scan()) as batches:
            async for rows in batches:
                for row in rows:
                    checker.add(row)
                if on_rows is not None:
                    on_rows(len(rows))
        violations = await anyio.to_thread.run_sync(checker.list_violations)
        return [*violations, *await self.records.find_index_faults()]

    async def repair(self) -> None:
        """Heal what is damaged, and rebuild all indexes from the rows."""
        await self.records.repair()

    async def list_losses(self) -> list[str]:
        """Return what damage has cost that nobody has acknowledged yet, a sentence each."""
        return await self.records.list_losses()

    async def acknowledge_losses(self) -> None:
        """Have answers tell no more what damage has cost so far."""
        await self.records.clear_losses()
