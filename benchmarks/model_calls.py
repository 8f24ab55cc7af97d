"""The time of `remember` without the model's, over stdio: `… benchmarks.model_calls`.

The model is a server on loopback that adds each message as a fact, at once, or that hangs.
Its own time, from the last byte of a question to the first of the answer, is subtracted. How many
calls and tokens it takes, and what they show, is in `benchmarks.deciding`.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from mcp.client import Client

from benchmarks.calls import filled, served
from benchmarks.corpus import statements
from benchmarks.measure import Timings, table
from tests.support.messages_api import Asked, Hangs, MessagesServer, Reply, messages_server
from tests.support.remembering_model import adding

TIMES = 100
WARM_UP = 40
"""Calls before those that count: meanwhile the server loads its libraries in the background."""
FACTS = 10_000


class _Timed:
    """A model that adds each message as a fact, and measures how long it took."""

    def __init__(self) -> None:
        self.spent_s = 0.0

    def __call__(self, asked: Asked) -> Reply:
        started = time.perf_counter()
        reply = adding(asked)
        self.spent_s += time.perf_counter() - started
        return reply


async def _remember(client: Client, number: int, *, wait_s: float) -> None:
    texts = list(statements(2, seed=1_000 + number))
    messages = [{"role": "user", "name": "Ana", "content": f"{text} {number}"} for text in texts]
    arguments = {"messages": messages, "wait_s": wait_s, "session": f"talk {number}"}
    result = await client.call_tool("remember", arguments)
    if result.is_error:
        raise RuntimeError(str(result.content))


async def _beside_model(call: Callable[[int], Awaitable[None]], model: _Timed) -> Timings:
    spent: list[float] = []
    for number in range(WARM_UP + TIMES):
        started, asked_s = time.perf_counter(), model.spent_s
        await call(number)
        own_s = time.perf_counter() - started - (model.spent_s - asked_s)
        spent.append(own_s * 1_000)
    return Timings(tuple(spent[WARM_UP:]))


async def _measured(model: MessagesServer, folder: Path) -> list[tuple[object, ...]]:
    store = folder / "store"
    await filled(store, spaces=1, facts=FACTS)
    async with served(store, ANTHROPIC_BASE_URL=model.url) as client:
        timed = _Timed()
        model.will_usually_answer(timed)
        decided = await _beside_model(partial(_remember, client, wait_s=60.0), timed)
    async with served(store, ANTHROPIC_BASE_URL=model.url) as client:
        model.will_usually_answer(lambda _: Hangs())
        kept = await _beside_model(partial(_remember, client, wait_s=0.0), _Timed())
    return [
        (f"remember two messages, beside the model, {FACTS:,} facts", decided.p50, decided.p95),
        (f"the same, wait_s=0, a model that hangs, {FACTS:,} facts", kept.p50, kept.p95),
    ]


def main() -> None:
    """Print the table."""
    with messages_server() as model, tempfile.TemporaryDirectory() as folder:
        rows = asyncio.run(_measured(model, Path(folder)))
    print(table(f"Calls with a model, {TIMES} each", ("what", "p50 ms", "p95 ms"), rows))


if __name__ == "__main__":
    main()
