"""All that a damaged front still has is saved; where that is nothing, a store is not begun again.

Each test breaks the files of a store whose only rows are in its front.
"""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records.front.encoding import decode_columns
from mcp_mem0.adapters.lancedb_records.front.recovery import LostRowsError, begin_again
from mcp_mem0.adapters.lancedb_records.front.salvage import salvage_rows
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from tests.support.closed_store import copy_closed_store
from tests.support.statement_writer import SPACE, count_transactions, opened

NOTES = 30
PAGE = 4_096
Damage = Callable[[LocalPlace], None]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose notes are in its front alone."""
    folder = tmp_path_factory.mktemp("written") / "store"

    async def write() -> None:
        diary = await opened(str(folder))
        for number in range(NOTES):
            await diary.note(f"note {number} of a front that has many pages")
        diary.records.close()

    anyio.run(write)
    return folder


@pytest.fixture
def place(tmp_path: Path, written: Path) -> LocalPlace:
    copy_closed_store(written, tmp_path / "store")
    return LocalPlace(tmp_path / "store")


def cut(place: LocalPlace, bytes_left: int) -> None:
    place.front.write_bytes(place.front.read_bytes()[:bytes_left])


def zero_pages(place: LocalPlace, *numbers: int) -> None:
    content = bytearray(place.front.read_bytes())
    for number in numbers:
        content[number * PAGE : (number + 1) * PAGE] = bytes(PAGE)
    place.front.write_bytes(content)


def measure(place: LocalPlace) -> int:
    return place.front.stat().st_size // PAGE


@pytest.mark.parametrize(("parts", "at_least"), [(0.5, 5), (0.75, 15), (0.9, 20)])
async def test_a_front_that_was_cut_keeps_the_rows_before_the_cut(
    place: LocalPlace, parts: float, at_least: int
) -> None:
    cut(place, int(measure(place) * parts) * PAGE + 100)

    diary = await opened(place.uri)

    texts = await diary.texts()
    assert at_least <= len(texts) < NOTES
    assert {int(text.split()[1]) for text in texts} <= {*range(NOTES)}
    told = (place.ours / "healed.log").read_text()
    assert "; 0 rows" not in told
    assert "rows of it could be read, others may be lost" in told
    await diary.note("likes rain")
    assert "likes rain" in await diary.texts()


async def test_a_cut_front_goes_on_with_revisions_and_numbers_that_nobody_used(
    place: LocalPlace,
) -> None:
    cut(place, measure(place) * 3 // 4 * PAGE)
    place.note.unlink()
    saved = [row for row in salvage_rows(place) if row.kind == "change"]
    last = max(decode_columns(row)["revision"] for row in saved)

    diary = await opened(place.uri)
    await diary.note("likes rain")

    head = await diary.records.read_head(SPACE)
    assert head is not None
    assert head.revision == last + 1
    assert "likes rain" in await diary.texts()
    assert count_transactions(place.uri) > max(row.seq for row in saved)


async def test_rows_between_two_lost_pages_are_kept(place: LocalPlace) -> None:
    whole = {row.id for row in salvage_rows(place)}
    lost: dict[int, set[str]] = {}
    for page in range(3, measure(place)):
        copy = LocalPlace(place.folder.with_name(f"page-{page}"))
        copy_closed_store(place.folder, copy.folder)
        zero_pages(copy, page)
        lost[page] = whole - {row.id for row in salvage_rows(copy)}
    first, *_, last = choose_leaves(lost)
    zero_pages(place, first, last)

    assert whole - {row.id for row in salvage_rows(place)} == lost[first] | lost[last]


def choose_leaves(lost: Mapping[int, set[str]]) -> list[int]:
    """Return the pages that are rows and nothing else: each costs some rows, and not most."""
    leaves = [page for page, rows in lost.items() if 0 < len(rows) < NOTES // 2]
    assert len(leaves) > 4
    return leaves


async def test_a_front_without_its_first_page_is_read(place: LocalPlace) -> None:
    zero_pages(place, 0)

    texts = await (await opened(place.uri)).texts()

    assert len(texts) == NOTES


def empty(place: LocalPlace) -> None:
    place.front.write_bytes(b"")


def remove(place: LocalPlace) -> None:
    place.front.unlink()


def zero(place: LocalPlace) -> None:
    place.front.write_bytes(bytes(place.front.stat().st_size))


def leave_the_first_page(place: LocalPlace) -> None:
    cut(place, PAGE)


@pytest.mark.parametrize("damage", [empty, remove])
async def test_the_log_of_a_lost_front_is_read(tmp_path: Path, damage: Damage) -> None:
    place, copy = LocalPlace(tmp_path / "store"), LocalPlace(tmp_path / "copy")
    diary = await opened(place.uri)
    await diary.note("lives in Rome")
    shutil.copytree(place.folder, copy.folder)
    damage(copy)

    assert await (await opened(copy.uri)).texts() == ["lives in Rome"]


@pytest.mark.parametrize("damage", [empty, remove, zero, leave_the_first_page])
async def test_a_store_of_which_nothing_is_left_is_refused_as_it_is(
    place: LocalPlace, damage: Damage
) -> None:
    damage(place)
    left = place.front.read_bytes() if place.front.exists() else None

    for _ in range(2):
        with pytest.raises(LostRowsError, match=r"restore front\.db from a backup, or run"):
            await opened(place.uri)

    assert (place.front.read_bytes() if place.front.exists() else None) == left
    assert not place.losses.exists()


async def test_a_store_of_which_nothing_is_left_is_begun_again_if_its_owner_says_so(
    place: LocalPlace,
) -> None:
    zero(place)
    with pytest.raises(LostRowsError):
        await opened(place.uri)

    begin_again(place)

    diary = await opened(place.uri)
    assert await diary.texts() == []
    assert ["the memory was begun again" in said for said in await diary.records.list_losses()] == [
        True
    ]
    await diary.note("likes rain")
    assert await diary.texts() == ["likes rain"]
    assert await diary.disagreements() == []


async def test_a_store_in_which_nothing_was_ever_stored_is_opened_without_its_front(
    tmp_path: Path,
) -> None:
    place = LocalPlace(tmp_path / "store")
    (await opened(place.uri)).records.close()
    place.front.unlink()

    diary = await opened(place.uri)

    assert await diary.texts() == []


@pytest.mark.anyio
async def test_a_new_store_is_not_looked_through_for_what_is_left(tmp_path: Path) -> None:
    new = LocalPlace(tmp_path / "new")
    new.ours.mkdir(parents=True, mode=0o700)
    # Where what is left would be copied to: nothing can be.
    new.salvage.write_bytes(b"")

    diary = await opened(str(new.folder))
    await diary.note("the first note")
    diary.records.close()

    assert new.salvage.read_bytes() == b""
