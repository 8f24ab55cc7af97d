"""The cost of models: over any period, and today against the budget.

The cost of a model call is stored with the change that it led to, the attempt that failed or the
summary that it made. So every process sees what any of them spent. A call that leads to no stored
row, as in a dry run or a replay, is counted only by the process that made it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Change, Effort
from mcp_mem0.domain.model.cost_report import CostReport, build_cost_report
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.usage import Usage
from mcp_mem0.ports import Clock, Records

_OVERLAP: Final = timedelta(minutes=1)
"""How far back rows are read again, because the clocks of processes differ."""

READ_EVERY_S: Final = 30.0
"""How often the spending of other processes is read; this one's is known at once."""


class OverBudgetError(ModelError):
    """Today's tokens are used up; no model was asked."""


@dataclass(frozen=True, kw_only=True)
class CostReporter:
    """Sums the cost of models."""

    records: Records

    async def report_cost(self, moment: datetime, spaces: Sequence[str]) -> CostReport:
        """Return the cost in some spaces since a moment."""
        if not spaces:
            return CostReport()
        where = Filter(spaces=tuple(spaces), state="any", changed_since=moment)
        return build_cost_report(
            changes=await self.records.find(Change, where),
            attempts=await self.records.find(Attempt, where),
            summaries=await self.records.find(Summary, where),
        )


@dataclass
class Budget:
    """The tokens that all processes on the store together may spend in a UTC day.

    Args:
        records: The store.
        tokens_a_day: How many; 0 for no limit.
        now: The clock.
    """

    records: Records
    tokens_a_day: int
    now: Clock
    _day: date | None = None
    _seen: dict[str, int] = field(default_factory=dict[str, int])
    _newest: datetime | None = None
    _read_at: datetime | None = None
    _unread: int = 0
    _unkept: int = 0

    def count_stored(self, usage: Usage) -> None:
        """Count what a row that was just written records."""
        self._unread += usage.tokens_in + usage.tokens_out

    def count_unstored(self, usage: Usage) -> None:
        """Count what no row records; only this process knows it."""
        self._unkept += usage.tokens_in + usage.tokens_out

    async def check(self) -> None:
        """Refuse to go on when the day's tokens are used up.

        The last call before that may exceed the budget; two processes may both make a last one.

        Raises:
            OverBudgetError: They are used up.
        """
        if not self.tokens_a_day:
            return
        spent = await self._sum_today()
        if spent >= self.tokens_a_day:
            tomorrow = _find_midnight(self.now()) + timedelta(days=1)
            # Not how much was spent: that may be by spaces that the caller may not see.
            raise OverBudgetError(
                f"today's budget of {self.tokens_a_day:,} tokens is used up: wait for midnight UTC,"
                " or raise deciding.daily_tokens",
                retry_after_s=(tomorrow - self.now()).total_seconds(),
            )

    async def _sum_today(self) -> int:
        now = self.now().astimezone(UTC)
        if self._day != now.date():
            self._day, self._newest, self._read_at, self._unkept = now.date(), None, None, 0
            self._seen.clear()
        if self._read_at is None or now - self._read_at > timedelta(seconds=READ_EVERY_S):
            await self._read(_find_midnight(now))
            self._read_at, self._unread = now, 0
        return self._unkept + self._unread + sum(self._seen.values())

    async def _read(self, midnight: datetime) -> None:
        since = midnight if self._newest is None else max(midnight, self._newest - _OVERLAP)
        spaces = await self.records.list_spaces()
        if not spaces:
            return
        where = Filter(spaces=tuple(spaces), state="any", changed_since=since)
        for kind in (Change, Attempt, Summary):
            for row in await self.records.find(kind, where):
                self._count_row(row)

    def _count_row(self, row: Change | Attempt | Summary) -> None:
        self._seen[row.id] = _count_tokens(row.effort)
        if self._newest is None or self._newest < row.recorded_at:
            self._newest = row.recorded_at


def _count_tokens(effort: Effort) -> int:
    return effort.tokens_in + effort.tokens_out


def _find_midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), tzinfo=UTC)
