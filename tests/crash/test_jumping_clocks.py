"""Clocks that are set, jump back and forth, or differ from process to process: what is believed
stays in the order in which it was decided, and nothing ends before it begins."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from tests.support.recall_questions import recalled
from tests.support.wired_services import SPACE, World, fact_id, opened_world

ACTS = 24
JUMPS = (
    timedelta(seconds=1),
    timedelta(milliseconds=-20),
    timedelta(hours=-7),
    timedelta(hours=9),
    timedelta(days=-400),
    timedelta(days=390),
)
EVERYTHING = Filter(spaces=(SPACE,), state="any")


async def act(world: World, chance: Random, number: int) -> None:
    """Add, correct, relate or forget something."""
    facts = await world.facts()
    text = f"Ana sails boat {number}"
    if not facts:
        await world.state(text)
        return
    chosen = chance.choice(facts)
    match chance.choice(["add", "correct", "correct what was seen", "relate", "forget"]):
        case "add":
            await world.state(text)
        case "correct":
            await world.state(text, chosen.lineage)
        case "correct what was seen":
            await world.state(text, chosen.id)
        case "relate":
            await world.relate("Ana", "owns", f"boat {number}", chosen.lineage)
        case _:
            await world.forget(chosen.lineage)


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(4))
async def test_whatever_clocks_do_time_goes_forward_in_the_store(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - repeatable
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store") as other,
    ):
        for number in range(ACTS):
            world = chance.choice([one, other])
            world.clock.moment += chance.choice(JUMPS)
            await act(world, chance, number)

        changes = sorted(await one.changes(), key=lambda change: change.revision)
        facts = await one.records.find(Fact, EVERYTHING)
        believed = await one.facts()
        found = await recalled(other, "which boats does Ana sail?")

    assert [change.revision for change in changes] == list(range(1, ACTS + 1))
    assert all(before.recorded_at < after.recorded_at for before, after in pairwise(changes))
    assert len(facts) > 4
    for fact in facts:
        assert fact.retired_at is None or fact.recorded_at < fact.retired_at
        assert fact.ended_at is None or fact.start <= fact.ended_at, fact
        assert fact.end is None or fact.start <= fact.end, fact
    assert len(believed) == len({fact.lineage for fact in believed})
    for memory in found.memories:
        assert memory.until is None or memory.since.at <= memory.until.at


async def test_a_clock_that_is_months_behind_corrects_what_it_cannot_date(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        home = fact_id(await world.state("Ana lives in Rome"))
        world.clock.advance(days=-400)
        await world.state("Ana lives in Oslo", home)

        (before, after) = await world.records.find(Fact, EVERYTHING)
        assert (before.retired_as, before.ended_at) == ("corrected", None)
        assert (after.text, after.valid_from) == ("Ana lives in Oslo", None)


async def test_a_clock_that_is_behind_is_no_reason_to_refuse_what_was_seen(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        home = fact_id(await world.state("Ana lives in Rome"))
        for number, days in enumerate((-1, -300, 500), start=1):
            world.clock.advance(days=days)
            await world.state(f"Ana lives in house {number}", f"{home}.{number}")
            with pytest.raises(RequestError, match=f"it is now {home}.{number + 1}"):
                await world.state("Ana lives in a tent", f"{home}.{number}")

        assert await world.texts() == ["Ana lives in house 3"]
