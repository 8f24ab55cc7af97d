"""Deciding again rests on what was believed then, and changes nothing."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mcp_mem0.app.parts import build_services
from mcp_mem0.domain.errors import ModelError, NotFoundError
from mcp_mem0.domain.model.operations import Add, Noop, Operation, Update
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.domain.requests.model import ForgetSession
from mcp_mem0.domain.results.replay_report import ReplayComparison
from mcp_mem0.ports import Decider, DecisionInput
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from tests.support.decision_cases import operation, operations
from tests.support.doubles import ScriptedDecider
from tests.support.scripted_model import ONE_CALL, ScriptedModel
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world

pytestmark = pytest.mark.anyio


def add(text: str) -> Add:
    return Add(statement=Statement.from_words(text), reason="it was said")


async def replayed(world: World, decider: Decider, *ids: str) -> list[ReplayComparison]:
    again = build_services(world.settings, replace(world.parts, decider=decider)).deciding.replay
    assert again is not None
    return [each async for each in again.decide_again(SPACE, ids=ids)]


async def test_an_episode_is_decided_again_on_what_was_believed_before_it(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        rome = fact_id(await world.state("Ana lives in Rome"))
        world.clock.advance(days=1)
        moved = await world.state("Ana lives in Oslo", rome)
        decider = ScriptedDecider()

        async def same(case: DecisionInput) -> Sequence[Operation]:
            assert [near.fact.text for near in case.replaced] == ["Ana lives in Rome"]
            target = case.replaced[0].fact
            return [Update(target=target, statement=add("Ana lives in Oslo").statement, reason="")]

        decider.will_answer_with(same)
        (again,) = await replayed(world, decider, str(moved.episode))

        assert again.is_same
        assert (again.was.decided_by, again.change) == ("rules (no model configured)", moved.change)
        assert await world.texts() == ["Ana lives in Oslo"]
        assert len(await world.changes()) == 2


async def test_a_fact_forgotten_since_is_neither_shown_nor_reported(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with opened_world(tmp_path / "store") as world:
        bees = fact_id(await world.state("Ana keeps bees"))
        world.clock.advance(days=1)
        said = await world.say("Ana keeps bees", "Ana rows")
        world.clock.advance(days=1)
        moved = await world.state("Ana keeps bees in Rome", bees)
        world.clock.advance(days=1)
        later = await world.state("Ana likes honey")
        await world.forget(bees)
        model.will_answer(operations(operation("ADD", "Ana likes honey")), operations())
        again = await replayed(world, SinglePipeline(model=model))

    assert [each.episode for each in again[:3]] == [later.episode, moved.episode, said.episode]
    assert [len(each.before) for each in again] == [1, 0, 0, 0]
    assert all(each.is_same for each in again)
    assert len(model.asked) == 2
    assert all("rows" in asked.user and "bees" not in asked.user for asked in model.asked)


async def test_text_of_a_forgotten_session_is_not_shown_even_if_a_fact_remains(
    tmp_path: Path,
) -> None:
    model = ScriptedModel()
    evening = replace(ASK, session="evening")
    async with opened_world(tmp_path / "store") as world:
        bees = fact_id(await world.state("Ana keeps bees"))
        world.clock.advance(days=1)
        await world.state("Ana keeps hens", bees, ask=evening)
        world.clock.advance(days=1)
        await world.ask_forget(ForgetSession(session="morning"))
        model.will_answer(operations(operation("ADD", "Ana keeps hens")))
        again = await replayed(world, SinglePipeline(model=model))

    before = [(each.operation, each.text) for one in again for each in one.before]
    assert before == [("ADD", "Ana keeps hens")]
    assert all(each.is_same for each in again)
    (asked,) = model.asked
    assert "hens" in asked.user
    assert "bees" not in asked.user


async def test_what_was_forgotten_and_brought_back_is_decided_again(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with opened_world(tmp_path / "store") as world:
        bees = fact_id(await world.state("Ana keeps bees"))
        forgotten = await world.forget(bees)
        await world.undo(forgotten.change)
        model.will_answer(operations(operation("ADD", "Ana keeps bees")))
        (again,) = await replayed(world, SinglePipeline(model=model))

    assert [before.text for before in again.before] == ["Ana keeps bees"]
    assert again.is_same


async def test_a_relation_is_decided_again_without_those_that_were_forgotten(
    tmp_path: Path,
) -> None:
    model = ScriptedModel()
    async with opened_world(tmp_path / "store") as world:
        employer = fact_id(await world.relate("Ana", "works_at", "Acme"))
        await world.relate("Ana", "lives_in", "Oslo")
        world.clock.advance(days=1)
        rowing = await world.relate("Ana", "rows_with", "Bo")
        await world.forget(employer)
        model.will_answer(operations())
        await replayed(world, SinglePipeline(model=model), str(rowing.episode))

    (asked,) = model.asked
    assert "Oslo" in asked.user
    assert "Acme" not in asked.user


async def test_a_fact_that_was_replaced_is_shown_once_as_it_was_then(tmp_path: Path) -> None:
    model = ScriptedModel()
    async with opened_world(tmp_path / "store") as world:
        bees = fact_id(await world.state("Ana keeps bees"))
        world.clock.advance(days=1)
        moved = await world.state("Ana keeps hens", bees)
        model.will_answer(operations(operation("UPDATE", "Ana keeps hens", target=1)))
        (again,) = await replayed(world, SinglePipeline(model=model), str(moved.episode))

    assert again.is_same
    (asked,) = model.asked
    known, _ = asked.user.split("# Names in use")
    assert known.count("Ana keeps bees") == 1


async def test_differences_are_reported_for_both_decisions(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await world.state("Ana lives in Rome")
        world.clock.advance(days=1)
        second = await world.state("Ana is a Roman")
        decider = ScriptedDecider()

        async def repeat(case: DecisionInput) -> Sequence[Operation]:
            return [Noop(target=case.shown[0].fact, reason="known")]

        decider.will_answer_with(repeat)
        (again,) = await replayed(world, decider, str(second.episode))

        assert not again.is_same
        assert [(before.operation, before.text) for before in again.before] == [
            ("ADD", "Ana is a Roman")
        ]
        assert [before.operation for before in again.after] == ["NOOP"]
        assert again.would_be.model == "scripted"


async def test_a_failing_model_is_reported_and_the_replay_continues(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await world.state("Ana lives in Rome")
        world.clock.advance(days=1)
        await world.state("Ben keeps bees")
        decider = ScriptedDecider()

        async def fail(_: DecisionInput) -> Sequence[Operation]:
            raise ModelError("the model cannot be reached: try again later", usage=ONE_CALL)

        decider.will_answer_with(fail)
        decider.will_answer(add("Ana lives in Rome"))
        newest, oldest = await replayed(world, decider)

        assert newest.failure == "the model cannot be reached: try again later"
        assert newest.would_be.usage == ONE_CALL
        assert oldest.is_same
        assert await world.attempts() == []


async def test_an_episode_that_was_never_decided_cannot_be_replayed(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        pending = await world.leave_pending("Ana lives in Rome")

        with pytest.raises(NotFoundError, match=f"no episode '{pending.id}' was decided"):
            await replayed(world, ScriptedDecider(), pending.id)
