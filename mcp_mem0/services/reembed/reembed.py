"""Moving a store to another embedding model, while others read it and write to it.

All texts are embedded anew beside the store. What others wrote meanwhile follows in shorter and
shorter rounds, and then one commit makes the new model that of the store.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeAlias

import anyio

from mcp_mem0.domain.errors import BusyError, RequestError
from mcp_mem0.domain.model.vectors import Vector
from mcp_mem0.domain.results.move_report import MoveOutcome, MovePlan, MoveReport
from mcp_mem0.ports import Embedder, ModelMove, MoveState

TEXTS_A_CALL: Final = 64
"""How many texts the model is given at once."""

TEXTS_KEPT_AFTER: Final = 2_048
KEPT_AFTER_S: Final = 5.0
"""After so many texts, or so many seconds, their vectors are written down."""

ROUNDS_MAX: Final = 50
"""So often what others wrote meanwhile is embedded before the move gives up."""

PATIENT_ROUNDS: Final = 2
"""After so many rounds, others wait while the last texts are embedded."""

_SAMPLE_TEXTS: Final = 16
_SAMPLE_WORDS: Final = "The harbour opens at six, and the ferry leaves at nine. "

OpenMove: TypeAlias = Callable[[], AbstractAsyncContextManager[ModelMove]]
"""Opens the store with the model that it has then, to be moved to the model of the embedder."""

OnProgress: TypeAlias = Callable[[int, int], None]
"""Told how many texts have their vectors, of how many that are known by now."""


@dataclass(kw_only=True)
class _Counts:
    embedded: int = 0
    skipped: int = 0
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Reembed:
    """Moves a store to the model of an embedder.

    Args:
        open_move: Opens the store for it.
        embedder: The model.
    """

    open_move: OpenMove
    embedder: Embedder
    _pending: dict[str, Vector] = field(default_factory=dict[str, Vector])

    async def plan(self) -> MovePlan:
        """Return what a move would do, with an estimate of how long it takes; change nothing.

        The estimate comes from a few sentences of ours: no stored text is sent anywhere.

        Raises:
            ModelError: The model cannot be asked.
            StoreError: The store cannot be read.
        """
        async with self.open_move() as move:
            state = await move.read_state()
            texts = chars = 0
            async with aclosing(move.find_texts(TEXTS_A_CALL)) as batches:
                async for batch in batches:
                    texts += len(batch)
                    chars += sum(map(len, batch))
            done = await move.count_embedded()
        is_there = state.stored == self.embedder.identity
        return MovePlan(
            stored=state.stored,
            target=self.embedder.identity,
            texts=0 if is_there else texts,
            embedded=0 if is_there else done,
            chars=0 if is_there else chars,
            seconds=0.0 if is_there or not texts else await self._estimate_s(texts, chars),
        )

    async def run(self, on_progress: OnProgress) -> MoveReport:
        """Move the store; a run that was killed is gone on with.

        Raises:
            ModelError: The model failed; the next run goes on from there.
            BusyError: Another move goes on, or others write too much; the store is as it was.
            StoreError: The store failed; the next run goes on from there.
        """
        counts = _Counts()
        async with self.open_move() as move, move.hold_off_others():
            before = await move.read_state()
            is_moved = before.stored != self.embedder.identity
            if is_moved:
                await self._move(move, counts, on_progress)
        # Opened again, now with the model that it has.
        async with self.open_move() as move, move.hold_off_others():
            after = await move.read_state()
            if after.lacking:
                # What the model could not read is asked for, and counted, once more.
                counts.skipped = 0
                await self._embed_missing(move, counts, on_progress)
                counts.rows += await move.fill_lacking()
            if is_moved or after.has_remains or after.lacking:
                await move.clear()
        outcome: MoveOutcome = "moved"
        if not is_moved:
            outcome = "finished" if after.has_remains or counts.rows else "there already"
        return MoveReport(
            outcome=outcome,
            former=before.stored,
            target=self.embedder.identity,
            rows=counts.rows,
            embedded=counts.embedded,
            skipped=counts.skipped,
        )

    async def abandon(self) -> MoveState:
        """Drop all that was made for a move that did not end; return what there was.

        Raises:
            BusyError: That move goes on.
            RequestError: There is no such move.
        """
        async with self.open_move() as move, move.hold_off_others():
            state = await move.read_state()
            if state.ongoing is None:
                raise RequestError(
                    "there is no unfinished move to drop: the store's vectors are by"
                    f" {state.stored}"
                )
            await move.abandon()
            return state

    async def _move(self, move: ModelMove, counts: _Counts, on_progress: OnProgress) -> None:
        embed = partial(self._embed_last, move, counts)
        for number in range(ROUNDS_MAX):
            await self._embed_missing(move, counts, on_progress)
            counts.rows += await move.fill()
            if await move.switch(embed if number >= PATIENT_ROUNDS else None):
                return
        raise BusyError(
            "others write faster than their texts can be embedded, so the store was not moved yet:"
            " run `mcp-mem0 reembed` again, which goes on, when they write less"
        )

    async def _embed_missing(
        self, move: ModelMove, counts: _Counts, on_progress: OnProgress
    ) -> None:
        """Embed the texts that have no vector yet, and keep what there is even if that fails."""
        done = await move.count_embedded()
        kept_at = anyio.current_time()
        try:
            async with aclosing(move.find_texts(TEXTS_A_CALL)) as batches:
                async for batch in batches:
                    await self._embed_batch(move, batch, counts)
                    on_progress(done := done + len(batch), counts.skipped)
                    is_due = anyio.current_time() - kept_at > KEPT_AFTER_S
                    if is_due or len(self._pending) >= TEXTS_KEPT_AFTER:
                        await self._keep_pending(move)
                        kept_at = anyio.current_time()
        finally:
            with anyio.CancelScope(shield=True):
                await self._keep_pending(move)

    async def _embed_last(
        self, move: ModelMove, counts: _Counts, texts: Sequence[str]
    ) -> dict[str, Vector]:
        await self._embed_batch(move, texts, counts)
        vectors = dict(self._pending)
        self._pending.clear()
        return vectors

    async def _embed_batch(self, move: ModelMove, texts: Sequence[str], counts: _Counts) -> None:
        try:
            vectors = await self.embedder.embed(texts)
        except RequestError:
            if len(texts) > 1:
                for text in texts:
                    await self._embed_batch(move, [text], counts)
                return
            # One that only the former model could read.
            move.skip_text(texts[0])
            counts.skipped += 1
            return
        self._pending.update(zip(texts, vectors, strict=True))
        counts.embedded += len(texts)

    async def _keep_pending(self, move: ModelMove) -> None:
        if self._pending:
            await move.add_vectors(self._pending)
            self._pending.clear()

    async def _estimate_s(self, texts: int, chars: int) -> float:
        sample = (_SAMPLE_WORDS * (1 + chars // texts // len(_SAMPLE_WORDS)))[: chars // texts]
        await self.embedder.preload()
        began = anyio.current_time()
        # Each with a word of its own, or a cache would answer.
        await self.embedder.embed([f"{number} {sample}" for number in range(_SAMPLE_TEXTS)])
        return (anyio.current_time() - began) / _SAMPLE_TEXTS * texts
