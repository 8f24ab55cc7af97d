"""A decision is committed once, based on the newest state, whatever other writers do."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Thread, current_thread

import anyio
import pytest

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.errors import ModelError, StoreError
from mcp_mem0.domain.model.operations import Add, Delete, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Fact, Intake, Message, Statement
from mcp_mem0.domain.requests.model import ForgetSession, RememberRequest
from mcp_mem0.ports import DecisionInput
from mcp_mem0.services.concurrency.optimistic_retry import OptimisticRetry
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from tests.support.decision_cases import operation, operations
from tests.support.doubles import ScriptedDecider
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world


def says(text: str, *, position: int = 0) -> Statement:
    return Statement.from_words(text, position=position)


def add(text: str) -> Add:
    return Add(statement=says(text), reason="it was said")


def shown(case: DecisionInput, text: str) -> Fact:
    return next(near.fact for near in case.shown if near.fact.text == text)


# What a decision rests on.


async def test_a_models_answer_is_checked_while_others_are_served(tmp_path: Path) -> None:
    readers: list[Thread] = []

    class Quote(str):
        """Words that are quoted; they are read where an answer is checked."""

        __slots__ = ()

        def __len__(self) -> int:
            readers.append(current_thread())
            return len(str(self))

    async def ending(case: DecisionInput) -> Sequence[Operation]:
        fact = shown(case, "I live in Rome")
        return [Delete(target=fact, reason="it is over", position=0, quote=Quote("left Rome"))]

    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(add("I live in Rome"))
        await world.say("I live in Rome")
        world.clock.advance(minutes=1)
        decider.will_answer_with(ending)
        await world.say("I left Rome")

        assert await world.texts() == []
    assert readers
    assert current_thread() not in readers


async def test_a_decider_is_shown_what_is_near_and_what_was_said_before(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(add("I live in Rome"))
        await world.say("I live in Rome", "It is warm")
        world.clock.advance(minutes=1)
        decider.will_answer()
        await world.say("Now I live in Oslo")

    case = decider.cases[1]
    assert [near.fact.text for near in case.shown] == ["I live in Rome"]
    assert [message.content for message in case.recent] == ["I live in Rome", "It is warm"]
    assert case.reference_time == world.clock()


async def test_what_was_gathered_ahead_counts_while_nothing_has_changed_since(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(add("I live in Rome"))
        await world.say("I live in Rome")
        first = await world.leave_pending("Now I live in Oslo")
        ahead = await world.gather_ahead(first)
        decider.will_answer(add("I live in Oslo"))
        await world.commit_loop.settle(ahead)

        second = await world.leave_pending("Where do I live?")
        decider.will_answer()
        await world.commit_loop.settle(replace(ahead, episode=second))

    assert ahead.gathered is not None
    assert decider.cases[1] is ahead.gathered.case
    assert {near.fact.text for near in decider.cases[2].shown} == {
        "I live in Rome",
        "I live in Oslo",
    }
    assert decider.cases[2].episode == second


async def test_what_rules_gathered_ahead_is_renewed(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        home = fact_id(await world.state("Ana lives in Rome"))
        repeat = await world.leave_pending("Ana keeps bees")
        other = await world.leave_pending("Ana lives in Rome")
        gathered = [await world.gather_ahead(each) for each in (repeat, other)]
        await world.state("Ana keeps bees")
        await world.forget(home)

        for each in gathered:
            await world.commit_loop.settle(each)

        assert await world.texts() == ["Ana keeps bees", "Ana lives in Rome"]


async def test_nothing_forgotten_is_shown(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(add("I live in Rome"))
        receipt = await world.say("I live in Rome", "It is warm")
        await world.forget(fact_id(receipt))
        decider.will_answer()
        await world.say("Where do I live?")

    assert decider.cases[1].shown == ()
    assert [message.content for message in decider.cases[1].recent] == ["It is warm"]


async def test_a_relation_is_decided_against_facts_around_both_its_ends(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store") as rules:
        await rules.relate("Lindqvist", "based_in", "Bergen")
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer()
        await world.relate("Ana", "employed_by", "Lindqvist")

    (near,) = decider.cases[0].shown
    assert [relation.predicate for relation in near.relations] == ["based_in"]
    assert decider.cases[0].entity_names == ("Lindqvist", "Bergen")


@pytest.mark.parametrize("name", ["LINDQVIST", "lq", "The Old Mill"])
async def test_an_end_of_a_relation_is_found_by_whatever_name_it_has(
    tmp_path: Path, name: str
) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store") as rules:
        await rules.relate("Lindqvist", "based_in", "Bergen")
        await rules.relate("LQ", "also_known_as", "Lindqvist")
        await rules.relate("the old mill", "is also known as", "LQ")
        await rules.relate("Lindqvist Antiques", "based_in", "Rome")
    async with opened_world(tmp_path / "store", decider=decider) as world:
        # Only names can find it now.
        world.embedder.broken = True
        decider.will_answer()
        await world.relate("Ana", "employed_by", name)

    texts = {near.fact.text for near in decider.cases[0].shown}
    assert "Lindqvist based in Bergen" in texts


# What it does.


async def test_a_fact_that_is_no_longer_true_is_ended_not_lost(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(add("I have a cat"))
        name = fact_id(await world.say("I have a cat"))
        world.clock.advance(days=1)

        async def end(case: DecisionInput) -> Sequence[Operation]:
            return [Delete(target=shown(case, "I have a cat"), reason="it ran away")]

        decider.will_answer_with(end)
        receipt = await world.say("My cat ran away")

        assert await world.texts() == []
        assert [closed.text for closed in receipt.outcomes[0].closed] == ["I have a cat"]
        (revision,) = (await world.history.read_fact_history(name, ["home"])).revisions
        assert (revision.fact.retired_as, revision.fact.ended_at) == ("ended", world.clock())


async def test_an_older_message_does_not_close_a_newer_fact(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer(add("I live in Oslo"))
        await world.say("I live in Oslo")

        async def replace_it(case: DecisionInput) -> Sequence[Operation]:
            target = shown(case, "I live in Oslo")
            return [Update(target=target, statement=says("I live in Rome"), reason="moved")]

        decider.will_answer_with(replace_it)
        old = replace(ASK, said_at=parse_instant("2020", name="said_at"))
        receipt = await world.say("I live in Rome", ask=old)

        assert [outcome.operation for outcome in receipt.outcomes] == ["ADD"]
        assert "older than the fact that they would close" in receipt.dropped[0]
        assert await world.texts() == ["I live in Oslo", "I live in Rome"]


async def test_what_is_named_is_replaced_also_where_a_clock_is_behind(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        home = fact_id(await world.state("I live in Rome"))
        world.clock.advance(minutes=-1)
        await world.state("I live in Oslo", home)

        assert await world.texts() == ["I live in Oslo"]


async def test_what_was_left_pending_does_not_replace_what_came_after_it(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        home = fact_id(await world.state("I live in Rome"))
        world.clock.advance(minutes=1)
        await world.leave_pending("I live in Oslo", home)
        world.clock.advance(minutes=1)
        await world.state("I live in Bergen", home)

        assert await world.settle_due() == 1
        assert await world.texts() == ["I live in Bergen"]
        assert (await world.changes())[-1].dropped == (
            f"{home} was not replaced: it is {home}.2 by now, which was said later",
        )
        assert await world.pending() == []


async def test_what_was_forgotten_before_it_was_decided_does_not_come_back(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        bees = fact_id(await world.state("Ana keeps bees"))
        # Each settles in its turn, which comes after the forget.
        door = anyio.Event()
        world.parts.background.start(SPACE, door.wait)
        hasty = replace(ASK, wait_s=0)
        world.clock.advance(minutes=1)
        await world.state("Ana keeps bees", ask=hasty)
        await world.state("Ana rows", ask=hasty)
        # Also where the clock of whoever forgets is behind.
        world.clock.advance(minutes=-1)
        await world.forget(bees)
        door.set()
        await world.state("Ana sings")

        assert await world.texts() == ["Ana rows", "Ana sings"]
        assert await world.pending() == []


@pytest.mark.parametrize("decisions", [1, 3])
async def test_what_is_forgotten_while_a_model_decides_is_decided_without(
    tmp_path: Path, decisions: int
) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as rules,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        bees = fact_id(await rules.state("Ana keeps bees"))
        # Also where the clock of whoever forgets is behind.
        world.clock.advance(minutes=1)

        async def meanwhile(_: DecisionInput) -> Sequence[Operation]:
            if len(decider.cases) == decisions:
                await rules.forget(bees)
            elif len(decider.cases) < decisions:
                await rules.state(f"Ana rows {len(decider.cases)}")
            return [
                Add(statement=says("Ana keeps bees"), reason="said"),
                Add(statement=says("Ana rows", position=1), reason="said"),
            ]

        for _ in range(3):
            decider.will_answer_with(meanwhile)
        receipt = await world.say("Ana keeps bees", "Ana rows")

        assert "Ana keeps bees" not in await world.texts()
        assert "Ana rows" in await world.texts()
        assert "forgotten before it was decided" in " ".join(receipt.dropped)
        assert receipt.effort.calls == min(decisions + 1, 3)
        assert await world.check() == []


async def test_a_model_is_not_shown_what_was_forgotten_while_it_was_unavailable(
    tmp_path: Path,
) -> None:
    model = ScriptedModel()
    async with (
        opened_world(tmp_path / "store") as rules,
        opened_world(tmp_path / "store", decider=SinglePipeline(model=model)) as world,
    ):
        bees = fact_id(await rules.state("Ana keeps bees"))
        model.will_answer(ModelError("the model cannot be reached"))
        await world.say("Ana keeps bees", "Ana rows")
        await rules.forget(bees)
        model.will_answer(
            operations(
                operation("ADD", "Ana keeps bees", message=1),
                operation("ADD", "Ana rows", message=2),
            )
        )

        assert await world.settle_due() == 1
        assert "bees" not in model.asked[-1].user
        assert await world.texts() == ["Ana rows"]


async def test_what_is_not_grounded_is_dropped_and_named(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        invented = Statement.from_words("Ana is rich", quote="I won the lottery")
        decider.will_answer(Add(statement=invented, reason="?"), add("I live in Rome"))
        receipt = await world.say("I live in Rome")

        assert await world.texts() == ["I live in Rome"]
        (dropped,) = receipt.dropped
        assert dropped.startswith("operation 1 (ADD): message 0 does not have the words")
        assert "lottery" not in dropped


# Racing.


async def test_a_decision_that_was_outrun_by_something_else_is_kept(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):

        async def meanwhile(_: DecisionInput) -> Sequence[Operation]:
            await other.say("Nothing to do with it")
            return [add("I live in Rome")]

        # Asked a second time, the decider would fail the test.
        decider.will_answer_with(meanwhile)
        receipt = await world.say("I live in Rome")

        assert [outcome.operation for outcome in receipt.outcomes] == ["ADD"]
        assert [change.revision for change in await world.changes()] == [1, 2]


async def test_a_decision_is_made_again_when_something_near_came_first(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):

        async def meanwhile(_: DecisionInput) -> Sequence[Operation]:
            await other.state("I live in Rome")
            return [add("I live in Rome")]

        async def again(case: DecisionInput) -> Sequence[Operation]:
            return [Noop(target=shown(case, "I live in Rome"), reason="known")]

        decider.will_answer_with(meanwhile)
        decider.will_answer_with(again)
        receipt = await world.say("I live in Rome")

        assert [outcome.operation for outcome in receipt.outcomes] == ["NOOP"]
        assert await world.texts() == ["I live in Rome"]


async def test_a_decision_is_made_again_when_its_target_was_closed(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        rome = fact_id(await other.state("I live in Rome"))

        async def meanwhile(case: DecisionInput) -> Sequence[Operation]:
            target = shown(case, "I live in Rome")
            await other.forget(rome)
            return [Update(target=target, statement=says("I live in Oslo"), reason="moved")]

        decider.will_answer_with(meanwhile)
        decider.will_answer(add("I live in Oslo"))
        await world.say("I live in Oslo")

        assert decider.cases[1].shown == ()
        assert await world.texts() == ["I live in Oslo"]


@pytest.mark.heavy
async def test_an_episode_that_another_process_settled_is_settled_once(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):

        async def meanwhile(case: DecisionInput) -> Sequence[Operation]:
            await other.commit_loop.settle(Incoming(episode=case.episode))
            return [add("I live in Rome")]

        decider.will_answer_with(meanwhile)
        receipt = await world.state("I live in Rome")

        (change,) = await world.changes()
        assert receipt.change == change.id
        assert receipt.effort.decided_by == "rules (no model configured)"
        assert await world.texts() == ["I live in Rome"]


async def test_what_was_forgotten_meanwhile_is_not_decided(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):

        async def meanwhile(_: DecisionInput) -> Sequence[Operation]:
            await other.ask_forget(ForgetSession(session="morning"))
            return [add("I live in Rome")]

        decider.will_answer_with(meanwhile)
        receipt = await world.say("I live in Rome")

        assert receipt.notes == ("it was forgotten before it was decided",)
        assert await world.texts() == []
        assert await world.excerpts() == []


async def test_an_episode_that_loses_every_race_stays_pending(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):

        async def meanwhile(_: DecisionInput) -> Sequence[Operation]:
            await other.state(f"I live in house {len(decider.cases)}")
            return [add("I live in Rome")]

        decider.will_answer_with(meanwhile)
        decider.will_answer_with(meanwhile)
        episode = await world.leave_pending("I live in Rome")
        pace = OptimisticRetry(attempts_max=2, patience_s=0.0, wait_s=0.0)
        impatient = replace(world.commit_loop, pace=pace)

        with pytest.raises(StoreError) as caught:
            await impatient.settle(Incoming(episode=episode))

        assert "during each of 2 attempts" in str(caught.value)
        assert [row.id for row in await world.pending()] == [episode.id]


ALONE = OptimisticRetry(attempts_max=1, patience_s=0.0, together_max=0)
"""Wins the first race, because no one else writes meanwhile."""


async def test_after_too_many_conflicts_a_writer_excludes_others_and_succeeds(
    tmp_path: Path,
) -> None:
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as other,
    ):
        ends = anyio.Event()

        async def write(world: World, who: str) -> None:
            for number in count():
                if ends.is_set():
                    break
                await world.state(f"{who} lives in house {number}")

        settling = replace(one.commit_loop, pace=ALONE)
        forgetting = replace(one.forgetting, pace=ALONE)
        async with anyio.create_task_group() as writers:
            for number, world in enumerate((one, other, other)):
                writers.start_soon(write, world, f"Writer {number}")
            for number in range(5):
                receipt = await settling.settle(
                    Incoming(episode=await one.leave_pending(f"Ana says {number}"))
                )
                await replace(one, forgetting=forgetting).forget(fact_id(receipt))
            ends.set()

        assert not [text for text in await one.texts() if text.startswith("Ana")]
        assert await one.check() == []


async def test_a_model_call_blocks_no_other_writer(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):

        async def meanwhile(_: DecisionInput) -> Sequence[Operation]:
            with anyio.fail_after(10):
                await other.state("I live in Rome")
            return [add("I live in Oslo")]

        decider.will_answer_with(meanwhile)
        decider.will_answer(add("I live in Oslo"))
        receipt = await replace(world.commit_loop, pace=replace(ALONE, attempts_max=2)).settle(
            Incoming(episode=await world.leave_pending("I live in Oslo"))
        )

        assert receipt.status == "done"
        assert await world.texts() == ["I live in Oslo", "I live in Rome"]


async def test_racing_processes_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as other,
    ):
        async with anyio.create_task_group() as race:
            for world in (one, other):
                for number in range(8):
                    # Half of them are the same in both processes.
                    whose = "everybody" if number % 2 else ("one" if world is one else "other")
                    own = replace(ASK, session=f"{number}")
                    race.start_soon(state, world, f"Fact {number} of {whose}", own)

        texts = await one.texts()
        assert len(texts) == len(set(texts)) == 12
        assert [change.revision for change in await one.changes()] == list(range(1, 17))
        assert await other.pending() == []


async def test_racing_corrections_of_one_fact_are_all_in_its_history(tmp_path: Path) -> None:
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as other,
    ):
        name = fact_id(await one.state("Ana lives in house 0"))
        async with anyio.create_task_group() as race:
            for number in range(1, 7):
                world = one if number % 2 else other
                own = replace(ASK, session=f"{number}")
                race.start_soon(state, world, f"Ana lives in house {number}", own, name)

        revisions = (await one.history.read_fact_history(name, ["home"])).revisions
        assert [each.fact.revision for each in revisions] == list(range(1, 8))
        assert len({each.fact.text for each in revisions}) == 7
        assert len(await one.texts()) == 1


async def state(world: World, text: str, ask: RememberRequest, *replaces: str) -> None:
    await world.state(text, *replaces, ask=ask)


async def test_a_thousand_messages_are_searched_around_only_as_far_as_allowed(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    decider.will_answer()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        messages = tuple(Message(role="user", content=f"Word {number}") for number in range(120))

        receipt = await world.remembering.remember(replace(ASK, intake=Intake(messages=messages)))

    assert receipt.notes == ("facts near the first 20 messages were not looked up",)
