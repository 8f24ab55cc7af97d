"""The rolling summary S of each session, written where a later prompt will read it.

A prompt shows the last messages of its session anyway. So a conversation that comes in one call has
no summary unless it goes on; then it gets one before the next decision. One that comes message by
message has it refreshed in the background after a number of messages.

It is made from the last one and the messages since, from open excerpts only. If something was
forgotten after a summary was made, it may still contain that. Then it is no longer used, not
even for the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from mcp_mem0.domain.errors import DecisionError, ModelError
from mcp_mem0.domain.forgetting.holding import mask_text
from mcp_mem0.domain.llm.call import Answer
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker, Prefix
from mcp_mem0.domain.model.rows import Episode, Excerpt, Head, Message
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.text.normalise import shorten
from mcp_mem0.domain.usage import Usage
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
    if await records.count(Excerpt, hidden):
        return None
    forgotten = await records.find_forgotten(space)
    text = mask_text(forgotten, newest[0].text, newest[0].said_at)
    return replace(newest[0], text=text)


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
        messages_max: Most messages that one call reads; more are read in several.
        recent: How many messages before the new ones a prompt shows; no summary need cover them.
    """

    records: Records
    model: LanguageModel
    budget: Budget
    ids: IdMaker
    now: Clock
    every: int = 10
    messages_max: int = 40
    recent: int = 10
    _missing: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])
    _failed: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

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
        if before is None and len(episodes) == 1:
            # Most conversations come in one call, and no later prompt will read about them.
            return None
        if len(said) < self.every:
            self._missing[space, session] = self.every - len(said)
            return None
        return await self._write(before, said, episodes[-1], head)

    async def catch_up(self, episode: Episode) -> Summary | None:
        """Write the summary that the prompt of an episode needs, if it does not exist yet.

        It is needed if messages of the session are in no summary and come too early for the prompt
        to show them.

        Raises:
            ModelError: The model failed, or today's budget is used up.
            StoreError: The store failed.
        """
        space, session = episode.space, episode.session
        # A model that fails is not waited for twice with every message of a session.
        if not self.every or (space, session) in self._failed:
            return None
        head = await self.records.read_head(space)
        before = await find_summary(self.records, space, session)
        order = (episode.said_at, episode.id)
        episodes = [
            each
            for each in await self._find_new_episodes(space, session, before)
            if (each.said_at, each.id) < order
        ]
        if sum(len(each.intake.all_messages) for each in episodes) <= self.recent:
            return None
        said = await list_messages(self.records, space, episodes)
        try:
            return await self._write(before, said, episodes[-1], head)
        except ModelError:
            self._failed.add((space, session))
            raise

    async def _write(
        self,
        before: Summary | None,
        said: Sequence[tuple[Episode, Message]],
        last: Episode,
        head: Head | None,
    ) -> Summary:
        """Store the summary of what was said since the last one; much takes several calls."""
        await self.budget.check()
        text, spent = "" if before is None else before.text, Usage()
        messages = [message for _, message in said]
        answer: Answer[SummaryAnswer] | None = None
        for start in range(0, len(messages), self.messages_max):
            part = messages[start : start + self.messages_max]
            try:
                answer = await self._ask_model(text, part)
            except ModelError as error:
                self.budget.count_unstored(spent + error.usage)
                raise
            text, spent = answer.value.summary, spent + answer.usage
        if answer is None:
            raise DecisionError("there is nothing to sum up", usage=spent)
        summary = self._build_summary(replace(answer, usage=spent), last, head)
        forgotten = await self.records.find_forgotten(last.space)
        summary = replace(summary, text=mask_text(forgotten, summary.text, summary.said_at))
        await self.records.insert(summary)
        self.budget.count_stored(spent)
        return summary

    async def _ask_model(self, text: str, messages: Sequence[Message]) -> Answer[SummaryAnswer]:
        answer = await self.model.ask(build_request(text, messages))
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
