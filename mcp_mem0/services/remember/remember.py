"""Remembering: what came in is on disk before anything is decided about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.dates import iso
from mcp_mem0.domain.decisions.commit_builder import act_of
from mcp_mem0.domain.decisions.episode_builder import episode_of, excerpts_of, keyed_episode
from mcp_mem0.domain.errors import Mem0Error, RequestError
from mcp_mem0.domain.model.attempts import told_why
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import Episode, Excerpt, Head, Target
from mcp_mem0.domain.requests.intake_redaction import Taken
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.redaction import Redaction, taken_note
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.text.search_text import ExcerptTexts, excerpt_texts
from mcp_mem0.ports import Clock, Embedder, Records
from mcp_mem0.services.concurrency.gather_two import both
from mcp_mem0.services.concurrency.task_queue import Background
from mcp_mem0.services.deciding.decide import Arrival, Look
from mcp_mem0.services.deciding.settle import Settle
from mcp_mem0.services.deciding.summary import Summarise
from mcp_mem0.services.queries.embed_or_degrade import embedded
from mcp_mem0.services.queries.lookups import named_facts
from mcp_mem0.services.queries.sessions import Conversations
from mcp_mem0.services.remember.group_commit import Arrivals

PENDING = Effort(decided_by="not decided yet")
KEPT_BEFORE = Effort(decided_by="an earlier call")
REDACTED_AT_ONCE_CHARS_MAX: Final = 4_000
"""Longer input is looked through for secrets in a thread: the longest takes seconds."""


@dataclass(frozen=True, kw_only=True)
class Remember:
    """Keeps statements, conversations and relations, and has them decided.

    Args:
        records: The store.
        embedder: What makes the vectors in it.
        settle: Decides what is stored already.
        arrivals: Settle what rules decide before it is stored.
        conversations: Name the session of what names none.
        background: Where decisions go on when nobody waits any more.
        ids: Makes ids.
        now: The clock.
        summarise: Keeps the summaries of sessions; None without a model.
        redaction: Takes secrets out.
    """

    records: Records
    embedder: Embedder
    settle: Settle
    arrivals: Arrivals
    conversations: Conversations
    background: Background
    ids: IdMaker
    now: Clock
    summarise: Summarise | None = None
    redaction: Redaction = field(default_factory=Redaction)

    async def remember(self, request: RememberRequest) -> Receipt:
        """Keep what came in, and wait up to `wait_s` for a model's decision about it.

        When this returns, the input is on disk and searchable, decided or not. What rules decide
        is stored in one commit with the decision, so its caller waits for that commit, whatever
        `wait_s` above 0. Secrets in it are neither stored nor sent anywhere.

        Raises:
            RequestError: `replaces` names a fact that cannot be replaced; nothing was stored.
            ModelError: It was a dry run, and the decider failed or today's budget is used up.
            StoreError: Nothing was stored.
        """
        clean, taken = await self._redacted(request)
        return await self._remembered(clean, taken)

    async def _redacted(
        self, request: RememberRequest
    ) -> tuple[RememberRequest, tuple[Taken, ...]]:
        chars = sum(len(message.content) for message in request.intake.all_messages)
        if chars <= REDACTED_AT_ONCE_CHARS_MAX:
            return self.redaction.of_remember(request)
        return await anyio.to_thread.run_sync(self.redaction.of_remember, request)

    async def _remembered(self, request: RememberRequest, taken: Sequence[Taken]) -> Receipt:
        known = await self._known(request)
        if known is not None:
            return _kept_before(known, request)
        replaces = await self._replaced_now(request)
        episode = episode_of(
            replace(request, intake=replace(request.intake, replaces=replaces)),
            session=await self.conversations.session_of(request),
            now=self.now(),
            new_id=self.ids.new,
            awaits=self.settle.awaits,
        )
        passages = list(excerpt_texts(episode.intake.all_messages, episode.said_at))
        if request.dry_run:
            receipt = await self.settle.preview(episode)
        else:
            receipt = await self._kept(episode, passages, request)
        if receipt is None:
            return await self._remembered(request, taken)
        told = (*taken_note(taken), *receipt.notes)
        return replace(receipt, excerpts=len(passages), notes=told)

    async def _kept(
        self, episode: Episode, passages: Sequence[ExcerptTexts], request: RememberRequest
    ) -> Receipt | None:
        """Keep an episode and have it decided; None if a call with the same key was first."""
        embed = partial(self._excerpts, episode, passages)
        # Before it is stored, so that nothing of it can be forgotten without moving the head.
        (excerpts, notes), head = await both(embed, partial(self._head, request))
        if episode.awaits == "rules" and request.wait_s > 0:
            receipt = await self._decided_at_once(episode, excerpts, head)
            known = await self._known(request)
            is_kept = known is None or _says(known, request)
        else:
            store = partial(self.records.append, episode, excerpts, once=request.key is not None)
            look_at = partial(self._look, episode, head, request.wait_s)
            is_kept, look = await both(store, look_at)
            receipt = await self._decided(episode, request.wait_s, look) if is_kept else None
        if receipt is None or not is_kept:
            return None
        return replace(receipt, notes=tuple(dict.fromkeys([*receipt.notes, *notes])))

    async def _known(self, request: RememberRequest) -> Episode | None:
        """Return what came under the same key before, forgotten since or not."""
        if request.key is None or request.dry_run:
            return None
        where = Filter(spaces=(request.space,), state="any", ids=(keyed_episode(request),))
        return next(iter(await self.records.find(Episode, where)), None)

    async def _replaced_now(self, request: RememberRequest) -> tuple[Target, ...]:
        """Return what is to be replaced, as it stands; refuse what cannot be, and store nothing."""
        targets = request.intake.replaces
        if not targets:
            return ()
        facts = await named_facts(self.records, request.space, targets)
        for fact in facts:
            if request.said_at is not None and request.said_at < fact.said_at:
                raise RequestError(
                    f"said_at is {iso(request.said_at)}, before {fact.id} was said"
                    f" ({iso(fact.said_at)}): older words cannot replace newer ones;"
                    " leave out replaces or said_at"
                )
        return tuple(
            replace(target, stood=fact.revision)
            for target, fact in zip(targets, facts, strict=True)
        )

    async def _excerpts(
        self, episode: Episode, passages: Sequence[ExcerptTexts]
    ) -> tuple[list[Excerpt], tuple[str, ...]]:
        """Return the excerpts of an episode, and what the caller should know about them."""
        texts = [passage.embed_text for passage in passages]
        vectors, notes = await embedded(self.embedder, texts)
        return excerpts_of(episode, passages, vectors, new_id=self.ids.new), notes

    async def _head(self, request: RememberRequest) -> Head | None:
        """Return the head of a space for somebody who waits."""
        return await self.records.head(request.space) if request.wait_s > 0 else None

    async def _decided_at_once(
        self, episode: Episode, excerpts: Sequence[Excerpt], head: Head | None
    ) -> Receipt:
        """Keep an episode and what rules decide about it, in one commit."""
        # What is found before one's turn is only renewed then.
        is_stated = episode.intake.content is not None
        look = await self.settle.decide.look(episode, head) if is_stated else None
        return await self.arrivals.settle(Arrival(episode=episode, excerpts=excerpts, look=look))

    async def _look(self, episode: Episode, head: Head | None, wait_s: float) -> Look | None:
        """Gather for somebody who waits; what fails here is done again when it is decided."""
        if wait_s <= 0:
            return None
        try:
            return await self.settle.decide.look(episode, head)
        except Mem0Error:
            return None

    async def _decided(self, episode: Episode, wait_s: float, look: Look | None) -> Receipt:
        """Have an episode decided in the background; returns the receipt as far as it is known."""
        try:
            if episode.awaits == "rules":
                receipt = await self.arrivals.settle_soon(episode)
            else:
                work = partial(self._settled, episode, look)
                running = self.background.start(_session_of(episode), work)
                receipt = await running.result_within(wait_s) if wait_s > 0 else None
        except Mem0Error as error:
            return _pending(episode, f"it is not decided yet ({told_why(error)})")
        return receipt or _pending(episode)

    async def _settled(self, episode: Episode, look: Look | None) -> Receipt:
        try:
            return await self.settle.settle(episode, look)
        finally:
            if self.summarise is not None:
                came = len(episode.intake.all_messages)
                refresh = partial(self.summarise.refresh, *_session_of(episode), came=came)
                self.background.start(("summary", *_session_of(episode)), refresh)


def _session_of(episode: Episode) -> tuple[str, str]:
    return episode.space, episode.session


def _pending(episode: Episode, *notes: str) -> Receipt:
    return Receipt(
        act=act_of(episode),
        space=episode.space,
        status="pending",
        episode=episode.id,
        effort=PENDING,
        notes=notes,
    )


def _kept_before(known: Episode, request: RememberRequest) -> Receipt:
    if _says(known, request):
        note = "this was kept before, under the same key: nothing was done"
    else:
        note = (
            "other words were kept before, under the same key, and these were not:"
            " send them with another key, or with none"
        )
    status = "pending" if known.is_pending else "done"
    return replace(_pending(known, note), status=status, effort=KEPT_BEFORE)


def _says(known: Episode, request: RememberRequest) -> bool:
    """Whether an episode has the words of a request, whenever they were said."""
    mine, others = request.intake.all_messages, known.intake.all_messages
    return [message.spoken for message in mine] == [message.spoken for message in others]
