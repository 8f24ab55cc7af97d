"""Batches concurrent requests of one kind.

One scan for many vectors costs little more than for one. A single request does not wait; requests
that arrive while others are answered form the next batch. Each answer is read after its request
arrived, so it misses nothing that was committed before.
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
    """A request, and its answer as a list of one once it is there."""

    item: ItemT
    answer: list[AnswerT] = field(default_factory=list[AnswerT])


@dataclass(slots=True, eq=False)
class _RequestQueue(Generic[ItemT, AnswerT]):
    """The unanswered requests of one key, oldest first, and the lock of the batch under way."""

    waiting: list[_BatchedRequest[ItemT, AnswerT]] = field(
        default_factory=list["_BatchedRequest[ItemT, AnswerT]"]
    )
    turn: anyio.Lock = field(default_factory=anyio.Lock)


class RequestBatcher(Generic[KeyT, ItemT, AnswerT]):
    """Batches the requests of one key that arrive while others are answered.

    Args:
        answer: Answers a batch of requests of one key, in their order.
        batch_max: Most requests in one batch.
    """

    def __init__(
        self,
        answer: Callable[[KeyT, Sequence[ItemT]], Awaitable[Sequence[AnswerT]]],
        *,
        batch_max: int,
    ) -> None:
        self._answer = answer
        self._batch_max = batch_max
        self._queues: dict[KeyT, _RequestQueue[ItemT, AnswerT]] = {}

    async def ask(self, key: KeyT, item: ItemT) -> AnswerT:
        """Return the answer to one request, whichever task ran its batch."""
        queue = self._queues.setdefault(key, _RequestQueue())
        request: _BatchedRequest[ItemT, AnswerT] = _BatchedRequest(item)
        queue.waiting.append(request)
        try:
            async with queue.turn:
                if not request.answer:
                    await self._answer_batch(key, queue)
        finally:
            if request in queue.waiting:
                queue.waiting.remove(request)
            if not queue.waiting and self._queues.get(key) is queue:
                del self._queues[key]
        return request.answer[0]

    async def _answer_batch(self, key: KeyT, queue: _RequestQueue[ItemT, AnswerT]) -> None:
        """Answer the requests that have waited longest; if that fails, they wait on."""
        batch = queue.waiting[: self._batch_max]
        # Shielded: cancelling the task that runs the batch must not lose the others' answers.
        with anyio.CancelScope(shield=True):
            answers = await self._answer(key, [request.item for request in batch])
            for request, answer in zip(batch, answers, strict=True):
                request.answer.append(answer)
                queue.waiting.remove(request)
