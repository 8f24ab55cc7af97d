"""Every change can be undone as a whole, and so can its undo."""

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import anyio
import pytest

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.errors import NotFoundError, RequestError
from mcp_mem0.domain.model.rows import Intake
from mcp_mem0.domain.requests.model import ForgetSession
from tests.support.wired_services import ASK, World, fact_id, opened_world


async def everything(world: World) -> tuple[list[str], list[str], list[str]]:
    return await world.texts(), await world.relations(), await world.excerpts()


async def test_undoing_a_statement_retires_its_fact_and_hides_its_message(world: World) -> None:
    await world.state("Ben lives in Oslo")
    before = await everything(world)
    receipt = await world.relate("Ana", "lives_in", "Rome")

    shown = await world.undo(receipt.change, dry_run=True)
    undone = await world.undo(receipt.change)

    assert await everything(world) == before
    assert shown.notes == ("1 passage would be hidden",)
    assert (undone.act, undone.status) == ("undo", "done")
    assert [outcome.operation for outcome in undone.outcomes] == ["DELETE"]
    assert undone.notes == ("1 passage was hidden",)


async def test_undoing_a_replacement_brings_the_old_fact_back(world: World) -> None:
    first = await world.relate("Ana", "lives_in", "Rome")
    before = await everything(world)
    world.clock.advance(days=1)
    update = await world.relate("Ana", "lives_in", "Oslo", fact_id(first))

    undone = await world.undo(update.change)

    assert await everything(world) == before
    (outcome,) = undone.outcomes
    assert (outcome.operation, outcome.id, outcome.revision) == ("UPDATE", fact_id(first), 3)
    assert (outcome.text, outcome.closed[0].text) == ("Ana lives in Rome", "Ana lives in Oslo")


async def test_a_fact_that_came_back_is_what_it_was(world: World) -> None:
    old = replace(ASK, said_at=parse_instant("2024-05-01", name="said_at"), tags=("people",))
    first = await world.state("Ana lives in Rome", ask=old)
    (before,) = await world.facts()
    update = await world.state("Ana lives in Oslo", fact_id(first))

    await world.undo(update.change)

    (after,) = await world.facts()
    only_new = {"id": after.id, "revision": 3, "recorded_at": after.recorded_at}
    assert after == replace(before, **only_new, recorded_by=after.recorded_by)


async def test_undoing_a_forget_restores_facts_relations_and_words(world: World) -> None:
    receipt = await world.relate("Ana", "lives_in", "Rome")
    await world.state("ana lives in ROME!")
    before = await everything(world)
    forgotten = await world.forget(fact_id(receipt))

    undone = await world.undo(forgotten.change)

    assert await everything(world) == before
    assert undone.notes == ("2 passages are searchable again",)


async def test_a_relation_that_came_back_belongs_to_the_fact_that_came_back(world: World) -> None:
    receipt = await world.relate("Ana", "lives_in", "Rome")
    forgotten = await world.forget(fact_id(receipt))
    await world.undo(forgotten.change)

    await world.forget(fact_id(receipt))

    assert await everything(world) == ([], [], [])


async def test_what_was_stated_anew_since_does_not_come_back_beside_it(world: World) -> None:
    old = await world.relate("Ana", "lives_in", "Rome")
    forgotten = await world.forget(fact_id(old))
    anew = await world.relate("Ana", "lives_in", "Rome")
    await world.say("It is warm")

    undone = await world.undo(forgotten.change)

    assert await world.texts() == ["Ana lives in Rome"]
    assert await world.relations() == ["Ana lives in Rome"]
    assert f"{fact_id(old)}.1 was not brought back: {fact_id(anew)}.1 says the same" in " ".join(
        undone.notes
    )
    again = await world.undo(undone.change)
    assert await world.texts() == ["Ana lives in Rome"]
    await world.undo(again.change)
    assert await world.texts() == ["Ana lives in Rome"]


async def test_undoing_a_replacement_leaves_what_was_stated_anew_alone(world: World) -> None:
    first = fact_id(await world.state("Ana lives in Rome"))
    update = await world.state("Ana lives in Oslo", first)
    anew = fact_id(await world.state("ana lives in ROME!"))

    undone = await world.undo(update.change)

    assert await world.texts() == ["ana lives in ROME!"]
    assert f"{first}.1 was not brought back: {anew}.1 says the same" in " ".join(undone.notes)


async def test_what_held_at_another_time_comes_back_beside_what_was_stated_anew(
    world: World,
) -> None:
    first = fact_id(await world.state("Ana works at Acme"))
    [fact] = await world.facts()
    forgotten = await world.forget(first)
    until = parse_instant("2020-05-01", name="valid_to")
    await world.remembering.remember(
        replace(ASK, intake=Intake(content=fact.text, valid_to=until, end_precision="day"))
    )

    await world.undo(forgotten.change)

    assert await world.texts() == ["Ana works at Acme", "Ana works at Acme"]


async def test_an_undo_of_which_nothing_is_left_says_what_says_it(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        old = await world.state("Ana lives in Rome")
        [message] = await world.excerpt_rows()
        await world.forget(message.id)
        forgotten = await world.forget(fact_id(old))
        await world.state("Ana lives in Rome")

        with pytest.raises(RequestError, match="says the same since then"):
            await world.undo(forgotten.change)


@pytest.mark.heavy
@pytest.mark.parametrize("is_stated_first", [True, False])
async def test_an_undo_and_a_statement_at_once_leave_one_fact(
    tmp_path: Path, *, is_stated_first: bool
) -> None:
    async with opened_world(tmp_path / "store") as one, opened_world(tmp_path / "store") as other:
        for state, undo in ((one, one), (one, other)):
            for number in range(3):
                text = f"Ana has the key number {number} of {id(undo)}"
                forgotten = await one.forget(fact_id(await one.state(text)))
                calls = [
                    partial(state.state, text),
                    partial(undo_if_possible, undo, forgotten.change),
                ]
                async with anyio.create_task_group() as race:
                    for call in calls if is_stated_first else reversed(calls):
                        race.start_soon(call)
                assert (await one.texts()).count(text) == 1


async def undo_if_possible(world: World, change: str | None) -> None:
    with suppress(RequestError):
        await world.undo(change)


async def test_an_undo_can_be_undone_any_number_of_times(world: World) -> None:
    first = await world.relate("Ana", "lives_in", "Rome")
    rome = await everything(world)
    change = (await world.relate("Ana", "lives_in", "Oslo", fact_id(first))).change
    oslo = await everything(world)

    for expected in (rome, oslo, rome, oslo):
        change = (await world.undo(change)).change
        assert await everything(world) == expected


async def test_changes_can_be_undone_one_after_the_other(world: World) -> None:
    first = await world.state("Ana lives in Rome")
    second = await world.state("Ana lives in Oslo", fact_id(first))
    third = await world.state("Ana lives in Bergen", fact_id(first))

    for receipt, expected in (
        (third, ["Ana lives in Oslo"]),
        (second, ["Ana lives in Rome"]),
        (first, []),
    ):
        await world.undo(receipt.change)
        assert await world.texts() == expected


async def test_a_change_that_a_later_one_built_on_is_refused_by_name(world: World) -> None:
    first = await world.state("Ana lives in Rome")
    second = await world.state("Ana lives in Oslo", fact_id(first))

    with pytest.raises(RequestError) as caught:
        await world.undo(first.change)

    assert f"because change {second.change} built on it" in str(caught.value)
    assert await world.texts() == ["Ana lives in Oslo"]


async def test_a_change_is_undone_once(world: World) -> None:
    receipt = await world.state("Ana lives in Rome")
    undone = await world.undo(receipt.change)

    with pytest.raises(RequestError) as caught:
        await world.undo(receipt.change)

    assert f"was undone already by {undone.change}" in str(caught.value)


async def test_a_forget_that_was_redone_can_be_undone_again(world: World) -> None:
    receipt = await world.state("Ana lives in Rome")
    forgotten = await world.forget(fact_id(receipt))
    undone = await world.undo(forgotten.change)
    await world.undo(undone.change)
    assert await everything(world) == ([], [], [])

    await world.undo(forgotten.change)

    assert await everything(world) == (["Ana lives in Rome"], [], ["Ana lives in Rome"])


async def test_an_undo_still_works_after_its_fact_was_forgotten_and_restored(world: World) -> None:
    receipt = await world.state("Ana lives in Rome")
    forgotten = await world.forget(fact_id(receipt))
    undone = await world.undo(forgotten.change)
    again = await world.forget(fact_id(receipt))
    await world.undo(again.change)

    await world.undo(undone.change)

    assert await everything(world) == ([], [], [])


async def test_undoing_a_conversation_hides_its_words(world: World) -> None:
    receipt = await world.say("I live in Rome", "It is warm")

    await world.undo(receipt.change)

    assert await world.excerpts() == []


async def test_a_change_without_any_trace_left_cannot_be_undone(world: World) -> None:
    said = await world.say("I live in Rome")
    await world.ask_forget(ForgetSession(session="morning"))

    with pytest.raises(RequestError) as caught:
        await world.undo(said.change)

    assert "changed nothing that could be undone" in str(caught.value)


async def test_an_unknown_change_is_refused(world: World) -> None:
    with pytest.raises(NotFoundError) as caught:
        await world.undo("c_06w2q7k3d")

    assert "there is no change 'c_06w2q7k3d' in space 'home'" in str(caught.value)


async def test_a_restored_session_is_pending_where_it_was_pending(world: World) -> None:
    await world.state("Ana lives in Rome")
    await world.leave_pending("Ana likes tea")
    forgotten = await world.ask_forget(ForgetSession(session="morning"))

    await world.undo(forgotten.change)

    assert await world.texts() == ["Ana lives in Rome"]
    assert await world.settle_due() == 1
    assert await world.texts() == ["Ana likes tea", "Ana lives in Rome"]


async def test_a_decision_on_restored_messages_blocks_the_undo(world: World) -> None:
    await world.leave_pending("Ana likes tea")
    forgotten = await world.ask_forget(ForgetSession(session="morning"))
    undone = await world.undo(forgotten.change)
    await world.settle_due()

    with pytest.raises(RequestError) as caught:
        await world.undo(undone.change)

    assert "built on it" in str(caught.value)


async def test_a_dry_run_shows_what_would_come_back(world: World) -> None:
    receipt = await world.state("Ana lives in Rome")
    forgotten = await world.forget(fact_id(receipt))

    shown = await world.undo(forgotten.change, dry_run=True)

    assert (shown.status, shown.change) == ("dry_run", None)
    assert [outcome.text for outcome in shown.outcomes] == ["Ana lives in Rome"]
    assert shown.notes == ("1 passage would be searchable again",)
    assert await everything(world) == ([], [], [])


async def test_what_one_process_did_another_can_undo(tmp_path: Path) -> None:
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as other,
    ):
        receipt = await one.state("Ana lives in Rome")
        await other.undo(receipt.change)

        assert await one.texts() == []
