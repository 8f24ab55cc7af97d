"""Whatever is done, by whichever process, the memory agrees with a plain model of it: in its
facts, its graph and its history, after each step; and at the end everything stored agrees."""

import tempfile
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeVar

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

from mcp_mem0.app.running import App
from mcp_mem0.config import Settings
from mcp_mem0.domain.graph.model import AboutRequest, Neighbourhood
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.requests.model import ChangesRequest, HistoryRequest
from mcp_mem0.ports import Embedder
from tests.support.doubles import FixedClock, ReadableEmbedder
from tests.support.plain_memory import Done, Edge, PlainMemory, Refusal, Said, Turn
from tests.support.processes import SPACE, Answered, Beyond, Process, RefusedError, Within
from tests.support.stdio_process import child

PEOPLE = ("Ana", "Ben")
HOBBIES = ("chess", "sailing")
PLACES = ("Acme", "Zeta")
AnswerT = TypeVar("AnswerT")


class MemoryMachine(RuleBasedStateMachine):
    """Two processes on one store, both in this one; `Apart` has a real second one."""

    embedder: Embedder | None = ReadableEmbedder()

    def __init__(self) -> None:
        super().__init__()
        self.plain = PlainMemory()
        self.clock = FixedClock()
        self.number = 0
        self.closing = ExitStack()
        self.folder = Path(self.closing.enter_context(tempfile.TemporaryDirectory()))
        self.portal: BlockingPortal = self.closing.enter_context(start_blocking_portal())
        self.reader = ExitStack()

    @initialize()
    def open(self) -> None:
        self.app = self.reader.enter_context(self._within(self._opened()))
        self.processes: tuple[Process, Process] = (Within(self.app), self._second())

    def teardown(self) -> None:
        try:
            if hasattr(self, "app"):
                assert self._run(self._disagreements) == []
        finally:
            self.reader.close()
            self.closing.close()

    @asynccontextmanager
    async def _opened(self) -> AsyncGenerator[App]:
        store = Settings(store=str(self.folder / "store"))
        async with App(store, now=self.clock, embedder=self.embedder) as app:
            yield app

    def _second(self) -> Process:
        return Within(self.closing.enter_context(self._within(self._opened())))

    def _within(self, opening: AbstractAsyncContextManager[AnswerT]):  # noqa: ANN202 - the library's
        return self.portal.wrap_async_context_manager(opening)

    def _run(self, act: Callable[[], Awaitable[AnswerT]]) -> AnswerT:
        return self.portal.call(act)

    # What is done.

    @rule(
        by=st.integers(0, 1),
        person=st.sampled_from(PEOPLE),
        hobby=st.sampled_from(HOBBIES),
        dry_run=st.booleans(),
    )
    def state(self, by: int, person: str, hobby: str, dry_run: bool) -> None:  # noqa: FBT001 - hypothesis'
        text = f"{person} plays {hobby}"
        answer = self._run(lambda: self.processes[by].state(text, [], dry_run=dry_run))
        if not dry_run:
            self._added("remember", answer, Said(self._next(), text))

    @rule(by=st.integers(0, 1), person=st.sampled_from(PEOPLE), place=st.sampled_from(PLACES))
    def relate(self, by: int, person: str, place: str) -> None:
        edge = (person, "works_at", place)
        answer = self._run(lambda: self.processes[by].relate(edge, []))
        self._added("relate", answer, Said(self._next(), f"{person} works at {place}", edge))

    @precondition(lambda self: self.plain.facts)
    @rule(
        by=st.integers(0, 1),
        chosen=st.data(),
        person=st.sampled_from(PEOPLE),
        related=st.booleans(),
        dry_run=st.booleans(),
    )
    def replace(
        self,
        by: int,
        chosen: st.DataObject,
        person: str,
        related: bool,  # noqa: FBT001 - hypothesis'
        dry_run: bool,  # noqa: FBT001 - the same
    ) -> None:
        several = st.lists(self._open_facts(), min_size=1, max_size=2, unique=True)
        first, *others = chosen.draw(several)
        number = self._next()
        edge = (person, "owns", f"boat {number}") if related else None
        said = Said(number, f"{person} {'owns' if related else 'sails'} boat {number}", edge)
        process = self.processes[by]
        if edge is None:
            answer = self._run(lambda: process.state(said.text, [first, *others], dry_run=dry_run))
        else:
            answer = self._run(lambda: process.relate(edge, [first, *others], dry_run=dry_run))
        if dry_run:
            return
        assert answer.fact == first
        turns = {first: Turn(self.plain.facts[first], said)}
        turns |= {other: Turn(self.plain.facts[other], None) for other in others}
        self._done("relate" if related else "remember", answer, turns)

    @precondition(lambda self: self.plain.facts)
    @rule(by=st.integers(0, 1), chosen=st.data(), dry_run=st.booleans())
    def forget(self, by: int, chosen: st.DataObject, dry_run: bool) -> None:  # noqa: FBT001 - the same
        fact = chosen.draw(self._open_facts())
        answer = self._run(lambda: self.processes[by].forget([fact], dry_run=dry_run))
        if not dry_run:
            self._done("forget", answer, {fact: Turn(self.plain.facts[fact], None)})

    @precondition(lambda self: self._undoable())
    @rule(by=st.integers(0, 1), chosen=st.data(), dry_run=st.booleans())
    def undo(self, by: int, chosen: st.DataObject, dry_run: bool) -> None:  # noqa: FBT001 - the same
        done = chosen.draw(st.sampled_from(self._undoable()))
        expected = self.plain.undo(done)
        if isinstance(expected, Refusal):
            with pytest.raises(RefusedError) as caught:
                self._run(lambda: self.processes[by].undo(done.id, dry_run=dry_run))
            assert any(later in str(caught.value) for later in expected.later)
            return
        try:
            answer = self._run(lambda: self.processes[by].undo(done.id, dry_run=dry_run))
        except RefusedError as refusal:
            self._refused_as_restated(done, expected, refusal)
            return
        if not dry_run:
            self._done("undo", answer, expected, undoes=done.id)

    def _refused_as_restated(
        self, done: Done, expected: dict[str, Turn], refusal: RefusedError
    ) -> None:
        """An undo may be refused where all that it would bring back was stated anew since."""
        assert expected == {}
        assert any(other in str(refusal) for other in self.plain.find_restated(done).values())

    @precondition(lambda self: self._changed_since())
    @rule(by=st.integers(0, 1), chosen=st.data())
    def replace_what_changed_since(self, by: int, chosen: st.DataObject) -> None:
        fact = chosen.draw(st.sampled_from(self._changed_since()))
        with pytest.raises(RefusedError) as caught:
            self._run(lambda: self.processes[by].state("Ana sold it", [f"{fact}.1"]))
        first = self.plain.revisions[fact][0]
        # What said it since may have been forgotten, and this with it.
        assert first in str(caught.value) or self.plain.find_forgetting(first, self.plain.changes)
        assert self.plain.facts[fact].text in str(caught.value)

    @rule()
    def reopen(self) -> None:
        self.reader.close()
        self.app = self.reader.enter_context(self._within(self._opened()))
        self.processes = (Within(self.app), self.processes[1])

    # What must hold after each step.

    @invariant()
    def the_facts_agree(self) -> None:
        async def texts() -> list[str]:
            records = (await self.app.get_services()).records
            return sorted(fact.text for fact in await records.find(Fact, Filter(spaces=(SPACE,))))

        if hasattr(self, "app"):
            assert self._run(texts) == self.plain.texts

    @invariant()
    def the_graph_agrees(self) -> None:
        async def edges(name: str) -> set[Edge]:
            found = (
                await self.app.ask_graph(AboutRequest(names=(name,), spaces=(SPACE,), limit=200))
            ).results
            return {
                (edge.subject, edge.predicate, edge.object)
                for around in found
                if isinstance(around, Neighbourhood)
                for near in around.ties
                for edge in near.tie.edges
            }

        if hasattr(self, "app"):
            for person in PEOPLE:
                of_person = {edge for edge in self.plain.edges if edge[0] == person}
                assert self._run(lambda name=person: edges(name)) == of_person

    @invariant()
    def the_history_agrees(self) -> None:
        async def changes_done() -> list[tuple[str, str, str | None]]:
            changes = await self.app.list_changes(ChangesRequest(spaces=(SPACE,), limit=500))
            return [(each.change.id, each.change.act, each.undone_by) for each in changes]

        async def revisions(fact: str) -> tuple[list[str], bool]:
            history = await self.app.read_fact_history(
                HistoryRequest(lineage=fact, spaces=(SPACE,))
            )
            facts = [revision.fact for revision in history.revisions]
            return [fact.text for fact in facts], facts[-1].is_open

        if not hasattr(self, "app"):
            return
        assert self._run(changes_done) == [
            (done.id, done.act, self.plain.undone_by(done)) for done in reversed(self.plain.changes)
        ]
        for fact, texts in self.plain.revisions.items():
            assert self._run(lambda fact=fact: revisions(fact)) == (
                texts,
                fact in self.plain.facts,
            )

    # How it is noted.

    async def _disagreements(self) -> list[str]:
        return await (await self.app.get_services()).check.find_violations()

    def _added(self, act: str, answer: Answered, said: Said) -> None:
        if self.plain.says(said.text):
            self._done(act, answer, {})
        else:
            assert answer.fact is not None
            self._done(act, answer, {answer.fact: Turn(None, said)})

    def _done(
        self, act: str, answer: Answered, turns: dict[str, Turn], undoes: str | None = None
    ) -> None:
        assert answer.change is not None
        self.plain.apply(Done(answer.change, act, turns, undoes))

    def _next(self) -> int:
        self.clock.advance(minutes=1)
        self.number += 1
        return self.number

    def _open_facts(self) -> st.SearchStrategy[str]:
        return st.sampled_from([fact for fact in self._facts() if fact in self.plain.facts])

    def _undoable(self) -> list[Done]:
        return [done for done in self.plain.changes if done.turns]

    def _changed_since(self) -> list[str]:
        revisions = self.plain.revisions
        return [f for f in self._facts() if f in self.plain.facts and len(revisions[f]) > 1]

    def _facts(self) -> list[str]:
        """Return all facts, first stated first: ids are random, and a choice must be repeatable."""
        return list(self.plain.revisions)


class Apart(MemoryMachine):
    """The second process is a real one: the server, spoken to over stdio."""

    embedder = None

    def _second(self) -> Process:
        return Beyond(self.closing.enter_context(self._within(child(self.folder / "store"))))


def test_two_processes_agree_with_a_plain_model() -> None:
    run_state_machine_as_test(
        MemoryMachine, settings=settings(max_examples=3, stateful_step_count=10, deadline=None)
    )


# Both at length take some three minutes each while two cores do other things too.
@pytest.mark.heavy
@pytest.mark.timeout(900)
def test_two_processes_agree_with_a_plain_model_at_length() -> None:
    run_state_machine_as_test(
        MemoryMachine, settings=settings(max_examples=10, stateful_step_count=30, deadline=None)
    )


@pytest.mark.heavy
@pytest.mark.timeout(900)
def test_a_process_of_its_own_agrees_with_a_plain_model() -> None:
    run_state_machine_as_test(
        Apart, settings=settings(max_examples=8, stateful_step_count=25, deadline=None)
    )
