"""Statistics by day count what happened in the period that is asked for, and no more."""

import pytest

from mcp_mem0.app.parts import build_services
from tests.support.wired_services import SPACE, World


async def test_each_day_is_counted_once_however_long_the_period(world: World) -> None:
    figures = build_services(world.settings, world.parts).figures
    await world.state("Ana lives in Oslo.")
    world.clock.advance(days=3)
    await world.state("Bo keeps bees.")
    long = await figures.read_statistics((SPACE,), days=7)
    short = await figures.read_statistics((SPACE,), days=2)

    assert [each.added for each in long.days] == [0, 0, 0, 1, 0, 0, 1]
    assert [each.added for each in short.days] == [0, 1]
    assert not long.is_partial


async def test_a_change_since_is_counted_the_next_time(world: World) -> None:
    figures = build_services(world.settings, world.parts).figures
    await world.state("Ana lives in Oslo.")
    before = await figures.read_statistics((SPACE,), days=1)
    await world.state("Bo keeps bees.")
    after = await figures.read_statistics((SPACE,), days=1)

    assert (before.days[0].added, after.days[0].added) == (1, 2)


@pytest.mark.parametrize("days", [1, 366])
async def test_a_space_without_anything_has_days_too(world: World, days: int) -> None:
    figures = build_services(world.settings, world.parts).figures
    statistics = await figures.read_statistics((), days=days)

    assert len(statistics.days) == days
