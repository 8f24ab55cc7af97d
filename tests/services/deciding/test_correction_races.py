"""Of two corrections of one fact that come at once one is first, and the other is decided as if it
had come a moment later: it replaces what the first one put there, or is refused with its name."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import anyio
import pytest

from mcp_mem0.domain.errors import RequestError, StaleError
from mcp_mem0.domain.model.operations import Operation, Update
from mcp_mem0.domain.model.rows import Statement
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.ports import DecisionInput
from tests.support.doubles import NOON, ScriptedDecider
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world, target

HASTY = replace(ASK, wait_s=0)


async def collect(outcomes: list[Receipt | RequestError], call: Awaitable[Receipt]) -> None:
    try:
        outcomes.append(await call)
    except RequestError as error:
        outcomes.append(error)


async def race(*calls: Awaitable[Receipt]) -> list[Receipt | RequestError]:
    outcomes: list[Receipt | RequestError] = []
    async with anyio.create_task_group() as tasks:
        for call in calls:
            tasks.start_soon(collect, outcomes, call)
    return outcomes


def moved(text: str) -> Callable[[DecisionInput], Awaitable[Sequence[Operation]]]:
    """Return an answer that replaces the fact that the caller named."""

    async def answer(case: DecisionInput) -> Sequence[Operation]:
        statement = Statement.from_words(text)
        return [Update(target=case.replaced[0].fact, statement=statement, reason="moved")]

    return answer


async def count_revisions(world: World, name: str) -> list[int]:
    revisions = (await world.history.read_fact_history(name, [SPACE])).revisions
    return [each.fact.revision for each in revisions]


async def settled(world: World) -> None:
    """Return once nothing is pending."""
    with anyio.fail_after(30):
        while await world.pending():
            await anyio.wait_all_tasks_blocked()


@pytest.mark.parametrize("processes", [1, 2])
async def test_a_lineage_is_replaced_by_each_in_turn(tmp_path: Path, processes: int) -> None:
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as two,
    ):
        other = (one, two)[processes - 1]
        name = fact_id(await one.state("Ana lives in Rome"))
        for turn in range(6):
            # The clock of the second is a little ahead of the first, or behind it.
            other.clock.moment = one.clock.moment
            other.clock.advance(milliseconds=(-3, 3)[turn % 2])
            outcomes = await race(
                one.state(f"Ana lives in house {turn}", name),
                other.state(f"Ana lives in boat {turn}", name),
            )

            assert [type(each) for each in outcomes] == [Receipt, Receipt]
            assert len(await one.texts()) == 1
            one.clock.advance(minutes=1)
        assert await count_revisions(one, name) == list(range(1, 14))


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("way", ["state", "relate"])
async def test_a_revision_is_replaced_by_the_first_and_the_other_is_refused(
    tmp_path: Path, way: str, processes: int
) -> None:
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as two,
    ):
        other = (one, two)[processes - 1]
        name = fact_id(await one.relate("Ana", "lives_in", "Rome"))

        def change(world: World, place: str, revision: int) -> Awaitable[Receipt]:
            seen = f"{name}.{revision}"
            if way == "relate":
                return world.relate("Ana", "lives_in", place, seen)
            return world.state(f"Ana lives in {place}", seen)

        for turn in range(1, 6):
            outcomes = await race(
                change(one, f"house {turn}", turn), change(other, f"boat {turn}", turn)
            )

            (refused,) = [each for each in outcomes if isinstance(each, RequestError)]
            assert isinstance(refused, StaleError)
            assert f"it is now {name}.{turn + 1}" in str(refused)
            (current,) = await one.texts()
            assert current in str(refused)
            # Nothing of it is stored.
            assert len(await one.episodes()) == turn + 1
        assert await count_revisions(one, name) == list(range(1, 7))


async def test_a_hasty_caller_is_refused_where_everybody_can_see_it(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        name = fact_id(await world.state("Ana lives in Rome"))

        await world.state("Ana lives in Oslo", f"{name}.1", ask=HASTY)
        await world.state("Ana lives in Bergen", f"{name}.1", ask=HASTY)
        await settled(world)

        assert await world.texts() == ["Ana lives in Oslo"]
        assert "Ana lives in Bergen" in await world.excerpts()
        refused = (await world.changes())[-1]
        assert refused.steps == ()
        assert refused.dropped == (f"{name}.1 was not replaced: it is {name}.2 by now",)
        assert "Oslo" not in " ".join(refused.dropped)
        assert refused.effort.decided_by.startswith("nobody")


async def test_hasty_callers_that_name_the_lineage_replace_each_other(tmp_path: Path) -> None:
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as other,
    ):
        name = fact_id(await one.state("Ana lives in Rome"))
        other.clock.advance(milliseconds=-7)

        await race(
            *(
                world.state(f"Ana lives in house {number}", name, ask=HASTY)
                for number, world in enumerate((one, other) * 3)
            )
        )
        await settled(one)

        assert len(await one.texts()) == 1
        assert await count_revisions(one, name) == list(range(1, 8))


async def test_a_model_is_not_asked_about_what_may_not_be_replaced(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        name = fact_id(await other.state("Ana lives in Rome"))

        async def meanwhile(case: DecisionInput) -> Sequence[Operation]:
            await other.state("Ana lives in Oslo", f"{name}.1")
            return await moved("Ana lives in Bergen")(case)

        # Asked a second time, the decider would fail the test.
        decider.will_answer_with(meanwhile)
        with pytest.raises(StaleError, match=f"it is now {name}.2") as caught:
            await world.state("Ana lives in Bergen", f"{name}.1")

        (kept,) = [each for each in await world.episodes() if each.awaits == "model"]
        assert f"its words are kept, in {kept.id}" in str(caught.value)
        assert await world.texts() == ["Ana lives in Oslo"]
        assert "Ana lives in Bergen" in await world.excerpts()
        assert await world.pending() == []
        # It was paid for all the same.
        assert (await world.changes())[-1].effort.calls == 1


async def test_a_model_that_is_outrun_replaces_what_came_first(tmp_path: Path) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        name = fact_id(await other.state("Ana lives in Rome"))

        async def meanwhile(case: DecisionInput) -> Sequence[Operation]:
            # Said after what the model decides, and yet its caller waits still.
            other.clock.advance(seconds=20)
            await other.state(f"Ana lives in house {len(decider.cases)}", name)
            return await moved("Ana lives in Bergen")(case)

        for _ in range(3):
            decider.will_answer_with(meanwhile)
        receipt = await world.state("Ana lives in Bergen", name)

        assert [outcome.operation for outcome in receipt.outcomes] == ["UPDATE"]
        assert await world.texts() == ["Ana lives in Bergen"]
        assert await count_revisions(world, name) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("later_s", "wait_s"), [(0.3, 0.0), (20.0, 60.0)])
async def test_words_of_the_same_moment_are_not_older(
    tmp_path: Path, later_s: float, wait_s: float
) -> None:
    decider = ScriptedDecider()
    async with (
        opened_world(tmp_path / "store") as other,
        opened_world(tmp_path / "store", decider=decider) as world,
    ):
        await other.state("Ana lives in Rome")

        async def replace_it(case: DecisionInput) -> Sequence[Operation]:
            near = case.shown[0].fact
            if near.text == "Ana lives in Rome":
                other.clock.advance(seconds=later_s)
                await other.state("Ana lives in Oslo", near.lineage)
            statement = Statement.from_words("Ana lives in Bergen")
            return [Update(target=near, statement=statement, reason="moved")]

        decider.will_answer_with(replace_it)
        decider.will_answer_with(replace_it)
        await world.say("Ana lives in Bergen", ask=replace(ASK, wait_s=wait_s))
        await settled(world)

        assert (await world.changes())[-1].dropped == ()
        assert await world.texts() == ["Ana lives in Bergen"]


async def test_a_fact_that_was_merged_into_another_is_refused_with_that_ones_name(
    tmp_path: Path,
) -> None:
    async with opened_world(tmp_path / "store") as world:
        name = fact_id(await world.state("Ana lives in Rome"))
        other = fact_id(await world.state("Ana lives on the Via Appia"))
        door = anyio.Event()
        world.parts.background.start(SPACE, door.wait)
        await world.state("Ana lives in Bergen", name, ask=HASTY)
        async with anyio.create_task_group() as tasks:
            outcomes: list[Receipt | RequestError] = []
            merging = world.state("Ana lives in Oslo", other, name)
            tasks.start_soon(collect, outcomes, merging)
            door.set()
        await settled(world)

        # In whichever order, one fact of the two is open.
        assert len(await world.texts()) == 1


async def test_words_of_a_stated_day_do_not_replace_what_was_said_after_it(tmp_path: Path) -> None:
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as other,
    ):
        name = fact_id(await one.state("Ana lives in Rome"))
        one.clock.advance(days=2)
        old = replace(ASK, said_at=one.clock())
        for world in (one, other):
            world.clock.moment = NOON + timedelta(days=9)

        outcomes = await race(
            other.state("Ana lives in Oslo", name),
            one.state("Ana lives in Bergen", name, ask=replace(old, session="old")),
        )

        # Whoever is first: the words of the later day stand.
        assert await one.texts() == ["Ana lives in Oslo"]
        assert sum(isinstance(each, RequestError) for each in outcomes) <= 1


def test_a_target_is_written_as_a_caller_writes_it() -> None:
    assert [str(target(each)) for each in ("f_1", "f_1.2")] == ["f_1", "f_1.2"]
