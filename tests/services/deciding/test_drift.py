"""Drift is what a model decides otherwise now; what the rules decided has none."""

import pytest

from mcp_mem0.domain.errors import ModelError
from mcp_mem0.domain.results.replay_report import ReplayComparison
from mcp_mem0.domain.results.signatures import summarise_drift
from mcp_mem0.services.deciding.drift import replay_newest
from tests.support.decision_cases import operation, operations
from tests.support.scripted_model import ONE_CALL, ScriptedModel
from tests.support.wired_services import SPACE, World, build_services

pytestmark = pytest.mark.anyio

TOKENS = ONE_CALL.tokens_in + ONE_CALL.tokens_out


async def replayed(world: World, *, limit: int, space: str = SPACE) -> list[ReplayComparison]:
    replay = build_services(world.settings, world.parts).deciding.replay
    assert replay is not None
    again = replay_newest(world.records, replay, (space,), limit=limit)
    return [each async for each in again]


async def test_decisions_that_come_out_otherwise_are_counted_and_failures_apart(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    rules, world, model = asked
    boat, bees, rows = (
        operation("ADD", words) for words in ("Ana sails", "Ana has bees", "Bo rows")
    )
    model.will_answer(operations(boat), operations(bees), operations(rows))
    for words in ("Ana sails", "Ana has bees", "Bo rows"):
        await world.say(words)
        world.clock.advance(minutes=5)
    await rules.state("Cy paints")
    # The newest first: nothing now, the same, no answer.
    model.will_answer(operations(), operations(bees), ModelError("cannot be reached: try later"))
    found = summarise_drift(await replayed(world, limit=10))

    assert (found.changed.count, found.changed.total, found.failed) == (1, 2, 1)
    assert found.tokens == 2 * TOKENS


async def test_no_more_are_decided_again_than_was_said(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    _, world, model = asked
    for words in ("Ana sails", "Bo rows"):
        model.will_answer(operations(operation("ADD", words)))
        await world.say(words)
        world.clock.advance(minutes=5)
    model.will_answer(operations(operation("ADD", "Bo rows")))
    found = summarise_drift(await replayed(world, limit=1))

    assert (found.changed.count, found.changed.total) == (0, 1)


async def test_what_was_forgotten_is_left_out(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    _, world, model = asked
    model.will_answer(operations(operation("ADD", "Ana sails")))
    await world.say("Ana sails")
    [fact] = await world.facts()
    await world.forget(fact.lineage)
    found = await replayed(world, limit=5)

    assert found == []
