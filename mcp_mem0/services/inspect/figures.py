"""DailyStatistics by day, from the changes and the failed attempts of a period."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Head
from mcp_mem0.domain.results.explorer.statistics import (
    DailyStatistics,
    group_failures,
    sum_days,
    sum_models,
)
from mcp_mem0.ports import Clock, RecordReader
from mcp_mem0.services.inspect.browse import Browse

CHANGES_MAX: Final = 20_000
"""Most changes of a space that are counted, the newest ones."""

SPACES_KEPT_MAX: Final = 8
"""The changes of so many spaces are kept in memory, until the space changes."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Counts what happened in spaces.

    Attributes:
        records: The store.
        browse: Counts what they hold.
        now: The clock, in the zone in which days are counted.
    """

    records: RecordReader
    browse: Browse
    now: Clock
    _kept: dict[str, tuple[Head | None, datetime, Sequence[Change]]] = field(
        default_factory=dict[str, tuple[Head | None, datetime, Sequence[Change]]]
    )

    def drop_all(self) -> None:
        """Drop what is kept: something was erased."""
        self._kept.clear()

    async def read_statistics(self, spaces: tuple[str, ...], *, days: int) -> DailyStatistics:
        """Return the figures of the last days, today included."""
        now = self.now()
        zone = now.tzinfo
        if zone is None:
            raise ValueError("the clock has no time zone")
        last = now.date()
        first = last - timedelta(days - 1)
        since = datetime.combine(first, time(), tzinfo=zone)
        read = [await self._read_changes(space, since) for space in spaces]
        changes = [each for some in read for each in some if each.recorded_at >= since]
        where = Filter(spaces=spaces, state="any", changed_since=since)
        attempts = await self.records.find(Attempt, where)
        count = partial(sum_days, changes, attempts, first=first, last=last, zone=zone)
        return DailyStatistics(
            days=await anyio.to_thread.run_sync(count),
            failures=group_failures(attempts),
            by_model=sum_models(row.effort for row in (*changes, *attempts)),
            overview=await self.browse.read_overview(spaces, now),
            is_partial=any(len(some) >= CHANGES_MAX for some in read),
        )

    async def _read_changes(self, space: str, since: datetime) -> Sequence[Change]:
        head = await self.records.read_head(space)
        kept = self._kept.get(space)
        if kept is not None and kept[0] == head and kept[1] <= since:
            return kept[2]
        where = Filter(spaces=(space,), state="any", changed_since=since)
        changes = await self.records.find(Change, where, order="newest", limit=CHANGES_MAX)
        if len(self._kept) >= SPACES_KEPT_MAX:
            self._kept.clear()
        self._kept[space] = (head, since, changes)
        return changes
