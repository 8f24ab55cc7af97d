"""What was forgotten stays forgotten, whatever damage takes the rows that say so.

The words that are forgotten stand in the table; that they are is in the front, or in a later file.
"""

import sqlite3
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import AbstractContextManager, asynccontextmanager, closing, contextmanager
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.damage.forgotten_log import ForgottenLog, read_noted
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.model.filters import Filter
from mcp_mem0.domain.model.rows import Fact
from mcp_mem0.domain.rendering.history import render_history
from mcp_mem0.domain.requests.erase import EraseIds, EraseRequest
from tests.support.doubles import ReadableEmbedder
from tests.support.wired_services import SPACE, World, fact_id, opened_world

OSLO = "The user lives in Oslo near the river"
KEPT = "The user plays the cello"
AGAIN = "Please forget that I live in Oslo near the river"
CLOSED = Filter(spaces=(SPACE,), state="closed")
Damage = Callable[[LocalPlace], None]


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


async def fold(place: LocalPlace, times: int = 1) -> None:
    records = LanceRecords(place.uri, identity=ReadableEmbedder().identity, fold_after_rows=1)
    await records.open()
    for _ in range(times):
        assert await records.maintain()
    records.close()


async def forget_oslo(place: LocalPlace) -> None:
    """State two facts, and let the front forget one that the table has."""
    async with opened_world(place.folder) as world:
        stated = fact_id(await world.state(OSLO))
        await world.state(KEPT)
    await fold(place)
    async with opened_world(place.folder) as world:
        await world.forget(stated)
        await expect_forgotten(world)


async def expect_forgotten(world: World) -> None:
    """Assert that nothing says that the user lives in Oslo, and that it does not come back."""
    assert [text for text in await world.texts() if "Oslo" in text] == []
    await world.say(AGAIN)
    assert [text for text in await world.excerpts() if "Oslo" in text] == []


async def forget_oslo_in_a_file(place: LocalPlace) -> None:
    """Let the table have the forgetting in its newest data files, and the front nothing of it."""
    await forget_oslo(place)
    await fold(place)
    await add_tea(place)


def zero_front(place: LocalPlace) -> None:
    place.front.write_bytes(b"\0" * place.front.stat().st_size)


def remove_front(place: LocalPlace) -> None:
    place.front.unlink()


def empty_front(place: LocalPlace) -> None:
    """Lose the rows of the front and nothing else of it."""
    with closing(sqlite3.connect(place.front, isolation_level=None)) as connection:
        connection.execute("DROP TABLE rows")


def remove_front_and_note(place: LocalPlace) -> None:
    place.front.unlink()
    place.note.unlink()


def list_data_files(place: LocalPlace) -> list[Path]:
    """Return the data files, the oldest first."""
    return sorted(place.table.glob("data/*"), key=lambda file: file.stat().st_mtime_ns)


def read_losses(place: LocalPlace) -> str:
    return place.losses.read_text() if place.losses.exists() else ""


SURE = "what was forgotten stays forgotten"
UNSURE = "a correction or a forgetting may be among them"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (zero_front, SURE),
        (remove_front, SURE),
        (empty_front, SURE),
        # Nothing says then whether all that was forgotten had been noted.
        (remove_front_and_note, UNSURE),
    ],
)
async def test_a_front_that_is_lost_brings_back_nothing_that_it_had_forgotten(
    place: LocalPlace, damage: Damage, told: str
) -> None:
    await forget_oslo(place)
    damage(place)

    async with opened_world(place.folder) as world:
        assert await world.texts() == [KEPT]
        await expect_forgotten(world)
        await world.state("The user likes tea")

    assert told in read_losses(place)
    async with opened_world(place.folder) as world:
        assert await world.texts() == ["The user likes tea", KEPT]


async def test_what_is_forgotten_again_is_a_transaction_that_nobody_has_seen_yet(
    place: LocalPlace,
) -> None:
    """Else a process that has read up to the last one never reads it."""
    await forget_oslo(place)
    note = place.read_note()
    assert note is not None
    zero_front(place)

    async with opened_world(place.folder):
        with closing(sqlite3.connect(place.front)) as connection:
            written = connection.execute("SELECT DISTINCT seq FROM rows").fetchall()
            counted = connection.execute("SELECT value FROM state WHERE key = 'seq'").fetchall()

    assert written == counted == [(note.front + 1,)]


async def test_a_data_file_that_is_lost_brings_back_nothing_that_it_had_forgotten(
    place: LocalPlace,
) -> None:
    await forget_oslo_in_a_file(place)
    _, second, *_ = list_data_files(place)
    second.unlink()

    async with opened_world(place.folder) as world:
        assert await world.texts() == ["The user likes tea", KEPT]
        await expect_forgotten(world)
    assert "could not be read and are lost" in read_losses(place)
    assert SURE in read_losses(place)


def lose_half_a_line(place: LocalPlace) -> None:
    """Be cut in the middle of the last line."""
    place.forgotten.write_bytes(place.forgotten.read_bytes()[:-40])


def lose_the_file(place: LocalPlace) -> None:
    """Be a store of before."""
    place.forgotten.unlink()


@contextmanager
def killed_before_its_notes(place: LocalPlace) -> Generator[None]:
    """Leave the notes as if each commit of a block had been killed before it wrote them."""
    notes = {path: path.read_bytes() for path in (place.note, place.forgotten)}
    yield
    for path, before in notes.items():
        path.write_bytes(before)


@contextmanager
def refused_its_lines(place: LocalPlace) -> Generator[None]:
    """Let nothing be added to what was forgotten during a block."""
    away = place.ours / "away"
    place.forgotten.rename(away)
    place.forgotten.mkdir()
    yield
    place.forgotten.rmdir()
    away.rename(place.forgotten)


Fate = Callable[[LocalPlace], AbstractContextManager[None]]
FATES = [killed_before_its_notes, refused_its_lines]


@pytest.mark.parametrize("end", [lose_half_a_line, lose_the_file])
async def test_what_is_cut_off_is_noted_again_when_the_store_is_opened_next(
    place: LocalPlace, end: Damage
) -> None:
    await forget_oslo(place)
    end(place)
    async with opened_world(place.folder):
        pass
    zero_front(place)

    async with opened_world(place.folder) as world:
        await expect_forgotten(world)


async def state_oslo(place: LocalPlace) -> str:
    """Let the table have two facts; return the id of the one that is to be forgotten."""
    async with opened_world(place.folder) as world:
        stated = fact_id(await world.state(OSLO))
        await world.state(KEPT)
    await fold(place)
    return stated


@pytest.mark.parametrize("fate", FATES)
async def test_what_was_not_noted_is_noted_when_the_store_is_opened_next(
    place: LocalPlace, fate: Fate
) -> None:
    stated = await state_oslo(place)
    async with opened_world(place.folder) as world:
        with fate(place):
            await world.forget(stated)
    async with opened_world(place.folder):
        pass
    zero_front(place)

    async with opened_world(place.folder) as world:
        await expect_forgotten(world)
    assert SURE in read_losses(place)


@pytest.mark.parametrize("fate", FATES)
async def test_what_was_not_noted_is_noted_with_the_next_commit_of_a_live_process(
    place: LocalPlace, fate: Fate
) -> None:
    stated = await state_oslo(place)
    async with opened_world(place.folder) as killed, opened_world(place.folder) as live:
        with fate(place):
            await killed.forget(stated)
        await live.state("The user likes tea")
        assert f"{stated}.1" in ForgottenLog(place.forgotten).read().closed
    zero_front(place)

    async with opened_world(place.folder) as world:
        await expect_forgotten(world)
    assert SURE in read_losses(place)


async def test_a_front_that_is_lost_before_anything_noted_it_is_told_as_such(
    place: LocalPlace,
) -> None:
    stated = await state_oslo(place)
    async with opened_world(place.folder) as world:
        with refused_its_lines(place):
            await world.forget(stated)
    zero_front(place)

    async with opened_world(place.folder):
        assert UNSURE in read_losses(place)


@asynccontextmanager
async def folding_process(place: LocalPlace) -> AsyncGenerator[LanceRecords]:
    records = LanceRecords(place.uri, identity=ReadableEmbedder().identity, fold_after_rows=1)
    await records.open()
    yield records
    records.close()


@pytest.mark.parametrize("fate", FATES)
async def test_a_fold_of_a_live_process_takes_nothing_away_that_was_not_noted(
    place: LocalPlace, fate: Fate
) -> None:
    stated = await state_oslo(place)
    async with opened_world(place.folder) as killed, folding_process(place) as live:
        with fate(place):
            await killed.forget(stated)
        assert await live.maintain()
        assert read_noted(place).is_complete
        assert f"{stated}.1" in read_noted(place).closed
        await killed.state("The user likes tea")
        assert await live.maintain()

    _, second, *_ = list_data_files(place)
    second.unlink()
    async with opened_world(place.folder) as world:
        await expect_forgotten(world)
    assert SURE in read_losses(place)


async def test_what_a_fold_could_not_note_is_read_from_the_table_at_the_next_opening(
    place: LocalPlace,
) -> None:
    stated = await state_oslo(place)
    async with opened_world(place.folder) as world, folding_process(place) as live:
        with refused_its_lines(place):
            await world.forget(stated)
            for drink in ("tea", "coffee"):
                await world.state(f"The user likes {drink}")
                assert await live.maintain()
        await world.state("The user likes milk")

    assert not read_noted(place).is_complete
    async with opened_world(place.folder):
        assert read_noted(place).is_complete
        assert f"{stated}.1" in read_noted(place).closed


async def add_tea(place: LocalPlace) -> None:
    async with opened_world(place.folder) as world:
        await world.state("The user likes tea")
    await fold(place)


async def test_losses_of_a_store_without_its_notes_say_that_a_forgetting_may_be_among_them(
    place: LocalPlace,
) -> None:
    await forget_oslo(place)
    place.forgotten.unlink()
    zero_front(place)

    async with opened_world(place.folder):
        assert UNSURE in read_losses(place)
        assert "`mcp-mem0 history`, and forget it again" in read_losses(place)


async def test_no_word_of_what_was_forgotten_is_noted(place: LocalPlace) -> None:
    await forget_oslo(place)

    noted = place.forgotten.read_text().lower()

    assert "forgotten" in noted
    assert [word for word in ("oslo", "river", "lives", "cello") if word in noted] == []


async def test_an_undone_forgetting_stays_undone(place: LocalPlace) -> None:
    await forget_oslo(place)
    async with opened_world(place.folder) as world:
        (forgetting,) = [change for change in await world.changes() if change.act == "forget"]
        await world.undo(forgetting.id)
        assert OSLO in await world.texts()
    await fold(place, times=1)
    remove_front(place)

    async with opened_world(place.folder) as world:
        assert sorted(await world.texts()) == [OSLO, KEPT]
        await world.say(AGAIN)
        assert AGAIN in await world.excerpts()


@pytest.mark.heavy
@pytest.mark.parametrize("damage", [zero_front, remove_front, "a data file"])
async def test_what_was_erased_is_in_no_row_that_is_salvaged(
    place: LocalPlace, damage: Damage | str
) -> None:
    await forget_oslo(place)
    async with opened_world(place.folder) as world:
        (gone,) = [fact for fact in await world.records.find(Fact, CLOSED) if "Oslo" in fact.text]
        request = EraseRequest(
            what=EraseIds(lineages=(gone.lineage,)), space=SPACE, session="s", author="tester"
        )
        report = await world.services_by(world.parts.rules).erase.erase(request)
        assert report.is_proof
    if isinstance(damage, str):
        list_data_files(place)[-1].unlink()
    else:
        damage(place)

    async with opened_world(place.folder) as world:
        places = await world.records.find_texts([OSLO, "Oslo"], SPACE, in_all_versions=True)
        assert [each.place for each in places] == []
        await expect_forgotten(world)


@pytest.mark.parametrize("damage", [zero_front, remove_front, empty_front, remove_front_and_note])
async def test_what_a_fact_said_before_stays_forgotten_too(
    place: LocalPlace, damage: Damage
) -> None:
    async with opened_world(place.folder) as world:
        home = fact_id(await world.state(OSLO)).partition(".")[0]
        await world.state("The user lives in Bergen", home)
    await fold(place)
    async with opened_world(place.folder) as world:
        assert "Oslo" in await read_history(world, home)
        await world.forget(f"{home}.1")
        assert "Oslo" not in await read_history(world, home)
    damage(place)

    async with opened_world(place.folder) as world:
        assert (await world.records.find_forgotten(SPACE)).revisions == {f"{home}.1"}
        assert "Bergen" in await read_history(world, home)
        assert "Oslo" not in await read_history(world, home)
        await expect_forgotten(world)


async def read_history(world: World, lineage: str) -> str:
    """Return what whoever may only read is told of a fact's history."""
    sights = world.services_by(world.parts.rules).sights
    history = sights.choose_history(sees_forgotten=False)
    return render_history(await history.read_fact_history(lineage, (SPACE,)))
