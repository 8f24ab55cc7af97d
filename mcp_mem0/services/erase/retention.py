"""Erasing by itself what is older than the settings keep it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.requests.erase import (
    EraseForgotten,
    EraseMessages,
    EraseRequest,
    EraseSelection,
)
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.erase.erase import BY_SETTINGS, Erase
from mcp_mem0.services.erase.plan import ErasePlan

AUTHOR: Final = "retention"
"""Who erases by itself, as history shows it."""

EVERY: Final = timedelta(days=1)
"""How often a space is looked through at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPolicy:
    """After how many days what is erased; 0 is never."""

    excerpts_days: int = 0
    forgotten_days: int = 0

    @property
    def is_off(self) -> bool:
        """Whether nothing is erased by itself."""
        return not self.excerpts_days and not self.forgotten_days


@dataclass(frozen=True, kw_only=True)
class Retention:
    """Erases what is due, a bounded amount in each run; the next run goes on."""

    records: Records
    erase: Erase
    policy: RetentionPolicy
    now: Clock

    async def erase_due(self, *, is_asked_for: bool = False) -> dict[str, int]:
        """Erase what is due in all spaces, all at once; return how many rows went, by space.

        Args:
            is_asked_for: Look through spaces that were looked through less than a day ago, too.

        Raises:
            BusyError: Another process maintains the store.
            StoreError: It failed; the next run goes on.
        """
        if self.policy.is_off:
            return {}
        due: list[tuple[EraseRequest, ErasePlan]] = []
        for space in await self.records.list_spaces():
            if is_asked_for or not await self._was_done(space):
                due += await self._plan_space(space)
        if not due:
            return {}
        counts: dict[str, int] = {}
        async with self.records.erasing():
            for request, plan in due:
                await self.erase.replace(request, plan)
                counts[request.space] = counts.get(request.space, 0) + len(plan.erased)
            await self.records.clear_remains()
        return counts

    async def _plan_space(self, space: str) -> list[tuple[EraseRequest, ErasePlan]]:
        planned: list[tuple[EraseRequest, ErasePlan]] = []
        for what in self._list_selections():
            request = EraseRequest(what=what, space=space, session=AUTHOR, author=AUTHOR)
            plan = await self.erase.scope.plan(request)
            if plan.erased:
                planned.append((request, plan))
        return planned

    def _list_selections(self) -> Sequence[EraseSelection]:
        now, policy = self.now(), self.policy
        selections: list[EraseSelection] = []
        if policy.forgotten_days:
            selections.append(EraseForgotten(until=now - timedelta(days=policy.forgotten_days)))
        if policy.excerpts_days:
            selections.append(EraseMessages(until=now - timedelta(days=policy.excerpts_days)))
        return selections

    async def _was_done(self, space: str) -> bool:
        where = Filter(
            spaces=(space,), authors=(AUTHOR,), said_since=self.now() - EVERY, state="any"
        )
        # A person can be called like the author, but decides as a caller.
        return any(each.effort == BY_SETTINGS for each in await self.records.find(Change, where))
