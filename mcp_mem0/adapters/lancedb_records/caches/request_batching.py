"""Answering like questions together when many come at once.

One scan answers for many vectors, for little more than for one. Whoever asks alone waits for
nobody; what is asked while some are being answered is answered next, in one go. Each answer is
read after its question came, so it misses nothing that was committed before.
"""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import anyio

KeyT = TypeVar("KeyT", bound=Hashable)
ItemT = TypeVar("ItemT")
AnswerT = TypeVar("AnswerT")


@dataclass(slots=True, eq=False)
class _BatchedRequest(Generic[ItemT, AnswerT]):
    """What one caller asks, and the answer in a list of one once it is there."""

    item: ItemT
    answer: list[AnswerT] = field(default_factory=list[AnswerT])


@dataclass(slots=True, eq=False)
class _RequestQueue(Generic[ItemT, AnswerT]):
    """The questions of one key that are not answered yet, oldest first, and whose turn it is."""

    waiting: list[_BatchedRequest[ItemT, AnswerT]] = field(
        default_factory=list["_BatchedRequest[ItemT, AnswerT]"]
    )
    turn: anyio.Lock = field(default_factory=anyio.Lock)


class RequestBatcher(Generic[KeyT, ItemT, AnswerT]):
    """Gathers the questions of one key that come while others are being answered.

    Args:
        answer: Answers some questions of one key, in their order.
        at_once: How many questions are answered in one go at most.
    """

    def __init__(
        self,
        answer: Callable[[KeyT, Sequence[ItemT]], Awaitable[Sequence[AnswerT]]],
        *,
        at_once: int,
    ) -> None:
        self._answer = answer
        self._at_once = at_once
        self._queues: dict[KeyT, _RequestQueue[ItemT, AnswerT]] = {}

    async def ask(self, key: KeyT, item: ItemT) -> AnswerT:
        """Return the answer to one question, whoever's turn it was found in."""
        queue = self._queues.setdefault(key, _RequestQueue())
        mine: _BatchedRequest[ItemT, AnswerT] = _BatchedRequest(item)
        queue.waiting.append(mine)
        try:
            async with queue.turn:
                if not mine.answer:
                    await self._answer_batch(key, queue)
        finally:
            if mine in queue.waiting:
                queue.waiting.remove(mine)
            if not queue.waiting and self._queues.get(key) is queue:
                del self._queues[key]
        return mine.answer[0]

    async def _answer_batch(self, key: KeyT, queue: _RequestQueue[ItemT, AnswerT]) -> None:
        """Answer the questions that have waited longest; if that fails, they wait on."""
        some = queue.waiting[: self._at_once]
        # The others' answers are not given up when whoever has the turn gives up.
        with anyio.CancelScope(shield=True):
            answers = await self._answer(key, [question.item for question in some])
            for question, answer in zip(some, answers, strict=True):
                question.answer.append(answer)
                queue.waiting.remove(question)
