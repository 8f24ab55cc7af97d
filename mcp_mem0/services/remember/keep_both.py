"""Settling a doubt by saying that both facts hold: nothing is opened or closed."""

from dataclasses import dataclass, field
from typing import Final

from mcp_mem0.domain.decisions.change_builder import Actor, build_change_row, plan_next_change
from mcp_mem0.domain.model.changes import Commit, Step
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.requests.model import SettleRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.results.review import SETTLED_TAG
from mcp_mem0.ports import Clock, Records
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.queries.lookups import resolve_targets
from mcp_mem0.services.queries.receipt_builder import BY_REQUEST, build_receipt
from mcp_mem0.services.queries.sessions import SessionResolver

_WHY: Final = "both hold, as somebody said who was asked"
_NOTE: Final = (
    "neither is told as outdated by the other any more; undo this change if that turns out wrong"
)


@dataclass(frozen=True, kw_only=True)
class KeepBoth:
    """Notes of two facts in doubt that both hold, as a change of its own.

    Args:
        records: The store.
        conversations: Name the session of a request that names none.
        ids: Makes ids.
        now: The clock.
        pace: How a lost race is tried again.
    """

    records: Records
    conversations: SessionResolver
    ids: IdMaker
    now: Clock
    pace: OptimisticRetry = field(default_factory=OptimisticRetry)

    async def keep_both(self, request: SettleRequest) -> Receipt:
        """Note it.

        Raises:
            RequestError: A fact is unknown or closed, or has changed since the caller saw it.
            StoreError: Nothing was stored.
        """

        async def run_attempt() -> Receipt:
            return await self._keep_both(request)

        return await self.pace.retry_until_committed(
            run_attempt, records=self.records, space=request.space
        )

    async def _keep_both(self, request: SettleRequest) -> Receipt:
        head = await self.records.read_head(request.space)
        targets = (request.older, request.newer)
        facts = await resolve_targets(self.records, request.space, targets)
        next_change = plan_next_change(request.space, head, now=self.now(), new_id=self.ids.make_id)
        session = request.session or await self.conversations.resolve_unnamed(
            request.author, request.space
        )
        change = build_change_row(
            Actor(space=request.space, session=session, author=request.author, tags=(SETTLED_TAG,)),
            next_change,
            act="settle",
            steps=[Step(operation="NOOP", reason=_WHY, kept=fact.id) for fact in facts],
            opened=(),
            closed=(),
            effort=BY_REQUEST,
            source=None,
        )
        await self.records.commit(Commit(head=next_change.head, change=change))
        return await build_receipt(self.records, change, facts, notes=(_NOTE,))
