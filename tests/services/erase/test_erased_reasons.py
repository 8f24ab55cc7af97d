"""Reasons that name nothing of what was erased stay; history never ends in empty brackets."""

from mcp_mem0.domain.model.changes import Change
from mcp_mem0.domain.rendering.history import render_changes
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest
from tests.support.wired_services import SPACE, World, fact_id


async def erase(world: World, fact: str) -> None:
    what = EraseIds(lineages=(fact.partition(".")[0],))
    request = EraseRequest(what=what, space=SPACE, session="evening", author="tester")
    await world.services_by(world.parts.rules).erase.erase(request)


async def find_change(world: World, change: str | None) -> Change:
    return next(each for each in await world.changes() if each.id == change)


async def test_what_rules_said_of_another_fact_stays(world: World) -> None:
    gone = fact_id(await world.state("Ana is allergic to walnuts"))
    kept = await world.state("Ana is allergic to cashews")
    before = await find_change(world, kept.change)
    assert any(row.startswith(gone) for row in before.candidates)

    await erase(world, gone)

    assert await find_change(world, kept.change) == before
    told = render_changes(await world.history.list_changes((SPACE,)))
    assert "(stated, and not known before)" in told


async def test_what_they_said_of_the_erased_fact_goes_without_brackets(world: World) -> None:
    gone = await world.state("Ana is allergic to walnuts")

    await erase(world, fact_id(gone))

    change = await find_change(world, gone.change)
    assert [step.reason for step in change.steps] == [""]
    told = render_changes(await world.history.list_changes((SPACE,)))
    assert "()" not in told
