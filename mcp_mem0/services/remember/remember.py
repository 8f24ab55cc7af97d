"""Remembering: the input is stored first, and then decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

import anyio.to_thread

from mcp_mem0.domain.decisions.episode_builder import (
    build_episode,
    build_excerpts,
    derive_episode_id,
)
from mcp_mem0.domain.decisions.target_lookup import build_older_words_error
from mcp_mem0.domain.errors import ForgottenMeanwhileError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.ids import IdMaker
from mcp_mem0.domain.model.rows import Episode, Head, Target
from mcp_mem0.domain.requests.intake_redaction import TakenSecret
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.redaction import Redaction, describe_taken_secrets
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.text.search_text import ExcerptTexts, build_excerpt_texts
from mcp_mem0.gather_two import gather_two
from mcp_mem0.ports import Clock, Embedder, Records
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.queries.embed_or_degrade import embed_texts
from mcp_mem0.services.queries.held_words import check_unforgotten, hold_words
from mcp_mem0.services.queries.lookups import resolve_targets
from mcp_mem0.services.queries.previous_passage import find_previous_passage
from mcp_mem0.services.queries.receipt_builder import (
    add_intake,
    build_held_receipt,
    build_repeat_receipt,
)
from mcp_mem0.services.queries.sessions import SessionResolver
from mcp_mem0.services.recall.space_names import SpaceDirectory
from mcp_mem0.services.remember.repeated_statements import drop_repeats
from mcp_mem0.services.settling.settler import Settler, has_same_words

REDACTED_AT_ONCE_CHARS_MAX: Final = 4_000
"""Longer input is searched for secrets in a thread: the longest takes seconds."""


@dataclass(frozen=True, kw_only=True)
class Remember:
    """Stores statements, conversations and relations, and has them decided.

    Args:
        records: The store.
        embedder: The model that makes its vectors.
        settler: Stores episodes and has them decided.
        conversations: Name the session of a request that names none.
        ids: Makes ids.
        now: The clock.
        redaction: Redacts secrets.
    """

    records: Records
    embedder: Embedder
    settler: Settler
    conversations: SessionResolver
    ids: IdMaker
    now: Clock
    redaction: Redaction = field(default_factory=Redaction)

    async def remember(self, request: RememberRequest) -> Receipt:
        """Store the input, and wait up to `wait_s` for a model's decision about it.

        When this returns, the input is on disk and searchable, decided or not. What rules decide
        is stored in one commit with the decision, so its caller waits for that commit if `wait_s`
        is above 0. Secrets in it are neither stored nor sent anywhere.

        Raises:
            RequestError: `replaces` names a fact that cannot be replaced; nothing was stored.
            ModelError: It was a dry run, and the decider failed or today's budget is used up.
            StoreError: Nothing was stored.
        """
        if not request.intake.all_messages:
            return build_held_receipt(request, request.notes)
        clean, taken = await self._redact_request(request)
        return await self._remember_redacted(clean, taken)

    async def _redact_request(
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
        held = await hold_words(self.records, request)
        if known is not None:
            is_same = any(
                has_same_words(known.intake, drop_repeats(intake).intake)
                for intake in (request.intake, held.intake)
                if intake is not None
            )
            return build_repeat_receipt(known, is_same=is_same)
        redacted = (*describe_taken_secrets(taken), *request.notes, *held.notes)
        if held.intake is None:
            return build_held_receipt(request, redacted)
        stated = drop_repeats(held.intake, held.places)
        clean = replace(request, intake=stated.intake)
        told = (*redacted, *stated.notes, *await self._describe_new_space(request))
        replaces = await self._resolve_replaced(clean)
        episode = build_episode(
            replace(clean, intake=replace(stated.intake, replaces=replaces)),
            session=await self.conversations.resolve_session(request),
            now=self.now(),
            new_id=self.ids.make_id,
            awaits=self.settler.awaits,
            lifts=held.lifts,
        )
        passages = _split_passages(episode)
        notes: tuple[str, ...] = ()
        if request.dry_run:
            receipt = await self.settler.preview(episode)
        else:
            incoming, notes = await self._prepare(episode, passages, clean)
            try:
                await check_unforgotten(self.records, episode, held.forgotten)
                receipt = await self.settler.keep(replace(incoming, forgotten=held.forgotten))
            except ForgottenMeanwhileError:
                # It is held back the next time.
                receipt = None
        if receipt is None:
            return await self._remember_redacted(request, taken)
        receipt = stated.number_results(receipt)
        return add_intake(receipt, excerpts=len(passages), redacted=told, notes=notes)

    async def _describe_new_space(self, request: RememberRequest) -> tuple[str, ...]:
        """Return a sentence on the space, if the call names it and nothing is kept there yet."""
        if not request.is_space_named:
            return ()
        names = SpaceDirectory(records=self.records, visible=request.visible_spaces)
        if await names.exists(request.space):
            return ()
        return (await names.describe_new(request.space, dry_run=request.dry_run),)

    async def _prepare(
        self, episode: Episode, passages: Sequence[ExcerptTexts], request: RememberRequest
    ) -> tuple[Incoming, tuple[str, ...]]:
        """Return an episode ready to be stored, and notes for the caller."""
        texts = [passage.embed_text for passage in passages]
        # It is read before storing, so that forgetting anything of it moves the head.
        head = await self._read_head(request)
        (vectors, notes), previous = await gather_two(
            partial(embed_texts, self.embedder, texts),
            partial(find_previous_passage, self.records, episode),
        )
        if previous is not None:
            passages = _split_passages(episode, previous)
        excerpts = build_excerpts(episode, passages, vectors, new_id=self.ids.make_id)
        incoming = Incoming(
            episode=episode,
            excerpts=excerpts,
            head=head,
            is_keyed=request.key is not None,
            is_key_shared=request.key is not None and not request.is_imported,
            wait_s=request.wait_s,
        )
        return incoming, notes

    async def _find_earlier_call(self, request: RememberRequest) -> Episode | None:
        """Return the episode that an earlier call with the same key stored, forgotten or not."""
        if request.key is None or request.is_imported or request.dry_run:
            return None
        where = Filter(spaces=(request.space,), state="any", ids=(derive_episode_id(request),))
        return next(iter(await self.records.find(Episode, where)), None)

    async def _resolve_replaced(self, request: RememberRequest) -> tuple[Target, ...]:
        """Return the targets with their current revisions; refuse those that cannot be replaced."""
        targets = request.intake.replaces
        if not targets:
            return ()
        facts = await resolve_targets(self.records, request.space, targets)
        for fact in facts:
            if request.said_at is not None and request.said_at < fact.said_at:
                raise build_older_words_error(fact, request.said_at)
        return tuple(
            replace(target, stood=fact.revision)
            for target, fact in zip(targets, facts, strict=True)
        )

    async def _read_head(self, request: RememberRequest) -> Head | None:
        """Return the head of the space, if the caller waits."""
        return await self.records.read_head(request.space) if request.wait_s > 0 else None


def _split_passages(episode: Episode, previous: str | None = None) -> list[ExcerptTexts]:
    """Return the passages of an episode, the first with what was said before it.

    Of several statements each stands for itself.
    """
    intake = episode.intake
    if not intake.is_stated:
        return list(build_excerpt_texts(intake.all_messages, episode.said_at, previous))
    return [
        replace(passage, position=place)
        for place, message in enumerate(intake.messages)
        for passage in build_excerpt_texts([message], episode.said_at)
    ]
