"""Several statements in one call are one change, and the receipt says what became of each."""

from dataclasses import replace

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.model.rows import Intake, Message
from mcp_mem0.domain.rendering import build_receipt_model, render_receipt
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.results.receipts import Receipt
from mcp_mem0.prompts.decide import OperationAnswer, OperationsAnswer
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import ASK, World, fact_id

HOME, WORK, TEA = "Ana lives in Oslo", "Ana works at Acme", "Ana likes tea"


async def state_all(world: World, *texts: str, ask: RememberRequest = ASK) -> Receipt:
    """Remember several statements in one call."""
    messages = tuple(Message(role="user", content=text) for text in texts)
    intake = Intake(messages=messages, is_stated=True)
    return await world.remembering.remember(replace(ask, intake=intake))


def results(receipt: Receipt) -> list[tuple[int, str]]:
    return [(each.position, each.result) for each in receipt.statements]


async def test_all_become_facts_in_one_change_which_one_undo_takes_back(world: World) -> None:
    await world.state(TEA)

    receipt = await state_all(world, HOME, TEA, WORK)

    assert results(receipt) == [(0, "new"), (1, "known"), (2, "new")]
    assert await world.texts() == sorted([HOME, TEA, WORK])
    assert [change.id for change in await world.changes()][-1] == receipt.change
    assert len(await world.changes()) == 2
    await world.undo(receipt.change)
    assert await world.texts() == [TEA]
    assert await world.excerpts() == [TEA]


async def test_each_statement_stands_for_itself_in_the_index(world: World) -> None:
    await state_all(world, HOME, WORK)

    [work] = [row for row in await world.excerpt_rows() if row.text == WORK]

    assert "Oslo" not in work.index_text
    assert [fact.position for fact in await world.facts() if fact.text == WORK] == [1]


async def test_a_statement_that_may_conflict_says_with_what(world: World) -> None:
    rome = await world.state("Ana lives in Rome")
    world.clock.advance(days=1)

    receipt = await state_all(world, TEA, HOME, "Ana lives in Bergen")

    assert [each.conflicts for each in receipt.statements] == [
        (),
        (fact_id(rome),),
        (fact_id(rome),),
    ]
    assert [each.conflicting for each in receipt.statements] == [(), (), (1,)]
    told = render_receipt(receipt)
    assert f"may conflict with {fact_id(rome)}, contents[1]" in told
    model = build_receipt_model(receipt)
    assert model.statements is not None
    assert model.statements[2].may_conflict_with == (fact_id(rome), "contents[1]")


async def test_what_repeats_another_one_is_kept_once_and_places_are_those_of_the_call(
    world: World,
) -> None:
    receipt = await state_all(world, HOME, "ana lives in OSLO.", WORK)

    assert results(receipt) == [(0, "new"), (2, "new")]
    assert "contents[1] repeats contents[0], which was kept once" in receipt.notes
    assert await world.texts() == [HOME, WORK]
    assert await world.excerpts() == [HOME, WORK]


async def test_secrets_are_redacted_in_each(world: World) -> None:
    receipt = await state_all(world, HOME, "The password is hunter2-Xk9!q")

    assert any("password in contents[1]" in note for note in receipt.notes)
    assert not any("hunter2" in text for text in [*await world.texts(), *await world.excerpts()])


async def test_a_dry_run_says_the_same_and_stores_nothing(world: World) -> None:
    await world.state(TEA)

    receipt = await state_all(world, TEA, HOME, ask=replace(ASK, dry_run=True))

    assert receipt.status == "dry_run"
    assert results(receipt) == [(0, "known"), (1, "new")]
    assert await world.texts() == [TEA]


async def test_a_repeated_key_stores_nothing_new(world: World) -> None:
    keyed = replace(ASK, key="call-1")
    await state_all(world, HOME, HOME, WORK, ask=keyed)

    again = await state_all(world, HOME, HOME, WORK, ask=keyed)
    other = await state_all(world, HOME, TEA, ask=keyed)

    assert again.notes == ("this was kept before, under the same key: nothing was done",)
    assert other.notes[0].startswith("other words were kept before")
    assert await world.texts() == [HOME, WORK]


async def test_one_that_was_forgotten_after_it_was_said_is_held_back_alone(world: World) -> None:
    old = replace(ASK, said_at=parse_instant("2026-01-01", name="said_at"))
    await world.forget(fact_id(await world.state(HOME)))

    receipt = await state_all(world, HOME, WORK, ask=old)

    assert results(receipt) == [(1, "new")]
    assert "held back: contents[0], saying what change" in receipt.notes[0]
    assert await world.texts() == [WORK]


async def test_one_that_was_forgotten_is_remembered_anew_when_it_is_stated(world: World) -> None:
    await world.forget(fact_id(await world.state(HOME)))

    receipt = await state_all(world, WORK, HOME)

    assert results(receipt) == [(0, "new"), (1, "new")]
    assert await world.texts() == [HOME, WORK]


async def test_forgetting_one_leaves_the_others(world: World) -> None:
    receipt = await state_all(world, HOME, WORK)

    await world.forget(receipt.statements[0].facts[0])

    assert await world.texts() == [WORK]
    assert await world.excerpts() == [WORK]


async def test_without_a_wait_they_are_decided_together_a_moment_later(world: World) -> None:
    receipt = await state_all(world, HOME, WORK, ask=replace(ASK, wait_s=0.0))
    assert (receipt.status, receipt.statements) == ("pending", ())

    await world.settle_due()

    assert await world.texts() == [HOME, WORK]


async def test_a_model_decides_all_in_one_change(
    asked: tuple[World, World, ScriptedModel],
) -> None:
    rules, world, model = asked
    await rules.state(TEA)
    said = OperationAnswer(reason="said", action="ADD", text=HOME, message=1, quote=HOME)
    model.will_answer(OperationsAnswer(operations=(said,)))

    receipt = await state_all(world, HOME, "Hm, what a day")

    assert results(receipt) == [(0, "new"), (1, "kept")]
    assert "kept word for word, no fact was taken from it" in render_receipt(receipt)
    assert await world.texts() == sorted([HOME, TEA])
    await world.undo(receipt.change)
    assert await world.texts() == [TEA]
    assert await world.excerpts() == [TEA]
