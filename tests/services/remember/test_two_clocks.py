"""Whatever changes, is corrected, completed, ended, withdrawn or taken back: what was true at a
time, and what was believed at one, is what a plain model of both says, for facts and relations."""

import tempfile
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import anyio
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from mcp_mem0.domain.model.closings import CHANGE_KINDS, END_KINDS, ChangeKind, EndKind
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.operations import Delete
from mcp_mem0.domain.model.rows import Fact, Intake, Relation, StatedRelation
from tests.support.doubles import ScriptedDecider
from tests.support.plain_spans import PlainFact, PlainSpans
from tests.support.recall_questions import ASKED, recalled
from tests.support.wired_services import ASK, SPACE, World, opened_world, target

HALF_A_DAY = timedelta(hours=12)
DAYS_BEFORE = 4
"""How many days before the first words a statement may begin."""


@dataclass(frozen=True)
class PlayedStep:
    """What is done on one day, to the fact with this number among the open ones.

    `start` is the day since when the statement holds, counted from the first; None if not said.
    """

    act: ChangeKind | EndKind | Literal["add", "undo"]
    number: int
    start: int | None


acts = st.sampled_from(("add", "undo", *CHANGE_KINDS, *CHANGE_KINDS, *END_KINDS))
starts = st.none() | st.integers(-DAYS_BEFORE, DAYS_BEFORE)
steps = st.lists(
    st.builds(PlayedStep, act=acts, number=st.integers(0, 3), start=starts), min_size=3, max_size=6
)


@pytest.mark.heavy
@settings(max_examples=4, phases=[Phase.generate])  # each opens a store
@given(steps)
def test_both_clocks_agree_with_a_plain_model(played: list[PlayedStep]) -> None:
    play_in_new_store(played)


@pytest.mark.heavy
@settings(max_examples=40, phases=[Phase.generate])
@given(steps)
def test_both_clocks_agree_with_a_plain_model_at_length(played: list[PlayedStep]) -> None:
    play_in_new_store(played)


def play_in_new_store(played: list[PlayedStep]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        anyio.run(_play, Path(folder), played)


async def _play(folder: Path, played: list[PlayedStep]) -> None:
    async with opened_world(folder / "store") as world:
        pair = _Pair(world=world, first=world.clock())
        for number, step in enumerate([PlayedStep("add", 0, None), *played]):
            await pair.take_step(step, f"Ana likes tea {number}")
            world.clock.advance(days=1)
        await pair.compare(world.clock())


@dataclass
class _Pair:
    """A world and the plain model of it; the change that can be taken back next."""

    world: World
    first: datetime
    plain: PlainSpans = field(default_factory=PlainSpans)
    last_change: str | None = None

    async def take_step(self, step: PlayedStep, text: str) -> None:
        """Do one step in both."""
        now = self.world.clock()
        # A statement cannot begin after it was made.
        day = None if step.start is None else self.first + timedelta(days=step.start)
        start = None if day is None else min(day, now)
        open_facts = self.plain.open_facts
        old = open_facts[step.number % len(open_facts)] if open_facts else None
        match step.act:
            case "undo" if self.plain.last is not None:
                await self.world.undo(self.last_change)
                self.plain.undo(now)
            case "change" | "correction" | "addition" as kind if old is not None:
                self.plain.update(old, text, kind, start, now)
                fact = await _find(self.world, old)
                self.last_change = await _relate(self.world, text, fact, kind, start)
            case "ended" | "never_so" as kind if old is not None:
                self.plain.delete(old, kind, now)
                self.last_change = await _delete(self.world, await _find(self.world, old), kind)
            case _:
                self.plain.add(text, start, now)
                self.last_change = await _relate(self.world, text, None, None, start)

    async def compare(self, now: datetime) -> None:
        """Compare what was true at each time, as known now and before, and what recall says."""
        days = range(-DAYS_BEFORE - 1, (now - self.first).days + 1)
        moments = [self.first + timedelta(days=day) - HALF_A_DAY for day in days]
        for known in [moment for moment in moments if moment > self.first][-1::-2]:
            where = Filter(spaces=(SPACE,), known_at=known)
            assert await _read_texts(self.world, where) == self.plain.believed_texts(known)
            for moment in moments:
                true_then = self.plain.true_texts(moment, known)
                both = replace(where, valid_at=moment)
                assert await _read_texts(self.world, both) == true_then, moment
        for moment in moments[::3]:
            asked = replace(ASKED, valid_at=moment, limit=50, max_tokens=8_000)
            found = await recalled(self.world, "What does Ana like?", asked=asked)
            facts = {memory.text for memory in found.memories if memory.fact is not None}
            assert sorted(facts) == self.plain.true_texts(moment, now), moment


async def _find(world: World, plain: PlainFact) -> Fact:
    (fact,) = [fact for fact in await world.facts() if fact.text == plain.text]
    return fact


async def _relate(
    world: World, text: str, old: Fact | None, kind: ChangeKind | None, start: datetime | None
) -> str | None:
    intake = Intake(
        relation=StatedRelation(subject="Ana", predicate="likes", object=text[len("Ana likes ") :]),
        replaces=() if old is None else (target(old.id),),
        replaces_as=kind,
        valid_from=start,
    )
    return (await world.remembering.remember(replace(ASK, intake=intake))).change


async def _delete(world: World, old: Fact, kind: EndKind) -> str | None:
    decider = ScriptedDecider()
    decider.will_answer(Delete(target=old, reason="so it was said", kind=kind))
    remembering = world.services_by(decider).remember
    receipt = await remembering.remember(replace(ASK, intake=Intake(content="No more of that")))
    return receipt.change


async def _read_texts(world: World, where: Filter) -> list[str]:
    """Return the texts of facts, after a look that their relations are the same."""
    facts = sorted({fact.text for fact in await world.records.find(Fact, where)})
    relations = sorted({relation.text for relation in await world.records.find(Relation, where)})
    assert relations == facts
    return facts
