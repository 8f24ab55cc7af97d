"""History shows each revision and change: who, when, why and from which message."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mcp_mem0.domain.dates import parse_instant
from mcp_mem0.domain.errors import NotFoundError
from tests.support.wired_services import ASK, World, fact_id


async def test_the_history_of_a_fact_has_all_its_revisions(world: World) -> None:
    first = await world.state("Ana lives in Rome")
    world.clock.advance(days=1)
    by_ben = replace(ASK, author="ben")
    update = await world.state("Ana lives in Oslo", fact_id(first), ask=by_ben)

    history_read = await world.history.read_fact_history(fact_id(first), ["home"])

    rome, oslo = history_read.revisions
    assert (history_read.lineage, history_read.space) == (fact_id(first), "home")
    assert (rome.fact.text, oslo.fact.text) == ("Ana lives in Rome", "Ana lives in Oslo")
    assert (rome.fact.retired_as, rome.fact.retired_why) == (
        "replaced",
        "the caller named what it replaces",
    )
    assert rome.opened is not None
    assert rome.opened.id == first.change
    assert rome.closed is not None
    assert (rome.closed.id, rome.closed.author) == (update.change, "ben")
    assert oslo.closed is None
    assert oslo.words is not None
    assert oslo.words.content == "Ana lives in Oslo"


async def test_a_fact_of_another_space_has_no_history_here(world: World) -> None:
    receipt = await world.state("Ana lives in Rome")

    with pytest.raises(NotFoundError) as caught:
        await world.history.read_fact_history(fact_id(receipt), ["work", "play"])

    assert "in spaces 'work', 'play'" in str(caught.value)


async def test_changes_are_listed_newest_first_with_their_operations(world: World) -> None:
    first = await world.state("Ana lives in Rome")
    await world.state("Ana lives in Oslo", fact_id(first))
    await world.forget(fact_id(first))

    history_read = await world.history.list_changes(["home"])

    assert [each.change.act for each in history_read] == ["forget", "remember", "remember"]
    assert [each.outcomes[0].operation for each in history_read] == ["DELETE", "UPDATE", "ADD"]
    assert history_read[0].outcomes[0].closed[0].text == "Ana lives in Oslo"


async def test_an_undone_change_names_its_undo_while_that_is_in_force(world: World) -> None:
    receipt = await world.state("Ana lives in Rome")
    undone = await world.undo(receipt.change)

    assert [each.undone_by for each in await world.history.list_changes(["home"])] == [
        None,
        undone.change,
    ]

    await world.undo(undone.change)
    assert (await world.history.list_changes(["home"]))[-1].undone_by is None


async def test_changes_are_found_by_when_they_were_made_and_page_by_page(world: World) -> None:
    old = replace(ASK, said_at=parse_instant("2020", name="said_at"))
    for number in range(3):
        world.clock.advance(days=1)
        await world.state(f"Fact {number}", ask=old)

    first = await world.history.list_changes(
        ["home"], since=world.clock() - timedelta(days=1), limit=1
    )
    last = first[-1].change.recorded_at - timedelta(microseconds=1)
    second = await world.history.list_changes(["home"], until=last, limit=5)

    assert [each.outcomes[0].text for each in first] == ["Fact 2"]
    assert [each.outcomes[0].text for each in second] == ["Fact 1", "Fact 0"]
