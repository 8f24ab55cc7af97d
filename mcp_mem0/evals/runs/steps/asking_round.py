"""Asking a model many things, some at a time, within the limits of a run."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

import anyio

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.evals.progress import ShowDone
from mcp_mem0.evals.runs.record_file import RecordFile
from mcp_mem0.evals.runs.records import GivenAnswer, GivenVerdict
from mcp_mem0.evals.runs.steps.limits import RunAccount

OpenT = TypeVar("OpenT")
GivenT = TypeVar("GivenT", GivenAnswer, GivenVerdict)


@dataclass(frozen=True, kw_only=True)
class AskingRound(Generic[OpenT, GivenT]):
    """Asks, and writes what is given down before the next thing is asked.

    What fails is counted, and can be asked again by another run.

    Attributes:
        ask: Asks one thing.
        estimate: About how many tokens that takes.
        find_part: Which part of the run it belongs to; a part that fails is given up.
        record: Where what is given is written.
        account: The limits of the run.
        at_once: How many are asked at the same time.
    """

    ask: Callable[[OpenT], Awaitable[GivenT]]
    estimate: Callable[[OpenT], int]
    find_part: Callable[[OpenT], str]
    record: RecordFile[GivenT]
    account: RunAccount
    at_once: int

    async def run(self, things: Iterator[OpenT], show_done: ShowDone) -> None:
        """Ask until all is asked or the account is stopped.

        Raises:
            StoreError: An answer cannot be written.
        """
        steps = count(1)

        async def work() -> None:
            # All workers take from the same iterator.
            for thing in things:
                tokens = self.estimate(thing)
                if self.account.is_given_up(self.find_part(thing)):
                    continue
                if not self.account.reserve(tokens):
                    return
                await self._ask_one(thing, tokens)
                show_done(next(steps))

        async with anyio.create_task_group() as workers:
            for _ in range(self.at_once):
                workers.start_soon(work)

    async def _ask_one(self, thing: OpenT, tokens: int) -> None:
        part = self.find_part(thing)
        try:
            given = await self.ask(thing)
        except ModelError as error:
            self.account.note_failure(error, reserved=tokens, part=part)
            return
        self.record.append(given)
        self.account.settle(given.usage, reserved=tokens, part=part)
