"""The index text of a message never has words of a message before it that was forgotten."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.domain.rendering import render_recollection
from mcp_mem0.domain.text.search_text import PASSAGE_CHARS_MAX
from tests.support.recall_questions import ASKED, recalled, texts
from tests.support.wired_services import SPACE, World, opened_world

LUPUS: Final = "I was diagnosed with lupus."
HOME: Final = Filter(spaces=(SPACE,))
FULL: Final = replace(ASKED, detail="full")
UNDERSTOOD: Final = "Understood."
CAR: Final = "My car is red."


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncGenerator[tuple[World, World]]:
    """Two processes that have the same store open."""
    async with (
        opened_world(tmp_path / "store") as one,
        opened_world(tmp_path / "store", clock=one.clock) as other,
    ):
        yield one, other


async def row_of(world: World, text: str) -> Excerpt:
    [row] = [row for row in await world.excerpt_rows() if row.text == text]
    return row


async def say_each(world: World, *words: str) -> None:
    for text in words:
        await world.say(text)
        world.clock.advance(minutes=1)


async def index_texts(world: World) -> dict[str, str]:
    return {row.text: row.index_text for row in await world.excerpt_rows()}


@pytest.mark.parametrize("is_one_input", [True, False])
async def test_words_that_were_forgotten_find_no_neighbour(
    stores: tuple[World, World], *, is_one_input: bool
) -> None:
    world, other = stores
    words = (LUPUS, UNDERSTOOD, CAR)
    await (world.say(*words) if is_one_input else say_each(world, *words))
    # Both have the space in memory.
    assert LUPUS in texts(await recalled(other, "lupus"))
    assert LUPUS in texts(await recalled(world, "lupus"))
    before = await index_texts(world)
    assert "lupus" in before[UNDERSTOOD]
    row = await row_of(world, UNDERSTOOD)

    receipt = await world.forget((await row_of(world, LUPUS)).id)

    for each in stores:
        after = await index_texts(each)
        assert not any("lupus" in text for text in after.values())
        assert after[CAR] == before[CAR]
        assert await each.records.search_text([Excerpt], "lupus", HOME, limit=9) == []
        answer = render_recollection(await recalled(each, "lupus", asked=FULL), "full")
        assert "shares words" not in answer
    assert (await row_of(other, UNDERSTOOD)).id == row.id
    assert await world.check() == []

    await world.undo(receipt.change)

    assert await index_texts(world) == before
    assert await index_texts(other) == before
    assert await world.check() == []


async def test_a_message_that_comes_back_has_no_words_of_one_that_stays_forgotten(
    world: World,
) -> None:
    await say_each(world, LUPUS, UNDERSTOOD, CAR)
    understood = await world.forget((await row_of(world, UNDERSTOOD)).id)
    lupus = await world.forget((await row_of(world, LUPUS)).id)

    await world.undo(understood.change)
    assert not any("lupus" in text for text in (await index_texts(world)).values())
    assert "Understood" in (await index_texts(world))[CAR]

    await world.undo(lupus.change)
    assert "lupus" in (await index_texts(world))[UNDERSTOOD]


@pytest.mark.heavy
async def test_of_a_long_message_the_next_one_loses_its_last_words(world: World) -> None:
    long = "We sailed far. " * (PASSAGE_CHARS_MAX // 15) + "At last came lupus."
    await say_each(world, long, CAR)
    before = await index_texts(world)
    assert "lupus" in before[CAR]

    receipt = await world.forget(
        next(row.id for row in await world.excerpt_rows() if "lupus" in row.text)
    )
    assert "lupus" not in (await index_texts(world))[CAR]

    await world.undo(receipt.change)
    assert await index_texts(world) == before


async def test_undoing_a_remember_takes_its_words_from_the_neighbour(world: World) -> None:
    receipt = await world.say(LUPUS)
    world.clock.advance(minutes=1)
    await say_each(world, CAR)
    assert "lupus" in (await index_texts(world))[CAR]

    await world.undo(receipt.change)

    assert "lupus" not in (await index_texts(world))[CAR]


async def test_a_dry_run_writes_no_index_text(world: World) -> None:
    await say_each(world, LUPUS, CAR)
    before = await index_texts(world)

    await world.forget((await row_of(world, LUPUS)).id, dry_run=True)

    assert await index_texts(world) == before


async def test_the_table_and_a_later_process_have_the_new_index_text(tmp_path: Path) -> None:
    async with opened_world(tmp_path / "store") as world:
        await say_each(world, LUPUS, UNDERSTOOD, CAR)
        await world.records.maintain()
        await world.forget((await row_of(world, LUPUS)).id)
        await world.records.maintain()

    async with opened_world(tmp_path / "store", clock=world.clock) as later:
        assert await later.records.search_text([Excerpt], "lupus", HOME, limit=9) == []
        assert "lupus" not in str(await index_texts(later))
        assert UNDERSTOOD in await later.excerpts()
