"""What the services can make of a memory leaves it and comes back as it was, to the last field."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcp_mem0.domain.model.attempts import Attempt
from mcp_mem0.domain.model.changes import Effort
from mcp_mem0.domain.model.ids import Prefix
from mcp_mem0.domain.model.summaries import Summary
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest
from tests.support.doubles import FixedClock
from tests.support.moved_memory import Mover, opened_mover
from tests.support.wired_services import ASK, SPACE, World, fact_id, opened_world

pytestmark = pytest.mark.anyio

TEXTS = ("Ana plays chess", "Ben lives in Rome", "Ana hates onions", "Zoe keeps bees")
Act = tuple[str, int]
acts = st.tuples(
    st.sampled_from(["state", "relate", "say", "replace", "forget", "undo", "fail", "elsewhere"]),
    st.integers(0, 3),
)


async def _act(world: World, act: str, number: int) -> None:
    """Do one thing to a memory, whatever is in it by then."""
    text = TEXTS[number]
    facts = await world.facts()
    changes = await world.changes()
    world.clock.advance(minutes=7)
    match act:
        case "state":
            await world.state(text, ask=replace(ASK, tags=("tag", str(number))))
        case "relate":
            subject, _, rest = text.partition(" ")
            await world.relate(subject, "has_to_do_with", rest)
        case "say":
            await world.say(f"I know that {text}.", "And the café is shut\n— for good")
        case "replace" if facts:
            old = facts[number % len(facts)]
            await world.state(f"{text} no more, visit {len(changes)}", old.lineage)
        case "forget" if facts:
            await world.forget(facts[number % len(facts)].lineage)
        case "undo" if changes and changes[-1].act != "undo":
            await world.undo(changes[-1].id)
        case "fail":
            await _leave_failure(world, text)
        case "elsewhere":
            await world.state(text, ask=replace(ASK, space="else-where"))
        case _:
            pass


async def _leave_failure(world: World, text: str) -> None:
    """Keep an episode that a model has failed to decide, and a summary of its session."""
    episode = await world.leave_pending(text)
    common: dict[str, Any] = {
        "space": SPACE,
        "session": "morning",
        "author": "tester",
        "said_at": world.clock(),
        "recorded_at": world.clock(),
        "source": episode.id,
        "effort": Effort(decided_by="model", model="m", calls=1, tokens_in=7),
    }
    attempt = Attempt(
        **common,
        id=world.parts.ids.make_id(Prefix.ATTEMPT),
        why="it is away",
        is_answered=False,
        is_lasting=True,
        retry_at=world.clock() + timedelta(hours=1),
    )
    await world.records.insert(attempt)
    summary = Summary(
        **common, id=world.parts.ids.make_id(Prefix.SUMMARY), text=text, seen_at=world.clock()
    )
    await world.records.insert(summary)


async def make_memory(folder: Path, done: list[Act]) -> FixedClock:
    async with opened_world(folder / "store") as world:
        await world.state("Kim drinks tea")
        for act, number in done:
            await _act(world, act, number)
        return world.clock


async def _travel(done: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = await make_memory(folder, done)
        async with (
            opened_mover(folder, clock=clock) as there,
            opened_mover(folder, "copy", clock=clock) as here,
        ):
            rows = await there.read_rows()
            full = await there.export("full.jsonl", has_forgotten=True)
            await here.take(full)
            assert await here.read_rows() == rows
            assert await here.check() == []
            await _travel_plain(folder, there, set(rows))


async def _travel_plain(folder: Path, there: Mover, ids: set[str]) -> None:
    """Take what a plain export has to a third store: as many rows, which agree."""
    async with opened_mover(folder, "plain") as plain:
        await plain.take(await there.export("plain.jsonl", has_vectors=False))
        assert set(await plain.read_rows()) == ids
        assert await plain.check() == []


ALL: list[Act] = [
    *(("state", 0), ("relate", 1), ("say", 2), ("replace", 0), ("forget", 1), ("undo", 0)),
    *(("forget", 0), ("fail", 3), ("elsewhere", 1), ("state", 3)),
]


async def test_one_of_each_is_equal_to_the_last_field() -> None:
    await _travel(ALL)


@settings(max_examples=3)
@given(st.lists(acts, max_size=8))
async def test_whatever_was_done_is_equal_to_the_last_field(done: list[Act]) -> None:
    await _travel(done)


@pytest.mark.heavy
@pytest.mark.timeout(900)
@settings(max_examples=60)
@given(st.lists(acts, max_size=25))
async def test_whatever_was_done_is_equal_at_length(done: list[Act]) -> None:
    await _travel(done)


async def test_vectors_that_were_left_out_are_computed_as_they_were(tmp_path: Path) -> None:
    clock = await make_memory(tmp_path, [("say", 0), ("relate", 1)])
    async with (
        opened_mover(tmp_path, clock=clock) as there,
        opened_mover(tmp_path, "copy", clock=clock) as here,
    ):
        file = await there.export(has_vectors=False, has_forgotten=True)
        report = await here.take(file)

        assert report.embedded > 0
        assert await here.read_rows() == await there.read_rows()


async def test_what_was_forgotten_leaves_without_its_words(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await world.say("I am allergic to walnuts since 2019")
        stated = await world.state("Ana is allergic to peanuts")
        [said] = [row for row in await world.excerpt_rows() if "walnuts" in row.text]
        await world.forget(said.id, fact_id(stated))
        clock = world.clock
    async with opened_mover(tmp_path, clock=clock) as there:
        plain = await there.export("plain.jsonl")
        full = await there.export("full.jsonl", has_forgotten=True)

    assert "nuts" not in plain.read_text()
    assert "walnuts" in full.read_text()
    assert "peanuts" in full.read_text()


async def test_it_does_not_come_back_where_it_was_imported(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        stated = await world.state("Ana is allergic to peanuts")
        await world.forget(fact_id(stated))
    async with opened_mover(tmp_path) as there, opened_mover(tmp_path, "copy") as here:
        await here.take(await there.export())
    async with opened_world(tmp_path / "copy") as world:
        await world.say("Ana is allergic to peanuts")

        assert await world.texts() == []
        assert await world.excerpts() == []


async def test_what_was_erased_is_not_in_it(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        stated = await world.state("Ana is allergic to peanuts")
    async with opened_mover(tmp_path) as there:
        what = EraseIds(lineages=(fact_id(stated),))
        await there.app.erase(EraseRequest(what=what, space=SPACE, session="s", author="a"))
        full = await there.export(has_forgotten=True)

        assert "peanuts" not in full.read_text()


async def test_a_store_that_was_imported_goes_on_as_any_other(tmp_path: Path) -> None:
    """A fact of it can be replaced, forgotten and brought back, also by another process."""
    await make_memory(tmp_path, [("say", 1)])
    async with opened_mover(tmp_path) as there, opened_mover(tmp_path, "copy") as here:
        await here.take(await there.export())
        async with opened_world(tmp_path / "copy", clock=FixedClock()) as world:
            await _go_on(world)
        assert await here.check() == []


async def _go_on(world: World) -> None:
    old = next(fact for fact in await world.facts() if "Kim" in fact.text)
    await world.state("Kim drinks coffee", old.lineage)
    forgotten = await world.forget(old.lineage)
    assert not any("Kim" in text for text in await world.texts())
    await world.undo(forgotten.change)
    assert any("coffee" in text for text in await world.texts())
