"""A server that is killed between any two steps of deciding: what it acknowledged is there, and
is decided once by the next one.

The steps are stopped from outside: by a model that does not answer, and by the store's write
lock, which the test holds.
"""

import threading
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL

import anyio
import anyio.to_thread
import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.models.minilm_embedder import MiniLmEmbedder
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Episode, Fact
from mcp_mem0.prompts import second_look
from mcp_mem0.services.inspect.check import Check
from tests.support.decision_cases import operation, operations
from tests.support.messages_api import (
    Asked,
    Fails,
    Hangs,
    MessagesServer,
    Reply,
    Says,
    messages_server,
    said,
)
from tests.support.remembering_model import adding, configured
from tests.support.stdio_process import Child, child

pytestmark = [pytest.mark.crash, pytest.mark.anyio, pytest.mark.timeout(300)]

WORDS = "I keep bees in Bergen"
HERE = Filter(spaces=("default",))
TIMEOUT_S = 60.0
CALLS = [("single", 0), ("paper", 0), ("paper", 1), ("paper", 2)]
"""The pipelines, and how many of their calls were answered when the server is killed."""


@dataclass
class Stopper:
    """Answers this many requests, then only reports that it was asked."""

    answered: int
    then: Callable[[Asked], Reply] = field(default=lambda _: Hangs())
    reached: threading.Event = field(default_factory=threading.Event)

    def __call__(self, asked: Asked) -> Reply:
        if self.answered:
            self.answered -= 1
            return adding(asked)
        self.reached.set()
        return self.then(asked)

    async def wait(self) -> None:
        reached = await anyio.to_thread.run_sync(self.reached.wait, TIMEOUT_S)
        assert reached


@pytest.fixture
def model() -> Iterator[MessagesServer]:
    with messages_server() as served:
        yield served


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


async def keep(server: Child, **arguments: object) -> str:
    message = {"role": "user", "content": WORDS}
    return await server.call("remember", messages=[message], **arguments)


async def send(server: Child) -> None:
    """Ask the server to remember, and do not wait for its answer."""
    call = {"name": "remember", "arguments": {"content": WORDS}}
    await server.send(
        {"jsonrpc": "2.0", "id": "kept", "method": "tools/call", "params": call},
    )


@asynccontextmanager
async def locked(store: Path) -> AsyncGenerator[None]:
    async with FileLock(store / ".mcp_mem0" / "write.lock", timeout_s=TIMEOUT_S).hold():
        yield


async def assert_decided_once(store: Path, model: MessagesServer, *, facts: int = 1) -> None:
    """Start the next server with a model that is well; all must be there, once, and agree."""
    model.will_usually_answer(adding)
    async with child(store) as server:
        with anyio.fail_after(TIMEOUT_S):
            while "not decided yet" in (found := await server.call("recall", query=WORDS)):
                pass
        await server.close_input()
    assert WORDS in found or not facts
    async with opened(store) as records:
        texts = Counter(fact.text for fact in await records.find(Fact, HERE))
        pending = await records.count(Episode, Filter(spaces=("default",), pending=True))
        check = Check(records=records, dimensions=384)
        assert (texts[WORDS], pending, await check.find_violations()) == (facts, 0, [])


@asynccontextmanager
async def opened(store: Path) -> AsyncGenerator[LanceRecords]:
    records = LanceRecords(str(store), identity=MiniLmEmbedder().identity)
    await records.open()
    yield records
    records.close()


@pytest.mark.parametrize(("pipeline", "answered"), CALLS)
async def test_killed_while_the_model_is_asked(
    store: Path, model: MessagesServer, pipeline: str, answered: int
) -> None:
    configured(store, model.url, pipeline=pipeline, timeout_s=TIMEOUT_S)
    stopper = Stopper(answered)
    model.will_usually_answer(stopper)
    async with child(store) as server:
        receipt = await keep(server, wait_s=0)
        await stopper.wait()
        await server.end_by(SIGKILL)

    assert "stored and searchable" in receipt
    await assert_decided_once(store, model)


async def test_killed_while_the_model_takes_a_second_look(
    store: Path, model: MessagesServer
) -> None:
    configured(store, model.url, timeout_s=TIMEOUT_S)
    model.will_usually_answer(adding)
    # The words "I keep bees" are near all of these, and too many of them for one prompt.
    known = [{"role": "user", "content": f"{WORDS}, hive {n}"} for n in range(30)]
    async with child(store) as server:
        await server.call("remember", messages=known[:15], wait_s=TIMEOUT_S)
        await server.call("remember", messages=known[15:], wait_s=TIMEOUT_S)
        stopper = Stopper(0)

        def first_look(asked: Asked) -> Reply:
            if asked.system == second_look.SYSTEM:
                return stopper(asked)
            return said(operations(operation("ADD", WORDS, quote="what I said")))

        model.will_usually_answer(first_look)
        message = {"role": "user", "content": "Remember what I said"}
        receipt = await server.call("remember", messages=[message], wait_s=0)
        await stopper.wait()
        await server.end_by(SIGKILL)

    assert "stored and searchable" in receipt
    await assert_decided_once(store, model, facts=0)


async def test_killed_as_soon_as_it_was_stored(store: Path, model: MessagesServer) -> None:
    configured(store, model.url, timeout_s=TIMEOUT_S)
    model.will_usually_answer(Stopper(0))
    async with child(store) as server, opened(store) as records:
        await server.call("recall", query="opened")
        await send(server)
        with anyio.fail_after(TIMEOUT_S):
            while not await records.count(Episode, HERE):
                pass
        await server.end_by(SIGKILL)

    await assert_decided_once(store, model)


async def test_killed_while_rules_settle_it(store: Path, model: MessagesServer) -> None:
    configured(store, model.url, answers_max=1)
    model.will_usually_answer(lambda _: Says(text="Gladly!"))
    async with child(store) as server, opened(store) as records:
        await server.call("remember", content=WORDS, wait_s=0)
        with anyio.fail_after(TIMEOUT_S):
            while not await records.count(Attempt, HERE):
                pass
        async with locked(store):
            await server.call("recall", query=WORDS)
            await server.end_by(SIGKILL)

    await assert_decided_once(store, model)


async def test_killed_before_it_was_stored(store: Path, model: MessagesServer) -> None:
    configured(store, model.url)
    async with child(store) as server:
        await server.call("recall", query="opened")
        async with locked(store):
            await send(server)
            await server.call("recall", query="answered behind it")
            await server.end_by(SIGKILL)

    assert not any("kept" in line for line in server.lines)
    await assert_decided_once(store, model, facts=0)


async def test_killed_between_the_answer_and_the_commit(store: Path, model: MessagesServer) -> None:
    configured(store, model.url, timeout_s=TIMEOUT_S)
    go = threading.Event()

    def answer(asked: Asked) -> Reply:
        go.wait(TIMEOUT_S)
        return adding(asked)

    stopper = Stopper(0, then=answer)
    model.will_usually_answer(stopper)
    async with child(store) as server:
        await keep(server, wait_s=0)
        await stopper.wait()
        async with locked(store):
            # Now nothing can be committed any more, and the answer comes.
            go.set()
            for _ in range(3):
                await server.call("recall", query=WORDS)
            await server.end_by(SIGKILL)

    asked = len(model.asked)
    await assert_decided_once(store, model)
    assert len(model.asked) == asked + 1


async def test_killed_between_a_failure_and_its_note(store: Path, model: MessagesServer) -> None:
    configured(store, model.url)
    failing = Stopper(0, then=lambda _: Fails(status=500))
    model.will_usually_answer(failing)
    async with child(store) as server:
        await keep(server, wait_s=0)
        async with locked(store):
            await failing.wait()
            await server.call("recall", query=WORDS)
            await server.end_by(SIGKILL)

    await assert_decided_once(store, model)


async def test_killed_between_two_attempts(store: Path, model: MessagesServer) -> None:
    configured(store, model.url, failures_max=1_000)
    model.will_usually_answer(lambda _: Fails(status=500))
    async with child(store) as server, opened(store) as records:
        await keep(server, wait_s=0)
        with anyio.fail_after(TIMEOUT_S):
            while await records.count(Attempt, HERE) < 2:
                pass
        await server.end_by(SIGKILL)

    await assert_decided_once(store, model)


async def test_killed_right_after_the_commit(store: Path, model: MessagesServer) -> None:
    configured(store, model.url)
    model.will_usually_answer(adding)
    async with child(store) as server, opened(store) as records:
        await keep(server, wait_s=0)
        with anyio.fail_after(TIMEOUT_S):
            while await records.read_head("default") is None:
                pass
        await server.end_by(SIGKILL)

    asked = len(model.asked)
    await assert_decided_once(store, model)
    assert len(model.asked) == asked


async def test_killed_while_the_summary_is_written(store: Path, model: MessagesServer) -> None:
    configured(store, model.url, summary_every=1)
    stopper = Stopper(2)
    model.will_usually_answer(stopper)
    async with child(store) as server:
        # A session that comes in one call has no summary.
        await keep(server, wait_s=TIMEOUT_S)
        await keep(server, wait_s=TIMEOUT_S)
        await stopper.wait()
        await server.end_by(SIGKILL)

    await assert_decided_once(store, model)


async def test_two_servers_one_killed_while_it_decides(store: Path, model: MessagesServer) -> None:
    configured(store, model.url, timeout_s=TIMEOUT_S)
    stopper = Stopper(0)
    model.will_usually_answer(stopper)
    async with child(store) as other:
        await other.call("recall", query="opened")
        async with child(store) as server:
            await keep(server, wait_s=0)
            await stopper.wait()
            model.will_usually_answer(adding)
            await server.end_by(SIGKILL)
        with anyio.fail_after(TIMEOUT_S):
            while "not decided yet" in await other.call("recall", query=WORDS):
                pass
        await other.close_input()

    await assert_decided_once(store, model)
