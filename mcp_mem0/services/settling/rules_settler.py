"""Settling by rules: they never fail, so an episode is stored together with its decision."""

from collections.abc import Sequence
from dataclasses import dataclass

import anyio

from mcp_mem0.domain.errors import Mem0Error
from mcp_mem0.domain.model.attempts import describe_error
from mcp_mem0.domain.model.rows import AwaitedDecider, Episode
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Records
from mcp_mem0.services.deciding.commit_loop import CommitLoop
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.queries.receipt_builder import build_pending_receipt
from mcp_mem0.services.settling.claims import Claims
from mcp_mem0.services.settling.group_commit import GroupCommit
from mcp_mem0.services.settling.settler import has_same_words, settle_in_order


@dataclass(frozen=True, kw_only=True)
class RulesSettler:
    """Has rules decide.

    Args:
        records: The store.
        commit_loop: Decides and commits.
        groups: Commits what arrives at the same time together.
        claims: Decide what waits for a model that this process does not have.
    """

    records: Records
    commit_loop: CommitLoop
    groups: GroupCommit
    claims: Claims

    @property
    def awaits(self) -> AwaitedDecider:
        """What new episodes wait for."""
        return "rules"

    async def keep(self, incoming: Incoming) -> Receipt | None:
        """Store an episode and the decision of the rules in one commit.

        If no caller waits, it is stored first, and decided a moment later with others.

        Returns:
            Its receipt; None if another call with the same key was first.

        Raises:
            StoreError: Nothing was stored.
        """
        if incoming.wait_s > 0:
            return await self._keep_decided(incoming)
        episode = incoming.episode
        if not await self.records.append(episode, incoming.excerpts or (), once=incoming.is_keyed):
            return None
        try:
            receipt = await self.groups.settle_soon(episode)
        except Mem0Error as error:
            return build_pending_receipt(
                episode, f"it is not decided yet ({describe_error(error)})"
            )
        return receipt or build_pending_receipt(episode)

    async def preview(self, episode: Episode) -> Receipt:
        """Decide an episode without storing anything."""
        return await self.commit_loop.preview(episode)

    async def settle_session(
        self,
        episodes: Sequence[Episode],
        *,
        is_asked_for: bool,  # noqa: ARG002 - rules are always due
    ) -> int:
        """Decide the pending episodes of one session in order; return how many were decided."""
        return await settle_in_order(episodes, self._settle_pending)

    async def settle_by_rules(self, episode: Episode, *, because: str) -> Receipt:
        """Decide an episode that may wait for a model; its history says why the rules did."""
        return await self.claims.settle_by_rules(episode, because)

    def can_settle(self, episode: Episode) -> bool:
        """Whether a pending episode waits for the rules."""
        return episode.awaits == "rules"

    async def wait(self, longest_s: float) -> None:
        """Wait for the whole time: rules never retry."""
        await anyio.sleep(longest_s)

    async def _keep_decided(self, incoming: Incoming) -> Receipt | None:
        episode = incoming.episode
        receipt = await self.groups.settle(await self.commit_loop.proposer.gather_ahead(incoming))
        if incoming.is_key_shared:
            kept = await self.commit_loop.reload_episode(episode)
            if kept is not None and not has_same_words(kept.intake, episode.intake):
                return None
        return receipt

    async def _settle_pending(self, episode: Episode) -> bool:
        if await self.commit_loop.find_settled_receipt(episode) is not None:
            return False
        await self.commit_loop.settle(Incoming(episode=episode))
        return True
