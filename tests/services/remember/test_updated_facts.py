"""What an UPDATE keeps of the fact that it replaces, and what a slip in one leaves."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from mcp_mem0.domain.rendering.receipts import render_receipt
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from tests.support.decision_cases import operation, operations
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import World, opened_world

pytestmark = pytest.mark.anyio

OWNS = [{"subject": "Mira", "predicate": "owns_cat", "object": name} for name in ("Juno", "Pax")]


@asynccontextmanager
async def deciding_world(folder: Path) -> AsyncGenerator[tuple[World, ScriptedModel]]:
    model = ScriptedModel()
    async with opened_world(folder, decider=SinglePipeline(model=model)) as world:
        yield world, model
        assert await world.check() == []


async def test_relations_stay_when_an_update_names_their_ends_and_says_nothing_of_them(
    tmp_path: Path,
) -> None:
    async with deciding_world(tmp_path) as (world, model):
        text = "Mira has two cats, Juno and Pax."
        model.will_answer(operations(operation("ADD", text, relations=OWNS)))
        await world.say(text)
        more = "Mira has two cats, Juno and Pax, both tabbies."
        model.will_answer(
            operations(
                operation("UPDATE", more, target=1, kind="addition", quote="both are tabbies")
            )
        )
        world.clock.advance(days=1)

        await world.say("Juno and Pax, Mira's cats, both are tabbies.")

        assert await world.texts() == [more]
        assert await world.relations() == ["Mira owns cat Juno", "Mira owns cat Pax"]


async def test_a_receipt_says_what_an_update_leaves_out(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        text = "In 2021 Ana worked at Acme in Lyon with Bo."
        model.will_answer(operations(operation("ADD", text)))
        await world.say(text)
        model.will_answer(
            operations(
                operation("UPDATE", "Ana works at Bolt.", target=1, quote="Ana works at Bolt")
            )
        )
        world.clock.advance(days=1)

        receipt = await world.say("Ana works at Bolt now.")

        assert 'no longer says "Acme", "Lyon", "Bo", "2021"' in render_receipt(receipt)


async def test_a_second_update_of_one_fact_is_added_and_the_slip_named(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        model.will_answer(operations(operation("ADD", "Ana and Ben live in Rome.")))
        await world.say("Ana and Ben live in Rome.")
        model.will_answer(
            operations(
                operation("UPDATE", "Ana lives in Oslo.", target=1, quote="Ana moved to Oslo"),
                operation("UPDATE", "Ben lives in Bergen.", target=1, quote="Ben to Bergen"),
            )
        )
        world.clock.advance(days=1)

        receipt = await world.say("Ana moved to Oslo, Ben to Bergen.")

        assert sorted(await world.texts()) == ["Ana lives in Oslo.", "Ben lives in Bergen."]
        assert [each.operation for each in receipt.outcomes] == ["UPDATE", "ADD"]
        assert "so its text is added" in receipt.dropped[0]


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param({}, id="no label"),
        pytest.param({"target": 9}, id="a label that was not shown"),
        pytest.param(
            {"target": 1, "valid_from": "2026-05", "valid_to": "2026-04"},
            id="an end before a start",
        ),
    ],
)
async def test_an_update_with_a_slip_is_added(tmp_path: Path, slip: dict[str, object]) -> None:
    async with deciding_world(tmp_path) as (world, model):
        model.will_answer(operations(operation("ADD", "Ana lives in Rome.")))
        await world.say("Ana lives in Rome.")
        model.will_answer(operations(operation("UPDATE", "Ana lives in Oslo.", **slip)))
        world.clock.advance(days=1)

        receipt = await world.say("Ana lives in Oslo.")

        assert sorted(await world.texts()) == ["Ana lives in Oslo.", "Ana lives in Rome."]
        assert "so its text is added" in receipt.dropped[0]


async def test_a_statement_after_a_delete_of_its_label_is_kept(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        model.will_answer(operations(operation("ADD", "Ana lives in Rome.")))
        await world.say("Ana lives in Rome.")
        model.will_answer(
            operations(
                operation("DELETE", target=1, quote="Ana left Rome"),
                operation("UPDATE", "Ana lives in Oslo.", target=1, quote="Ana lives in Oslo"),
            )
        )
        world.clock.advance(days=1)

        await world.say("Ana left Rome. Ana lives in Oslo.")

        assert await world.texts() == ["Ana lives in Oslo."]


async def test_the_search_that_a_message_resolves_is_shown_among_many_facts(
    tmp_path: Path,
) -> None:
    async with deciding_world(tmp_path) as (world, model):
        search = "Emil is looking for a workshop to rent."
        others = [f"Emil repairs clock number {n} of the tower." for n in range(60)]
        model.will_answer(
            operations(*(operation("ADD", text) for text in (search, *others))), operations()
        )
        await world.say("\n".join((search, *others)))
        world.clock.advance(days=1)

        await world.say("Did you find a workshop yet?", "No, still at it.")

        assert search in model.asked[-1].user


async def test_a_move_that_is_only_considered_changes_no_home(tmp_path: Path) -> None:
    async with deciding_world(tmp_path) as (world, model):
        model.will_answer(operations(operation("ADD", "Otto lives in Graz.")))
        await world.say("Otto lives in Graz.")
        model.will_answer(
            operations(operation("UPDATE", "Otto lives in Linz.", target=1, quote="move to Linz"))
        )
        world.clock.advance(days=1)

        receipt = await world.say("Otto might move to Linz next year.")

        assert await world.texts() == ["Otto lives in Graz."]
        assert receipt.status == "done"
        assert "only consider it" in receipt.dropped[0]
