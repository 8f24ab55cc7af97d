"""A model that fails is retried with backoff, in order, by any process; in the end
the rules settle what it never answered."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import anyio
import pytest

from mcp_mem0.domain.errors import DecisionError, ModelError, NotFoundError
from mcp_mem0.domain.model.operations import Add, Operation, Update
from mcp_mem0.domain.model.rows import Episode, Intake, StatedRelation, Statement
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.domain.usage import Usage
from mcp_mem0.ports import DecisionInput
from mcp_mem0.services.deciding.incoming import Incoming
from mcp_mem0.services.settling.claims import WaitingError
from tests.support.doubles import FixedClock, ScriptedDecider
from tests.support.wired_services import ASK, PATIENT, World, fact_id, opened_world

BABBLE = DecisionError("there is no JSON in it", answer="Ana is rich", usage=Usage(calls=1))


def add(text: str) -> Add:
    return Add(statement=Statement.from_words(text), reason="it was said")


async def echo(case: DecisionInput) -> Sequence[Operation]:
    """Add the words as they are."""
    return [add(case.episode.intake.all_messages[0].content)]


def failing(error: ModelError) -> ScriptedDecider:
    async def fail(_: DecisionInput) -> Sequence[Operation]:
        raise error

    decider = ScriptedDecider()
    decider.will_answer_with(fail)
    return decider


# When it is tried again.


async def test_a_failed_attempt_is_kept_with_what_it_cost_and_when_the_next_is_due(
    tmp_path: Path,
) -> None:
    async with opened_world(tmp_path / "store", decider=failing(BABBLE)) as world:
        receipt = await world.say("I live in Oslo")

        (attempt,) = await world.attempts()
        assert attempt.source == receipt.episode
        assert (attempt.why, attempt.is_answered) == (
            "not a decision: there is no JSON in it",
            True,
        )
        assert attempt.effort.calls == 1
        assert 59 < (attempt.retry_at - world.clock()).total_seconds() <= 60
        assert "Ana is rich" not in str(receipt)


async def test_what_is_not_due_waits_and_each_wait_is_longer(tmp_path: Path) -> None:
    decider = failing(BABBLE)
    async with opened_world(tmp_path / "store", decider=decider) as world:
        await world.say("I live in Oslo")

        assert await world.settle_due(is_asked_for=False) == 0
        assert len(await world.attempts()) == 1
        world.clock.advance(minutes=1)
        decider.will_fail()
        assert await world.settle_due(is_asked_for=False) == 0
        first, second = await world.attempts()
        assert second.retry_at - second.recorded_at > 1.9 * (first.retry_at - first.recorded_at)
        world.clock.advance(minutes=2)
        decider.will_answer_with(echo)
        assert await world.settle_due(is_asked_for=False) == 1
        assert await world.texts() == ["I live in Oslo"]


async def test_an_endpoint_that_asks_to_be_left_alone_is_left_alone(tmp_path: Path) -> None:
    busy = ModelError("it is busy", retry_after_s=3_600.0)
    async with opened_world(tmp_path / "store", decider=failing(busy)) as world:
        await world.say("I live in Oslo")

        (attempt,) = await world.attempts()
        assert (attempt.retry_at - world.clock()).total_seconds() == 3_600


async def test_a_waiting_caller_may_try_an_unavailable_model_but_not_after_an_invalid_answer(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_fail()
        await world.say("I live in Oslo")
        world.clock.advance(seconds=1)
        decider.will_answer_with(echo)
        decider.will_answer_with(echo)
        assert (await world.say("I keep bees")).status == "done"

    babbling = failing(BABBLE)
    async with opened_world(tmp_path / "other", decider=babbling) as world:
        await world.say("I live in Oslo")
        world.clock.advance(seconds=1)
        receipt = await world.say("I keep bees")
        assert receipt.status == "pending"
        assert (
            "must be decided first: the next attempt is due at 2026-03-01T12:00" in receipt.notes[0]
        )
        assert len(await world.attempts()) == 1


async def test_an_episode_that_failed_while_a_later_one_was_gathered_is_decided_first(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        world.clock.advance(minutes=1)
        later = await world.leave_pending("I keep bees")
        incoming = await world.gather_ahead(later)
        world.clock.advance(minutes=-1)
        for _ in range(2):
            decider.will_fail()
        earlier = await world.say("I live in Oslo")
        world.clock.advance(seconds=2)

        with pytest.raises(WaitingError, match=f"{earlier.episode}.* must be decided first"):
            await world.model_settler.settle(incoming)


async def test_a_model_that_is_away_is_not_asked_about_each_session(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_fail()
        await world.say("I live in Oslo", ask=replace(ASK, session="another"))
        await world.leave_pending("I keep bees")

        # Asked once more, the decider would fail the test.
        assert await world.settle_due(is_asked_for=False) == 0
        assert len(await world.pending()) == 2


async def test_a_model_that_is_back_is_asked_about_all_that_waits(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_fail()
        await world.say("I live in Oslo", ask=replace(ASK, session="another"))
        await world.leave_pending("I keep bees")
        decider.will_answer_with(echo)
        await world.say("I row", ask=replace(ASK, session="third"))

        decider.will_answer_with(echo)
        assert await world.settle_due(is_asked_for=False) == 1
        assert await world.texts() == ["I keep bees", "I row"]


async def test_what_a_caller_tries_early_in_vain_brings_the_rules_no_nearer(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        for _ in range(PATIENT.failures_max + 1):
            decider.will_fail()
            world.clock.advance(seconds=1)
            await world.say("I live in Oslo")

        assert len(await world.attempts()) == 1


async def test_what_a_dead_process_failed_at_is_due_for_the_next_one_too(tmp_path: Path) -> None:
    clock = FixedClock()
    async with opened_world(tmp_path / "store", decider=failing(BABBLE), clock=clock) as dying:
        await dying.say("I live in Oslo")
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider, clock=clock) as living:
        assert await living.settle_due(is_asked_for=False) == 0
        clock.advance(minutes=1)
        decider.will_answer_with(echo)
        assert await living.settle_due(is_asked_for=False) == 1


async def test_a_fault_of_ours_is_counted_like_a_bad_answer(tmp_path: Path) -> None:
    async def fault(_: DecisionInput) -> Sequence[Operation]:
        raise KeyError("unforeseen")

    decider = ScriptedDecider()
    decider.will_answer_with(fault)
    async with opened_world(tmp_path / "store", decider=decider) as world:
        receipt = await world.say("I live in Oslo")

        (attempt,) = await world.attempts()
        assert attempt.is_answered
        assert "internal error: the server" in receipt.notes[0]


async def test_waiting_ends_when_an_attempt_is_due(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store", decider=failing(BABBLE)) as world:
        await world.say("I live in Oslo")
        world.clock.advance(seconds=59.99)

        with anyio.fail_after(10):
            await world.settler.wait(3_600.0)


async def test_what_waits_for_a_model_that_is_away_is_due_when_that_is_asked_again(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    decider.will_fail()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        await world.say("I live in Oslo")
        world.clock.advance(seconds=30)
        # Asked for early, the model is found away again, and so left alone for longer.
        decider.will_fail()
        assert (await world.say("I keep bees")).status == "pending"
        world.clock.advance(seconds=31)
        with anyio.fail_after(10):
            await world.settler.wait(3_600.0)
        assert await world.settle_due(is_asked_for=False) == 0
        world.clock.advance(seconds=100)

        with anyio.fail_after(10):
            await world.settler.wait(3_600.0)


async def test_an_attempt_that_became_due_meanwhile_is_returned_at_once(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store", decider=failing(BABBLE)) as world:
        await world.say("I live in Oslo")
        with anyio.fail_after(10):
            # It ends with the news of the failure.
            await world.settler.wait(3_600.0)
        world.clock.advance(minutes=1)

        with anyio.fail_after(10):
            await world.settler.wait(3_600.0)

        # Now it is for the one who waited to try it: there is nothing else to wait for.
        with anyio.move_on_after(0.05) as again:
            await world.settler.wait(3_600.0)
        assert again.cancelled_caught


# When the rules settle it.


async def test_after_too_many_invalid_answers_the_rules_decide_and_say_so(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        for _ in range(3):
            decider.will_answer_with(babble)
        episode = (await world.state("I live in Oslo")).episode
        for _ in range(2):
            world.clock.advance(hours=1)
            assert await world.settle_due() == 0
        assert await world.settle_due() == 1

        (change,) = await world.changes()
        assert change.source == episode
        because = "rules (the model gave 3 invalid answers)"
        assert change.effort.decided_by == because
        assert await world.texts() == ["I live in Oslo"]


async def babble(_: DecisionInput) -> Sequence[Operation]:
    raise BABBLE


async def test_a_session_continues_once_the_rules_have_decided_what_blocked_it(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        for _ in range(3):
            decider.will_answer_with(babble)
        await world.state("I live in Oslo")
        for _ in range(2):
            world.clock.advance(hours=1)
            await world.settle_due()
        decider.will_answer_with(echo)

        receipt = await world.state("I keep bees")

        assert receipt.status == "done"
        assert await world.texts() == ["I keep bees", "I live in Oslo"]


async def test_a_caller_may_give_up_on_the_model(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store", decider=failing(BABBLE)) as world:
        receipt = await world.state("I live in Oslo")

        with pytest.raises(NotFoundError, match="no episode 'e_nobody' is pending"):
            await world.pendings.settle_by_rules(["e_nobody"], ["home"])
        (settled,) = await world.pendings.settle_by_rules([str(receipt.episode)], ["home"])

        assert settled.effort.decided_by == "rules (the caller asked for it)"
        assert await world.texts() == ["I live in Oslo"]
        assert await world.pending() == []


# Who settles it.


async def test_a_process_without_a_model_leaves_it_to_one_that_has_one(tmp_path: Path) -> None:
    clock = FixedClock()
    async with opened_world(tmp_path / "store", decider=failing(BABBLE), clock=clock) as world:
        await world.say("I live in Oslo")
    async with opened_world(tmp_path / "store", clock=clock) as without:
        assert await without.settle_due() == 0
        (listed,) = await without.pendings.list_pending(["home"])
        assert listed.episode.awaits == "model"
        assert [attempt.why for attempt in listed.attempts] == [
            "not a decision: there is no JSON in it"
        ]


async def test_two_processes_ask_the_model_once(tmp_path: Path) -> None:
    asked: list[str] = []

    async def slowly(case: DecisionInput) -> Sequence[Operation]:
        asked.append(case.episode.id)
        await anyio.sleep(0.3)
        return await echo(case)

    one, other = ScriptedDecider(), ScriptedDecider()
    async with (
        opened_world(tmp_path / "store", decider=one) as here,
        opened_world(tmp_path / "store", decider=other) as there,
    ):
        episode = await here.leave_pending("I live in Oslo")
        one.will_answer_with(slowly)
        other.will_answer_with(slowly)
        receipts: list[Receipt] = []
        async with anyio.create_task_group() as race:
            for world in (here, there):
                race.start_soon(settled, world, episode, receipts)

        assert asked == [episode.id]
        assert receipts[0].change == receipts[1].change
        assert await here.texts() == ["I live in Oslo"]


async def settled(world: World, episode: Episode, receipts: list[Receipt]) -> None:
    receipts.append(await world.model_settler.settle(Incoming(episode=episode)))


async def test_an_older_message_of_a_session_is_decided_first(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        await world.leave_pending("I live in Rome")
        world.clock.advance(minutes=1)
        await world.leave_pending("I live in Oslo")
        world.clock.advance(minutes=1)
        for _ in range(3):
            decider.will_answer_with(echo)

        await world.say("I live in Bergen")

        said = [case.episode.intake.all_messages[0].content for case in decider.cases]
        assert said == ["I live in Rome", "I live in Oslo", "I live in Bergen"]


# When others keep being first.


def move_to_rome(case: DecisionInput) -> Update:
    """Replace the first fact shown, as it was when it was shown."""
    return Update(
        target=case.shown[0].fact, statement=add("Ana lives in Rome").statement, reason="moved"
    )


async def test_a_decision_that_is_outrun_again_and_again_replaces_what_came_first(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        name = fact_id(await other.state("Ana lives in house 0"))

        async def outrun(case: DecisionInput) -> Sequence[Operation]:
            await other.state(f"Ana lives in house {len(decider.cases)}", name)
            return [move_to_rome(case)]

        for _ in range(3):
            decider.will_answer_with(outrun)
        receipt = await world.say("Ana lives in Rome")

        assert [outcome.operation for outcome in receipt.outcomes] == ["UPDATE"]
        assert receipt.effort.calls == 3
        assert f"meanwhile, so it replaced {name}.4" in receipt.dropped[0]
        assert "it replaced what they had put in its place" in receipt.notes[0]
        assert await world.texts() == ["Ana lives in Rome"]


async def test_a_decision_whose_fact_is_forgotten_at_last_is_added_and_the_conflict_marked(
    tmp_path: Path,
) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        name = fact_id(await other.state("Ana lives in house 0"))

        async def outrun(case: DecisionInput) -> Sequence[Operation]:
            number = len(decider.cases)
            if number < 3:
                await other.state(f"Ana lives in house {number}", name)
            else:
                await other.forget(name)
                await other.state("Ana lives in house 9")
            return [move_to_rome(case)]

        for _ in range(3):
            decider.will_answer_with(outrun)
        # What was said before something was forgotten would not be decided.
        world.clock.advance(minutes=1)
        receipt = await world.say("Ana lives in Rome")

        assert [outcome.operation for outcome in receipt.outcomes] == ["ADD"]
        assert "was changed or closed meanwhile" in receipt.dropped[0]
        assert [near.text for near in receipt.near] == ["Ana lives in house 9"]
        assert "may contradict it" in receipt.notes[0]
        assert await world.texts() == ["Ana lives in Rome", "Ana lives in house 9"]


async def test_what_is_left_of_an_outrun_decision_is_compared_by_its_relations_too(
    tmp_path: Path,
) -> None:
    works = StatedRelation(subject="Ana", predicate="employer", object="Acme")
    paid = replace(Statement.from_words("A new company pays Ana", quote="pays"), relations=(works,))
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        await other.relate("Ana", "employer", "Globex")
        name = fact_id(await other.state("Ana lives in house 0"))

        async def outrun(case: DecisionInput) -> Sequence[Operation]:
            houses = (near.fact for near in case.shown if "house" in near.fact.text)
            await other.state(f"Ana lives in house {len(decider.cases)}", name)
            return [Update(target=next(houses), statement=paid, reason="it was said")]

        for _ in range(3):
            decider.will_answer_with(outrun)
        world.clock.advance(minutes=1)
        receipt = await world.say("A new company pays Ana")

        assert [near.text for near in receipt.near] == ["Ana employer Globex"]


# Secrets.


async def test_a_secret_is_redacted_before_anything_is_stored_or_decided(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with opened_world(tmp_path / "store", decider=decider) as world:
        decider.will_answer_with(echo)
        receipt = await world.say("my password is hunter2")
        decider.will_answer_with(echo)
        dry = replace(ASK, dry_run=True, intake=Intake(content="card 4111 1111 1111 1111"))
        shown = await world.remembering.remember(dry)

        note = "a secret was redacted before anything was stored or sent"
        assert note in receipt.notes
        assert note in shown.notes
        assert await world.excerpts() == ["my password is [redacted]"]
        said = [case.episode.intake.all_messages[0].content for case in decider.cases]
        assert said == ["my password is [redacted]", "card [redacted]"]
