"""Deciding the newest decisions of a model again, to see how many come out otherwise."""

from collections.abc import AsyncGenerator, Sequence
from typing import Final

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode
from mcp_mem0.domain.results.replay_report import ReplayComparison
from mcp_mem0.ports import RecordReader
from mcp_mem0.services.deciding.replay import Replay

CHANGES_MAX: Final = 20_000
"""Most changes among which decisions of a model are looked for, the newest ones."""


async def replay_newest(
    records: RecordReader, replay: Replay, spaces: Sequence[str], *, limit: int
) -> AsyncGenerator[ReplayComparison]:
    """Decide the newest episodes of some spaces again, without those that were forgotten.

    What the rules decided is passed over: a model would decide otherwise, and that is no drift.

    Args:
        records: The store.
        replay: Decides again.
        spaces: The spaces; all if none is named.
        limit: How many episodes.

    Raises:
        OverBudgetError: Today's tokens are used up.
    """
    chosen = tuple(spaces) or tuple(await records.list_spaces())
    if not chosen:
        return
    found = await records.find(
        Change, Filter(spaces=chosen, state="any"), order="newest", limit=CHANGES_MAX
    )
    sources = {each.source for each in found if each.effort.model is not None}
    ids = tuple(each for each in sources if each is not None)
    episodes = await records.find(Episode, Filter(spaces=chosen, ids=ids)) if ids else []
    by_model = sorted(episodes, key=lambda each: (each.recorded_at, each.id), reverse=True)
    for episode in by_model[:limit]:
        async for comparison in replay.decide_again(episode.space, ids=(episode.id,)):
            # No model was asked about what was forgotten since.
            if comparison.failure is not None or comparison.would_be.model is not None:
                yield comparison
