"""Days are counted where people have them, and dates are known as exactly as they were said: from
the words to what a model reads, what is stored and reopened, and what a search finds and shows."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.lifecycle.opening import connect
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.schema import TABLE
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact, Relation
from mcp_mem0.domain.rendering.recollections import build_recollection_model, render_recollection
from mcp_mem0.domain.requests.caller import Caller
from mcp_mem0.domain.requests.limits import Limits
from mcp_mem0.domain.requests.model import RememberRequest
from mcp_mem0.domain.requests.parsing import (
    parse_recall_request,
    parse_relate_request,
    parse_remember_request,
)
from mcp_mem0.services.deciding.pipelines import SinglePipeline
from tests.support.decision_cases import operation, operations
from tests.support.recall_questions import recalled
from tests.support.scripted_model import ScriptedModel
from tests.support.wired_services import SPACE, World, fact_id, opened_world

pytestmark = pytest.mark.anyio

CALLER = Caller(author="tester", session="morning", space=SPACE, read_spaces=(SPACE,))
LATE = "2026-03-02T23:30:00-05:00"
"""A Monday in New York; in UTC it is Tuesday by then."""


def state(
    text: str, *, said_at: str | None = None, valid_from: str | None = None
) -> RememberRequest:
    return parse_remember_request(
        caller=CALLER,
        limits=Limits(),
        content=text,
        said_at=said_at,
        valid_from=valid_from,
        wait_s=60.0,
    )


async def ask(world: World, query: str, **bounds: Any) -> list[str]:  # noqa: ANN401 - the door's own
    """Return the facts that are found."""
    asked = parse_recall_request(caller=CALLER, limits=Limits(), query=query, **bounds)
    found = await recalled(world, query, asked=asked)
    return [memory.text for memory in found.memories if memory.kind == "fact"]


async def render(world: World, query: str, **bounds: Any) -> tuple[str, list[str | None]]:  # noqa: ANN401
    """Return an answer as text, and since and until when its first memory holds."""
    asked = parse_recall_request(caller=CALLER, limits=Limits(), query=query, **bounds)
    found = await recalled(world, query, asked=asked)
    first = build_recollection_model(found, "brief").memories[0]
    return render_recollection(found, "brief"), [first.since, first.until]


@pytest.fixture
def model() -> ScriptedModel:
    return ScriptedModel()


@pytest.fixture
async def deciding(tmp_path: Path, model: ScriptedModel) -> AsyncGenerator[World]:
    async with opened_world(tmp_path / "store", decider=SinglePipeline(model=model)) as world:
        yield world


async def test_a_model_counts_yesterday_from_the_day_where_it_was_said(
    deciding: World, model: ScriptedModel
) -> None:
    model.will_answer(operations())

    await deciding.remembering.remember(state("Yesterday I sold the boat", said_at=LATE))

    assert "# Now\n2026-03-02 Monday 23:30 -05:00\n" in model.asked[0].user
    assert "M1 2026-03-02 Monday 23:30 -05:00 user" in model.asked[0].user


async def test_the_offset_survives_a_restart(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await world.remembering.remember(state("Ana sold the boat", said_at=LATE))

    async with opened_world(tmp_path / "store") as world:
        [episode] = await world.episodes()
        [fact] = await world.facts()

    assert episode.said_at.isoformat() == fact.said_at.isoformat() == LATE


@pytest.mark.parametrize(
    ("bounds", "is_found"),
    [
        ({"until": "2026-03-02"}, True),
        ({"since": "2026-03-02", "until": "2026-03-02"}, True),
        ({"until": "2026-03-01"}, False),
        ({"since": "2026-03-03"}, False),
        ({"until": "2026-03-02T23:45"}, True),
        ({"until": "2026-03-02T23:45:00Z"}, False),
    ],
)
async def test_a_day_finds_what_was_said_on_it_where_it_was_said(
    world: World, bounds: dict[str, str], *, is_found: bool
) -> None:
    await world.remembering.remember(state("Ana sold the boat", said_at=LATE))

    assert await ask(world, "who sold the boat?", **bounds) == (
        ["Ana sold the boat"] if is_found else []
    )


async def test_what_was_stored_without_an_offset_is_of_the_day_in_the_zone(tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    async with opened_world(tmp_path / "store") as world:
        await world.remembering.remember(state("Ana sold the boat", said_at=LATE))
    table = await (await connect(LocalPlace(tmp_path / "store"), {})).open_table(TABLE)
    # As in the rows from before offsets were kept.
    await table.update(updates_sql={"said_offset": "NULL"})
    there = LanceRecords(
        folder, identity=world.embedder.identity, zone=ZoneInfo("America/New_York")
    )
    await there.open()

    bound = datetime(2026, 3, 2, 23, 59, tzinfo=UTC).replace(tzinfo=None)
    [fact] = await there.find(Fact, Filter(spaces=(SPACE,), said_until=bound))

    assert fact.said_at.isoformat() == LATE
    there.close()


@pytest.mark.parametrize(
    ("given", "spelled", "iso"),
    [
        ("2023", "2023", "2023"),
        ("2023-10", "October 2023", "2023-10"),
        ("2023-10-17", "2023-10-17", "2023-10-17"),
    ],
)
async def test_a_start_is_shown_as_exactly_as_it_was_said(
    world: World, given: str, spelled: str, iso: str
) -> None:
    await world.remembering.remember(state("Ana lives in Oslo", valid_from=given))

    text, dates = await render(world, "where does Ana live?")

    assert f"since {spelled}: " in text
    assert dates == [iso, None]


async def test_a_replaced_fact_held_until_the_month_of_the_new_one(world: World) -> None:
    rome = fact_id(await world.remembering.remember(state("Ana lives in Rome", valid_from="2019")))
    moved = parse_remember_request(
        caller=CALLER,
        limits=Limits(),
        content="Ana lives in Oslo",
        valid_from="2023-10",
        replaces=[rome],
        wait_s=60.0,
    )
    await world.remembering.remember(moved)

    text, dates = await render(world, "where does Ana live?", valid_at="2021")

    assert "since 2019, until October 2023" in text
    assert dates == ["2019", "2023-10"]
    assert await ask(world, "where does Ana live?", valid_at="2023-11") == ["Ana lives in Oslo"]


async def test_relations_keep_how_exactly_their_dates_are_known(world: World) -> None:
    request = parse_relate_request(
        caller=CALLER,
        limits=Limits(),
        subject="Ana",
        predicate="works_at",
        object="Acme",
        valid_from="2023-10",
        valid_to="2024",
    )
    await world.remembering.remember(request)

    [fact] = await world.facts()
    [relation] = await world.records.find(Relation, Filter(spaces=(SPACE,)))

    assert (fact.since.period, relation.since.period) == ("2023-10", "2023-10")
    assert relation.until is not None
    assert relation.until.period == "2024"


async def test_a_close_keeps_how_exactly_its_end_was_said(
    deciding: World, model: ScriptedModel
) -> None:
    model.will_answer(operations(operation("ADD", "Ana works at Acme", quote="works at Acme")))
    await deciding.remembering.remember(state("Ana works at Acme"))
    model.will_answer(
        operations(operation("DELETE", target=1, quote="left Acme", valid_to="2023-10"))
    )
    await deciding.say("Ana left Acme in October 2023")

    text, dates = await render(deciding, "where does Ana work?", valid_at="2023-01")

    assert "until October 2023" in text
    assert dates[1] == "2023-10"


async def test_a_known_fact_is_shown_to_a_model_with_the_month_that_was_said(
    deciding: World, model: ScriptedModel
) -> None:
    model.will_answer(operations(operation("ADD", "Ana lives in Oslo", quote="lives in Oslo")))
    await deciding.remembering.remember(state("Ana lives in Oslo", valid_from="2023-10"))
    model.will_answer(operations())
    await deciding.say("I like it where Ana lives")

    assert '[1] October 2023 "Ana lives in Oslo"' in model.asked[-1].user


async def test_a_less_exact_repeat_is_known_and_a_more_exact_one_is_not(world: World) -> None:
    await world.remembering.remember(state("Ana lives in Oslo", valid_from="2023-10"))

    again = await world.remembering.remember(state("Ana lives in Oslo", valid_from="2023"))
    nearer = await world.remembering.remember(state("Ana lives in Oslo", valid_from="2023-10-17"))

    assert [each.operation for each in again.outcomes] == ["NOOP"]
    assert [each.operation for each in nearer.outcomes] == ["ADD"]


async def test_a_bare_day_holds_from_its_start_in_every_zone(world: World) -> None:
    await world.remembering.remember(state("Ana lives in Oslo", valid_from="2023-10-17"))
    there = replace(CALLER, zone=ZoneInfo("Pacific/Auckland"))

    for moment, is_found in (("2023-10-17T00:30", True), ("2023-10-16T23:30", False)):
        asked = parse_recall_request(caller=there, limits=Limits(), query="Ana", valid_at=moment)
        found = (await recalled(world, "Ana", asked=asked)).memories
        assert any(memory.kind == "fact" for memory in found) == is_found
