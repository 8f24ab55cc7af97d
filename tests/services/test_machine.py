"""Whatever was done before, undoing the last change gives back exactly what was believed."""

import tempfile
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.domain.errors import RequestError
from mcp_mem0.domain.requests.model import ForgetSession
from mcp_mem0.domain.results.receipts import Receipt
from tests.support.wired_services import ASK, World, opened_world

PEOPLE = ("Ana", "Ben")
TOWNS = ("Rome", "Oslo")


@dataclass(frozen=True)
class Act:
    """Something that a caller does; `number` chooses among what there is to do it to."""

    name: str
    person: str
    town: str
    number: int


acts = st.builds(
    Act,
    name=st.sampled_from(
        ["state", "say", "relate", "replace", "merge", "forget", "forget_session", "undo"]
    ),
    person=st.sampled_from(PEOPLE),
    town=st.sampled_from(TOWNS),
    number=st.integers(0, 5),
)


async def everything(world: World) -> tuple[list[str], list[str], list[str]]:
    return await world.texts(), await world.relations(), await world.excerpts()


async def done(world: World, act: Act) -> Receipt | None:
    """Do it; None if there is nothing to do it to, or it is refused."""
    ids = [fact.id for fact in await world.facts()]
    changes = [change.id for change in await world.changes()]
    chosen = ids[act.number % len(ids)] if ids else None
    text = f"{act.person} lives in {act.town}"
    ask = replace(ASK, session=("morning", "evening")[act.number % 2])
    doing: Awaitable[Receipt | None] | None = None
    match act.name:
        case "state":
            doing = world.state(text, ask=ask)
        case "say":
            doing = world.say(text, f"It is nice in {act.town}", ask=ask)
        case "relate":
            doing = world.relate(act.person, "lives_in", act.town, ask=ask)
        case "replace" if chosen:
            doing = world.state(text, chosen, ask=ask)
        case "merge" if ids:
            doing = world.relate(act.person, "lives_in", act.town, *ids[:3], ask=ask)
        case "forget" if chosen:
            doing = world.forget(chosen)
        case "forget_session":
            doing = refusable(world.ask_forget(ForgetSession(session=str(ask.session))))
        case "undo" if changes:
            doing = refusable(world.undo(changes[act.number % len(changes)]))
        case _:
            pass
    return None if doing is None else await doing


async def refusable(doing: Awaitable[Receipt]) -> Receipt | None:
    try:
        return await doing
    except RequestError:
        return None


async def play(acts_done: Sequence[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with opened_world(Path(folder) / "store") as world:
            for act in acts_done:
                world.clock.advance(minutes=1)
                before = await everything(world)
                receipt = await done(world, act)
                if receipt is None:
                    continue
                after = await everything(world)
                if receipt.change is None:
                    assert after == before
                    continue
                undone = await world.undo(receipt.change)
                assert await everything(world) == before
                await world.undo(undone.change)
                assert await everything(world) == after
                assert await world.check() == []


def undo_gives_back_what_was_believed(examples_max: int) -> None:
    """Play so many lists of acts."""

    @settings(max_examples=examples_max)
    @given(st.lists(acts, min_size=4, max_size=8))
    def examine(acts_done: list[Act]) -> None:
        anyio.run(play, acts_done)

    examine()


@pytest.mark.heavy
def test_undoing_the_last_change_gives_back_what_was_believed() -> None:
    undo_gives_back_what_was_believed(3)


@pytest.mark.heavy
@pytest.mark.timeout(1_800)
def test_undoing_the_last_change_gives_back_what_was_believed_at_length() -> None:
    undo_gives_back_what_was_believed(60)
