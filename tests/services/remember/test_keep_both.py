"""Two facts in doubt that both hold: that is noted, and changes neither."""

import pytest

from mcp_mem0.app.parts import Services, build_services
from mcp_mem0.domain.dates import EARLIEST
from mcp_mem0.domain.errors import NotFoundError, RequestError, StaleError
from mcp_mem0.domain.requests.model import SettleRequest
from tests.support.wired_services import SPACE, World, target


def services_of(world: World) -> Services:
    return build_services(world.settings, world.parts)


def ask(older: str, newer: str) -> SettleRequest:
    return SettleRequest(
        older=target(older), newer=target(newer), space=SPACE, session=None, author="tester"
    )


async def doubted(world: World) -> tuple[str, str]:
    """State two facts of which the newer one may outdate the other; return their row ids."""
    await world.state("Bo works at Acme.")
    await world.state("Bo works at Globex.")
    older, newer = sorted(await world.facts(), key=lambda fact: fact.recorded_at)
    return older.id, newer.id


async def count_doubts(world: World) -> int:
    review = await services_of(world).browse.review((SPACE,), EARLIEST)
    return len(review.doubts)


async def test_the_review_names_them_no_more_and_the_store_agrees(world: World) -> None:
    older, newer = await doubted(world)
    facts = await world.facts()
    before = await count_doubts(world)
    receipt = await services_of(world).keep_both.keep_both(ask(older, newer))

    assert (before, await count_doubts(world)) == (1, 0)
    assert receipt.act == "settle"
    assert [each.operation for each in receipt.outcomes] == ["NOOP", "NOOP"]
    assert await world.facts() == facts
    assert await world.check() == []


async def test_another_revision_is_another_doubt(world: World) -> None:
    older, newer = await doubted(world)
    await services_of(world).keep_both.keep_both(ask(older, newer))
    await world.state("Bo works at Initech.", newer.partition(".")[0])

    assert await count_doubts(world) == 1


async def test_it_is_told_in_history_and_can_be_undone(world: World) -> None:
    older, newer = await doubted(world)
    receipt = await services_of(world).keep_both.keep_both(ask(older, newer))
    [details, *_] = await services_of(world).history.list_changes((SPACE,))

    assert details.change.id == receipt.change
    assert [each.text for each in details.outcomes] == ["Bo works at Acme.", "Bo works at Globex."]
    assert await count_doubts(world) == 0
    assert receipt.change is not None
    undone = await world.undo(receipt.change)
    assert await count_doubts(world) == 1
    assert undone.change is not None
    with pytest.raises(RequestError, match="undone already"):
        await world.undo(receipt.change)
    await world.undo(undone.change)
    assert await count_doubts(world) == 0


async def test_what_was_not_seen_so_is_not_settled(world: World) -> None:
    older, newer = await doubted(world)
    await world.state("Bo works at Initech.", newer.partition(".")[0])
    keep_both = services_of(world).keep_both

    with pytest.raises(StaleError):
        await keep_both.keep_both(ask(older, newer))
    with pytest.raises(NotFoundError):
        await keep_both.keep_both(ask(older, "f_0000000z0"))
    assert [each.act for each in await world.changes()] == ["remember"] * 3
