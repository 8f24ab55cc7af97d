"""The cost of models is summed over all processes, which share one daily budget."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mcp_mem0.domain.errors import DecisionError
from mcp_mem0.domain.model.operations import Operation
from mcp_mem0.domain.usage import Usage
from mcp_mem0.ports import DecisionInput
from mcp_mem0.prompts.decide import OperationsAnswer
from mcp_mem0.services.deciding.budget import OverBudgetError
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from tests.support.doubles import NOON, FixedClock, ScriptedDecider
from tests.support.scripted_model import ONE_CALL, ScriptedModel
from tests.support.wired_services import ASK, SPACE, World, opened_world

pytestmark = pytest.mark.anyio

NOTHING = OperationsAnswer(operations=())


async def test_decisions_and_failures_are_summed_by_model(tmp_path: Path) -> None:
    model = ScriptedModel()
    decider = SinglePipeline(model=model)
    async with opened_world(tmp_path / "store", decider=decider) as world:
        model.will_answer(NOTHING)
        await world.say("one")
        cost = Usage(calls=1, tokens_in=7)
        model.will_answer(DecisionError("there is no JSON in it", usage=cost))
        await world.say("two")

        spent = await world.spending.report_cost(NOON - timedelta(days=1), [SPACE])

        assert (spent.decided_by_model, spent.decided_by_rules, spent.failed_attempts) == (1, 0, 1)
        assert (spent.usage.calls, spent.usage.tokens_in, spent.usage.tokens_out) == (2, 107, 20)
        ((name, usage),) = spent.by_model
        assert (name, usage.tokens_in, usage.tokens_cached) == ("scripted", 100, 50)
        assert (
            await world.spending.report_cost(NOON + timedelta(days=1), [SPACE])
        ).usage == Usage()


async def test_over_budget_nothing_is_asked_until_the_next_day(tmp_path: Path) -> None:
    clock = FixedClock()
    model = ScriptedModel()
    decider = SinglePipeline(model=model)
    async with opened_world(
        tmp_path / "store", decider=decider, clock=clock, tokens_a_day=100
    ) as world:
        model.will_answer(NOTHING)
        assert (await world.say("one")).status == "done"
        clock.advance(hours=1)

        receipt = await world.say("two")

        assert receipt.status == "pending"
        assert "today's budget of 100 tokens is used up: wait for" in receipt.notes[0]
        assert await world.attempts() == []
        assert await world.settle_due() == 0
    async with opened_world(
        tmp_path / "store", decider=decider, clock=clock, tokens_a_day=100
    ) as other:
        assert await other.settle_due() == 0
        clock.advance(hours=12)
        model.will_answer(NOTHING)
        assert await other.settle_due() == 1


async def test_what_was_just_spent_counts_at_once(tmp_path: Path) -> None:
    model = ScriptedModel()
    decider = SinglePipeline(model=model)
    cost = Usage(calls=1, tokens_in=100)
    async with opened_world(tmp_path / "store", decider=decider, tokens_a_day=220) as world:
        model.will_answer(NOTHING, DecisionError("there is no JSON in it", usage=cost))
        assert (await world.say("one")).status == "done"
        failed = await world.say("two", ask=replace(ASK, session="another"))
        assert "there is no JSON in it" in failed.notes[0]

        receipt = await world.say("three")

        assert "today's budget of 220 tokens is used up" in receipt.notes[0]


async def test_a_dry_run_counts_against_the_budget_too(tmp_path: Path) -> None:
    model = ScriptedModel()
    decider = SinglePipeline(model=model)
    dry = replace(ASK, dry_run=True)
    async with opened_world(tmp_path / "store", decider=decider, tokens_a_day=200) as world:
        cost = Usage(calls=1, tokens_in=100)
        model.will_answer(NOTHING, DecisionError("there is no JSON in it", usage=cost))
        assert (await world.say("one", ask=dry)).status == "dry_run"
        with pytest.raises(DecisionError):
            await world.say("two", ask=dry)

        with pytest.raises(OverBudgetError):
            await world.say("three", ask=dry)

        assert (await world.say("four")).status == "pending"
        assert len(model.asked) == 2


def outrun_by(other: World) -> Callable[[DecisionInput], Awaitable[Sequence[Operation]]]:
    """Return an answer that another process outruns."""

    async def meanwhile(_: DecisionInput) -> Sequence[Operation]:
        await other.state("I live in Rome")
        return ()

    return meanwhile


async def test_what_was_decided_twice_because_others_were_first_costs_both(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        decider.will_answer_with(outrun_by(other))
        decider.will_answer()
        receipt = await world.say("I live in Rome")

        assert receipt.effort.calls == 2


async def test_a_failure_after_a_decision_that_others_outran_costs_both(tmp_path: Path) -> None:
    decider = ScriptedDecider()

    async def fail(_: DecisionInput) -> Sequence[Operation]:
        raise DecisionError("there is no JSON in it", usage=ONE_CALL)

    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        decider.will_answer_with(outrun_by(other))
        decider.will_answer_with(fail)
        await world.say("I live in Rome")

        (attempt,) = await world.attempts()
        assert attempt.effort.calls == 2
