"""Remembering: what came in is on disk before anything is decided about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.dates import format_moment
from mcp_mem0.domain.decisions.commit_builder import get_act
from mcp_mem0.domain.decisions.episode_builder import (
    build_episode,
    build_excerpts,
    derive_episode_id,
)
from mcp_mem0.domain.errors import Mem0Error, RequestError
from mcp_mem0.domain.model.attempts import describe_error
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import Episode, Excerpt, Head, Target
from mcp_mem0.domain.requests.intake_redaction import TakenSecret
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.redaction import Redaction, describe_taken_secrets
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.text.search_text import ExcerptTexts, build_excerpt_texts
from mcp_mem0.ports import Clock, Embedder, Records
from mcp_mem0.services.concurrency.gather_two import gather_two
from mcp_mem0.services.concurrency.task_queue import TaskQueue
from mcp_mem0.services.deciding.decide import DecisionContext, Incoming
from mcp_mem0.services.deciding.settle import Settle
from mcp_mem0.services.deciding.summary import Summarise
from mcp_mem0.services.queries.embed_or_degrade import embed_texts
from mcp_mem0.services.queries.lookups import resolve_targets
from mcp_mem0.services.queries.sessions import SessionResolver
from mcp_mem0.services.remember.group_commit import GroupCommit

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
    arrivals: GroupCommit
    conversations: SessionResolver
    background: TaskQueue
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
        return await self._remember_redacted(clean, taken)

    async def _redacted(
        self, request: RememberRequest
    ) -> tuple[RememberRequest, tuple[TakenSecret, ...]]:
        chars = sum(len(message.content) for message in request.intake.all_messages)
        if chars <= REDACTED_AT_ONCE_CHARS_MAX:
            return self.redaction.redact_remember_request(request)
        return await anyio.to_thread.run_sync(self.redaction.redact_remember_request, request)

    async def _remember_redacted(
        self, request: RememberRequest, taken: Sequence[TakenSecret]
    ) -> Receipt:
        known = await self._find_earlier_call(request)
        if known is not None:
            return _build_repeat_receipt(known, request)
        replaces = await self._resolve_replaced(request)
        episode = build_episode(
            replace(request, intake=replace(request.intake, replaces=replaces)),
            session=await self.conversations.resolve_session(request),
            now=self.now(),
            new_id=self.ids.make_id,
            awaits=self.settle.awaits,
        )
        passages = list(build_excerpt_texts(episode.intake.all_messages, episode.said_at))
        if request.dry_run:
            receipt = await self.settle.preview(episode)
        else:
            receipt = await self._store_and_decide(episode, passages, request)
        if receipt is None:
            return await self._remember_redacted(request, taken)
        told = (*describe_taken_secrets(taken), *receipt.notes)
        return replace(receipt, excerpts=len(passages), notes=told)

    async def _store_and_decide(
        self, episode: Episode, passages: Sequence[ExcerptTexts], request: RememberRequest
    ) -> Receipt | None:
        """Keep an episode and have it decided; None if a call with the same key was first."""
        embed = partial(self._build_excerpts, episode, passages)
        # Before it is stored, so that nothing of it can be forgotten without moving the head.
        (excerpts, notes), head = await gather_two(embed, partial(self._read_head, request))
        if episode.awaits == "rules" and request.wait_s > 0:
            receipt = await self._decide_at_once(episode, excerpts, head)
            known = await self._find_earlier_call(request)
            is_kept = known is None or _has_same_words(known, request)
        else:
            store = partial(self.records.append, episode, excerpts, once=request.key is not None)
            look_at = partial(self._gather_context, episode, head, request.wait_s)
            is_kept, look = await gather_two(store, look_at)
            receipt = (
                await self._decide_in_background(episode, request.wait_s, look) if is_kept else None
            )
        if receipt is None or not is_kept:
            return None
        return replace(receipt, notes=tuple(dict.fromkeys([*receipt.notes, *notes])))

    async def _find_earlier_call(self, request: RememberRequest) -> Episode | None:
        """Return what came under the same key before, forgotten since or not."""
        if request.key is None or request.dry_run:
            return None
        where = Filter(spaces=(request.space,), state="any", ids=(derive_episode_id(request),))
        return next(iter(await self.records.find(Episode, where)), None)

    async def _resolve_replaced(self, request: RememberRequest) -> tuple[Target, ...]:
        """Return what is to be replaced, as it stands; refuse what cannot be, and store nothing."""
        targets = request.intake.replaces
        if not targets:
            return ()
        facts = await resolve_targets(self.records, request.space, targets)
        for fact in facts:
            if request.said_at is not None and request.said_at < fact.said_at:
                raise RequestError(
                    f"said_at is {format_moment(request.said_at)}, before {fact.id} was said"
                    f" ({format_moment(fact.said_at)}): older words cannot replace newer ones;"
                    " leave out replaces or said_at"
                )
        return tuple(
            replace(target, stood=fact.revision)
            for target, fact in zip(targets, facts, strict=True)
        )

    async def _build_excerpts(
        self, episode: Episode, passages: Sequence[ExcerptTexts]
    ) -> tuple[list[Excerpt], tuple[str, ...]]:
        """Return the excerpts of an episode, and what the caller should know about them."""
        texts = [passage.embed_text for passage in passages]
        vectors, notes = await embed_texts(self.embedder, texts)
        return build_excerpts(episode, passages, vectors, new_id=self.ids.make_id), notes

    async def _read_head(self, request: RememberRequest) -> Head | None:
        """Return the head of a space for somebody who waits."""
        return await self.records.read_head(request.space) if request.wait_s > 0 else None

    async def _decide_at_once(
        self, episode: Episode, excerpts: Sequence[Excerpt], head: Head | None
    ) -> Receipt:
        """Keep an episode and what rules decide about it, in one commit."""
        # What is found before one's turn is only renewed then.
        is_stated = episode.intake.content is not None
        look = await self.settle.decide.gather_context(episode, head) if is_stated else None
        return await self.arrivals.settle(Incoming(episode=episode, excerpts=excerpts, look=look))

    async def _gather_context(
        self, episode: Episode, head: Head | None, wait_s: float
    ) -> DecisionContext | None:
        """Gather for somebody who waits; what fails here is done again when it is decided."""
        if wait_s <= 0:
            return None
        try:
            return await self.settle.decide.gather_context(episode, head)
        except Mem0Error:
            return None

    async def _decide_in_background(
        self, episode: Episode, wait_s: float, look: DecisionContext | None
    ) -> Receipt:
        """Have an episode decided in the background; returns the receipt as far as it is known."""
        try:
            if episode.awaits == "rules":
                receipt = await self.arrivals.settle_soon(episode)
            else:
                work = partial(self._settle_and_summarise, episode, look)
                running = self.background.start(_build_session_key(episode), work)
                receipt = await running.poll_result(wait_s) if wait_s > 0 else None
        except Mem0Error as error:
            return _build_pending_receipt(
                episode, f"it is not decided yet ({describe_error(error)})"
            )
        return receipt or _build_pending_receipt(episode)

    async def _settle_and_summarise(
        self, episode: Episode, look: DecisionContext | None
    ) -> Receipt:
        try:
            return await self.settle.settle(episode, look)
        finally:
            if self.summarise is not None:
                came = len(episode.intake.all_messages)
                refresh = partial(self.summarise.refresh, *_build_session_key(episode), came=came)
                self.background.start(("summary", *_build_session_key(episode)), refresh)


def _build_session_key(episode: Episode) -> tuple[str, str]:
    return episode.space, episode.session


def _build_pending_receipt(episode: Episode, *notes: str) -> Receipt:
    return Receipt(
        act=get_act(episode),
        space=episode.space,
        status="pending",
        episode=episode.id,
        effort=PENDING,
        notes=notes,
    )


def _build_repeat_receipt(known: Episode, request: RememberRequest) -> Receipt:
    if _has_same_words(known, request):
        note = "this was kept before, under the same key: nothing was done"
    else:
        note = (
            "other words were kept before, under the same key, and these were not:"
            " send them with another key, or with none"
        )
    status = "pending" if known.is_pending else "done"
    return replace(_build_pending_receipt(known, note), status=status, effort=KEPT_BEFORE)


def _has_same_words(known: Episode, request: RememberRequest) -> bool:
    """Whether an episode has the words of a request, whenever they were said."""
    mine, others = request.intake.all_messages, known.intake.all_messages
    return [message.attributed_content for message in mine] == [
        message.attributed_content for message in others
    ]
