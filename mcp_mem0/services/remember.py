"""Remembering: what came in is on disk before anything is decided about it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from mcp_mem0.domain.changes import Effort
from mcp_mem0.domain.commits import act_of
from mcp_mem0.domain.episodes import episode_of, excerpts_of, keyed_episode
from mcp_mem0.domain.errors import Mem0Error, RequestError
from mcp_mem0.domain.filters import Filter
from mcp_mem0.domain.ids import IdMaker
from mcp_mem0.domain.indexing import ExcerptTexts, excerpt_texts
from mcp_mem0.domain.moments import iso
from mcp_mem0.domain.receipts import Receipt
from mcp_mem0.domain.requests import RememberRequest
from mcp_mem0.domain.rows import Episode
from mcp_mem0.ports import Clock, Embedder, Records
from mcp_mem0.services.background import Background
from mcp_mem0.services.decide import Decide
from mcp_mem0.services.embedding import embedded
from mcp_mem0.services.reading import named_facts

_log = logging.getLogger(__name__)

PENDING = Effort(decided_by="not decided yet")
KEPT_BEFORE = Effort(decided_by="an earlier call")


@dataclass(frozen=True, kw_only=True)
class Remember:
    """Keeps statements, conversations and relations, and has them decided."""

    records: Records
    embedder: Embedder
    decide: Decide
    background: Background
    ids: IdMaker
    now: Clock

    async def remember(self, request: RememberRequest) -> Receipt:
        """Keep what came in, and wait up to `wait_s` for the decision about it.

        When this returns, the input is on disk and searchable, decided or not.

        Raises:
            RequestError: `replaces` names a fact that cannot be replaced; nothing was stored.
            StoreError: Nothing was stored.
        """
        known = await self._kept_before(request)
        if known is not None:
            return known
        await self._check_replaces(request)
        episode = episode_of(request, now=self.now(), new_id=self.ids.new)
        passages = list(excerpt_texts(episode.intake.all_messages, episode.said_at))
        if request.dry_run:
            receipt = await self.decide.preview(episode)
            return replace(receipt, excerpts=len(passages))
        notes = await self._keep(episode, passages)
        receipt = await self._decided(episode, request.wait_s)
        told = tuple(dict.fromkeys([*receipt.notes, *notes]))
        return replace(receipt, excerpts=len(passages), notes=told)

    async def settle_pending(self, spaces: Sequence[str]) -> int:
        """Decide what was left pending, in the order in which it was said; returns how many.

        After a failure the rest of that session waits for the next time.
        """
        if not spaces:
            return 0
        pending = await self.records.find(Episode, Filter(spaces=tuple(spaces), pending=True))
        settled = 0
        stuck: set[tuple[str, str]] = set()
        for episode in sorted(pending, key=lambda each: (each.said_at, each.id)):
            session = _session_of(episode)
            if session in stuck:
                continue
            running = self.background.start(session, partial(self._settle_if_pending, episode))
            try:
                settled += await running.result(None) or 0
            except Mem0Error as error:
                _log.warning("episode %s stays pending: %s", episode.id, error)
                stuck.add(session)
        return settled

    async def _kept_before(self, request: RememberRequest) -> Receipt | None:
        """Return the receipt of what came under the same key before, forgotten since or not."""
        if request.key is None or request.dry_run:
            return None
        where = Filter(spaces=(request.space,), state="any", ids=(keyed_episode(request),))
        known = await self.records.find(Episode, where)
        if not known:
            return None
        status = "pending" if known[0].is_pending else "done"
        receipt = _pending(known[0], "this was kept before, under the same key: nothing was done")
        return replace(receipt, status=status, effort=KEPT_BEFORE)

    async def _check_replaces(self, request: RememberRequest) -> None:
        """Refuse targets that cannot be replaced, before anything is stored."""
        targets = request.intake.replaces
        if not targets:
            return
        for fact in await named_facts(self.records, request.space, targets):
            if request.said_at is not None and request.said_at < fact.said_at:
                raise RequestError(
                    f"said_at is {iso(request.said_at)}, before {fact.id} was said"
                    f" ({iso(fact.said_at)}): older words cannot replace newer ones;"
                    " leave out replaces or said_at"
                )

    async def _keep(self, episode: Episode, passages: Sequence[ExcerptTexts]) -> tuple[str, ...]:
        """Store an episode and its excerpts; returns what the caller should know."""
        texts = [passage.embed_text for passage in passages]
        vectors, notes = await embedded(self.embedder, texts)
        excerpts = excerpts_of(episode, passages, vectors, new_id=self.ids.new)
        await self.records.append(episode, excerpts)
        return notes

    async def _decided(self, episode: Episode, wait_s: float) -> Receipt:
        """Have an episode decided in the background; returns the receipt as far as it is known."""
        running = self.background.start(_session_of(episode), partial(self.decide.settle, episode))
        try:
            receipt = await running.result(wait_s) if wait_s > 0 else None
        except Mem0Error as error:
            return _pending(episode, f"it could not be decided ({error}); that is tried again")
        return receipt or _pending(episode)

    async def _settle_if_pending(self, episode: Episode) -> int:
        """Decide an episode unless somebody has done so by now; returns how many it decided."""
        standing = await self.decide.reread(episode)
        if standing is None or not standing.is_pending:
            return 0
        await self.decide.settle(standing)
        return 1


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
