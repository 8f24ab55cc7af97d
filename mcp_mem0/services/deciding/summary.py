"""The rolling summary S of each session, refreshed after a number of messages.

It is made from the last one and the messages since, from open excerpts only. If something was
forgotten after a summary was made, it may still contain that. Then it is no longer used, not
even for the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mcp_mem0.domain.errors import DecisionError, ModelError
from mcp_mem0.domain.llm.call import Answer
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker, Prefix
from mcp_mem0.domain.model.rows import Episode, Excerpt, Head, Message
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.ports import Clock, LanguageModel, Records
from mcp_mem0.prompts.summary import VERSION, SummaryAnswer, build_request
from mcp_mem0.services.deciding.budget import Budget
from mcp_mem0.services.queries.forgotten import list_messages

SUMMARY_CHARS_MAX = 2_000
"""A longer one is cut: it is shown with every decision of its session."""

EPISODES_READ_MAX = 200
"""How many episodes of a session are read, the newest ones."""

DECIDED_BY = "model (summary)"
_EVER = datetime(1, 1, 2, tzinfo=UTC)


async def find_summary(records: Records, space: str, session: str) -> Summary | None:
    """Return the newest summary of a session, unless something in it was forgotten since."""
    where = Filter(spaces=(space,), sessions=(session,))
    newest = await records.find(Summary, where, order="newest", limit=1)
    if not newest:
        return None
    hidden = Filter(
        spaces=(space,),
        sessions=(session,),
        state="closed",
        changed_since=newest[0].seen_at or _EVER,
    )
    return None if await records.count(Excerpt, hidden) else newest[0]


@dataclass(frozen=True, kw_only=True)
class Summarise:
    """Refreshes the summaries of sessions.

    Args:
        records: The store.
        model: Writes them.
        budget: The tokens that may be spent in a day.
        ids: Makes ids.
        now: The clock.
        every: After how many new messages a summary is refreshed; 0 means never.
        messages_max: Most messages that one refresh reads, the newest ones.
    """

    records: Records
    model: LanguageModel
    budget: Budget
    ids: IdMaker
    now: Clock
    every: int = 10
    messages_max: int = 40
    _missing: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])

    async def refresh(self, space: str, session: str, *, came: int) -> Summary | None:
        """Refresh the summary of a session if that is due, and return it.

        Args:
            space: The space.
            session: The session.
            came: How many messages came since the last call.

        Raises:
            ModelError: The model failed, or today's budget is used up; the next attempt comes
                after as many new messages.
            StoreError: The store failed.
        """
        if not self.every:
            return None
        missing = self._missing.get((space, session), self.every) - came
        if missing > 0:
            self._missing[space, session] = missing
            return None
        # Even if it fails, the next one is due after as many messages, unless fewer turn out to
        # be missing.
        self._missing[space, session] = self.every
        head = await self.records.read_head(space)
        before = await find_summary(self.records, space, session)
        episodes = await self._find_new_episodes(space, session, before)
        said = await list_messages(self.records, space, episodes)
        if len(said) < self.every:
            self._missing[space, session] = self.every - len(said)
            return None
        await self.budget.check()
        try:
            answer = await self._ask_model(before, said)
        except ModelError as error:
            self.budget.count_unstored(error.usage)
            raise
        summary = self._build_summary(answer, episodes[-1], head)
        await self.records.insert(summary)
        self.budget.count_stored(answer.usage)
        return summary

    async def _ask_model(
        self, before: Summary | None, said: Sequence[tuple[Episode, Message]]
    ) -> Answer[SummaryAnswer]:
        messages = [message for _, message in said[-self.messages_max :]]
        answer = await self.model.ask(
            build_request("" if before is None else before.text, messages)
        )
        if not answer.value.summary.strip():
            raise DecisionError("the summary is empty", usage=answer.usage)
        return answer

    def _build_summary(
        self, answer: Answer[SummaryAnswer], last: Episode, head: Head | None
    ) -> Summary:
        """Return what the model answered as the summary up to an episode."""
        return Summary(
            id=self.ids.make_id(Prefix.SUMMARY),
            space=last.space,
            session=last.session,
            author=last.author,
            said_at=last.said_at,
            recorded_at=self.now(),
            text=shorten(answer.value.summary, SUMMARY_CHARS_MAX),
            source=last.id,
            seen_at=None if head is None else head.recorded_at,
            effort=Effort(
                decided_by=DECIDED_BY, model=answer.model, prompt_version=VERSION
            ).replace_usage(answer.usage),
        )

    async def _find_new_episodes(
        self, space: str, session: str, before: Summary | None
    ) -> list[Episode]:
        """Return the episodes of a session after those that its summary covers, oldest first."""
        where = Filter(
            spaces=(space,),
            sessions=(session,),
            said_since=None if before is None else before.said_at,
        )
        found = await self.records.find(Episode, where, order="newest", limit=EPISODES_READ_MAX)
        covered = (_EVER, "") if before is None else (before.said_at, before.source)
        ordered = sorted(found, key=lambda episode: (episode.said_at, episode.id))
        return [episode for episode in ordered if (episode.said_at, episode.id) > covered]
