"""Whatever two processes do to one fact at the same moment, it is as if one had come first: of each
fact at most one revision is open, and what was refused is nowhere."""

import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import anyio
import anyio.lowlevel
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mcp_mem0.app.clock import get_utc_now
from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.model.vectors import Vector
from tests.support.doubles import FixedClock, ReadableEmbedder
from tests.support.processes import SPACE, Beyond, Process, RefusedError, Within
from tests.support.stdio_process import child

ACTS = ("correct", "correct what was seen", "relate", "relate what was seen", "forget", "state")
TURNS_MAX = 12
AnswerT = TypeVar("AnswerT")


@dataclass
class HesitantEmbedder(ReadableEmbedder):
    """Gives way to others some times before it answers, so that they come in between."""

    turns: list[int] = field(default_factory=list[int])

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        for _ in range(self.turns.pop(0) if self.turns else 0):
            await anyio.lowlevel.checkpoint()
        return await super().embed(texts)


@dataclass(frozen=True)
class Deed:
    """What one process does, and whether it was refused."""

    act: str
    text: str
    refusal: str | None = None


class RacingMachine(RuleBasedStateMachine):
    """Two processes on one store, both in this one; `RacingApart` has a real second one."""

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()
        self.folder = Path(self.closing.enter_context(tempfile.TemporaryDirectory()))
        self.portal: BlockingPortal = self.closing.enter_context(start_blocking_portal())
        self.embedders: list[HesitantEmbedder] = []
        self.clocks: list[FixedClock] = []
        self.revisions: dict[str, int] = {}
        self.texts: dict[str, set[str]] = {}
        self.refused: set[str] = set()
        self.others: set[str] = set()
        self.number = 0

    @initialize()
    def open(self) -> None:
        self.app = self._opened()
        self.processes: tuple[Process, Process] = (Within(self.app), self._second())

    def teardown(self) -> None:
        try:
            if hasattr(self, "app"):
                assert self._run(self._disagreements) == []
        finally:
            self.closing.close()

    def _opened(self) -> App:
        return self.closing.enter_context(self._within(self._open_app()))

    @asynccontextmanager
    async def _open_app(self) -> AsyncGenerator[App]:
        self.clocks.append(FixedClock())
        self.embedders.append(HesitantEmbedder())
        store = Settings(store=str(self.folder / "store"))
        async with App(store, now=self.clocks[-1], embedder=self.embedders[-1]) as app:
            yield app

    def _second(self) -> Process:
        return Within(self._opened())

    def _within(self, opening: AbstractAsyncContextManager[AnswerT]):  # noqa: ANN202 - the library's
        return self.portal.wrap_async_context_manager(opening)

    def _run(self, act: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        return self.portal.call(act)

    # What is done.

    @precondition(lambda self: len(self.revisions) < 3)
    @rule(by=st.integers(0, 1))
    def state(self, by: int) -> None:
        text = self._say("sails")
        answer = self._run(lambda: self.processes[by].state(text, []))
        assert answer.fact is not None
        self.revisions[answer.fact] = 1
        self.texts[answer.fact] = {text}

    @precondition(lambda self: self.revisions)
    @rule(
        chosen=st.data(),
        acts=st.tuples(st.sampled_from(ACTS), st.sampled_from(ACTS)),
        turns=st.lists(st.integers(0, TURNS_MAX), max_size=4),
        ahead_ms=st.integers(-900, 900),
    )
    def race(
        self, chosen: st.DataObject, acts: tuple[str, str], turns: list[int], ahead_ms: int
    ) -> None:
        """Let both processes act at once, with clocks that are a little apart."""
        fact = chosen.draw(st.sampled_from(sorted(self.revisions)))
        self._set_apart(turns, ahead_ms)
        deeds = self._run(lambda: self._act_at_once(fact, acts))
        done = [deed for deed in deeds if deed.refusal is None]
        correcting = [deed for deed in done if deed.act.startswith(("correct", "relate"))]
        is_forgotten = any(deed.act == "forget" for deed in done)
        self._assert_allowed(deeds, is_forgotten=is_forgotten)
        self.refused |= {deed.text for deed in deeds if deed.refusal is not None}
        self.revisions[fact] += len(correcting)
        self.texts[fact] |= {deed.text for deed in correcting}
        for deed in done:
            if deed.act == "state":
                self.others.add(deed.text)
        if is_forgotten:
            del self.revisions[fact]
            del self.texts[fact]

    async def _act_at_once(self, fact: str, acts: tuple[str, str]) -> list[Deed]:
        deeds: list[Deed] = []

        async def act(process: Process, deed: Deed, seen: int) -> None:
            refusal = await self._do(process, deed, fact, seen)
            deeds.append(Deed(deed.act, deed.text, refusal))

        async with anyio.create_task_group() as tasks:
            for process, name in zip(self.processes, acts, strict=True):
                verb = "owns" if name.startswith("relate") else "sails"
                deed = Deed(name, self._say(verb))
                tasks.start_soon(act, process, deed, self.revisions[fact])
        return deeds

    async def _do(self, process: Process, deed: Deed, fact: str, seen: int) -> str | None:
        """Do one thing to a fact; return why it was refused, if it was."""
        name = f"{fact}.{seen}" if deed.act.endswith("seen") else fact
        subject, predicate, thing = deed.text.split(" ", 2)
        try:
            match deed.act.partition(" ")[0]:
                case "correct":
                    await process.state(deed.text, [name])
                case "relate":
                    await process.relate((subject, predicate, thing), [name])
                case "forget":
                    await process.forget([name])
                case _:
                    await process.state(deed.text, [])
        except RefusedError as error:
            return str(error)
        return None

    def _assert_allowed(self, deeds: list[Deed], *, is_forgotten: bool) -> None:
        """Assert that only what may be refused was, and that it says why."""
        for deed in deeds:
            if deed.refusal is None:
                continue
            others = [each.act for each in deeds if each is not deed]
            is_stale = deed.act.endswith("seen") and "has changed since" in deed.refusal
            is_gone = is_forgotten and "forgotten" in deed.refusal
            assert is_stale or is_gone, (deed, others)
        seen = [deed for deed in deeds if deed.act.endswith("seen")]
        if len(seen) == len(deeds):
            assert sum(deed.refusal is None for deed in seen) == 1

    # What must hold after each step.

    @invariant()
    def one_revision_of_each_fact_is_open(self) -> None:
        async def read() -> list[Fact]:
            records = (await self.app.get_services()).records
            return await records.find(Fact, Filter(spaces=(SPACE,)))

        if not hasattr(self, "app"):
            return
        facts = self._run(read)
        raced = {fact.lineage: fact for fact in facts if fact.text not in self.others}
        assert {name: fact.revision for name, fact in raced.items()} == self.revisions
        assert len(facts) == len(raced) + len(self.others)
        for name, fact in raced.items():
            assert fact.text in self.texts[name]

    @invariant()
    def what_was_refused_is_nowhere(self) -> None:
        async def read() -> set[str]:
            records = (await self.app.get_services()).records
            where = Filter(spaces=(SPACE,), state="any")
            return {fact.text for fact in await records.find(Fact, where)}

        if hasattr(self, "app"):
            assert self._run(read).isdisjoint(self.refused)

    # How it is done.

    async def _disagreements(self) -> list[str]:
        return await (await self.app.get_services()).check.find_violations()

    def _say(self, verb: str) -> str:
        self.number += 1
        return f"Ana {verb} boat {self.number}"

    def _set_apart(self, turns: list[int], ahead_ms: int) -> None:
        for clock in self.clocks:
            clock.advance(minutes=1)
        for clock in self.clocks[:1]:
            clock.advance(milliseconds=ahead_ms)
        for number, embedder in enumerate(self.embedders):
            embedder.turns = turns[number::2]


class RacingApart(RacingMachine):
    """The second process is a real one: the server, spoken to over stdio."""

    @asynccontextmanager
    async def _open_app(self) -> AsyncGenerator[App]:
        async with App(Settings(store=str(self.folder / "store")), now=get_utc_now) as app:
            yield app

    def _second(self) -> Process:
        server = child(self.folder / "store", "--alone")
        return Beyond(self.closing.enter_context(self._within(server)))


@pytest.mark.heavy
def test_two_processes_at_once_are_one_after_the_other() -> None:
    run_state_machine_as_test(
        RacingMachine, settings=settings(max_examples=3, stateful_step_count=10, deadline=None)
    )


@pytest.mark.heavy
@pytest.mark.timeout(900)
def test_two_processes_at_once_are_one_after_the_other_at_length() -> None:
    run_state_machine_as_test(
        RacingMachine, settings=settings(max_examples=40, stateful_step_count=25, deadline=None)
    )


@pytest.mark.heavy
@pytest.mark.timeout(900)
def test_a_process_of_its_own_at_once_with_another_is_before_or_after_it() -> None:
    run_state_machine_as_test(
        RacingApart, settings=settings(max_examples=6, stateful_step_count=20, deadline=None)
    )
