"""Claims, so that no two processes decide the same episode at once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import anyio

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import Decider, Records
from mcp_mem0.services.deciding.commit_loop import CommitLoop
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.deciding.rules import ExplainedRules

CLAIM_LOOKS_MAX: Final = 70
"""How often to check whether another process has decided the same episode: for two minutes."""

CLAIM_LOOK_S: Final = 0.1
CLAIM_LOOK_MAX_S: Final = 2.0
"""The first wait between two checks, and the longest."""


class WaitingError(ModelError):
    """An episode must wait before it is decided."""


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Claims episodes, so that two processes do not pay for the same decision.

    Args:
        records: The store.
        commit_loop: Decides and commits.
        rules: Decide instead of a model.
    """

    records: Records
    commit_loop: CommitLoop
    rules: Decider

    async def run_claimed(
        self, episode: Episode, act: Callable[[], Awaitable[Receipt]], *, is_fresh: bool = False
    ) -> Receipt:
        """Decide an episode while no other process does; return the receipt of whichever did.

        Args:
            episode: A stored episode.
            act: Decides it.
            is_fresh: It was stored just now, so it is hardly decided yet.

        Raises:
            WaitingError: Another process takes too long to decide it.
        """
        for look in range(CLAIM_LOOKS_MAX):
            async with self.records.try_claim(episode.id) as is_ours:
                is_unseen = is_fresh and is_ours and look == 0
                settled = (
                    None if is_unseen else await self.commit_loop.find_settled_receipt(episode)
                )
                if settled is not None:
                    return settled
                if is_ours:
                    return await act()
            await anyio.sleep(min(CLAIM_LOOK_MAX_S, CLAIM_LOOK_S * (look + 1)))
        raise WaitingError(
            f"another process has been deciding {episode.id} for two minutes: wait for it, or end"
            " that process if it hangs"
        )

    async def settle_by_rules(self, episode: Episode, because: str) -> Receipt:
        """Claim an episode and let the rules decide it, recording why."""
        return await self.run_claimed(episode, lambda: self.apply_rules(episode, because))

    async def apply_rules(self, episode: Episode, because: str) -> Receipt:
        """Let the rules decide a claimed episode, recording why."""
        by = ExplainedRules(rules=self.rules, because=because)
        return await self.commit_loop.settle(Incoming(episode=episode), by=by)
