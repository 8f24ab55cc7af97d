"""What can be read of a damaged table is kept, row by row, and what cannot is told.

Each test breaks the files of a real store, and another boot opens it.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pyarrow as pa
import pytest

from mcp_mem0.adapters.lancedb_records.damage.checksums import BLOCK_BYTES, Checksums
from mcp_mem0.adapters.lancedb_records.damage.lance_files import read_layout
from mcp_mem0.adapters.lancedb_records.damage.losses import LossList
from mcp_mem0.adapters.lancedb_records.damage.row_states import take_latest
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.adapters.lancedb_records.mapping import build_batch, build_record
from mcp_mem0.adapters.lancedb_records.schema import build_table_schema
from mcp_mem0.domain.errors import StoreError
from mcp_mem0.domain.model.rows import Excerpt
from mcp_mem0.domain.model.tombstones import erase_row
from tests.support.closed_store import copy_closed_store
from tests.support.row_builders import IDENTITY, episode, excerpt
from tests.support.statement_writer import HERE, opened

NOTES = [f"note number {number} of the diary" for number in range(60)]
LAST = "the last note"


@pytest.fixture(scope="module")
def folded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three facts, each in a data file of its own; the front still has the last one."""
    folder = tmp_path_factory.mktemp("folded") / "store"

    async def write() -> None:
        diary = await opened(str(folder), fold_after_rows=1)
        for text in ("lives in Rome", "works in Oslo", "likes tea"):
            await diary.note(text)
            assert await diary.records.maintain()
        diary.records.close()

    anyio.run(write)
    return folder


@pytest.fixture(scope="module")
def compacted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of many notes in one large data file, none of which the front still has."""
    folder = tmp_path_factory.mktemp("compacted") / "store"

    async def write() -> None:
        diary = await opened(str(folder), fold_after_rows=1, compact_after_rows=200)
        for text in NOTES:
            await diary.note(text)
        assert await diary.records.maintain()
        for text in (LAST, "the very last note"):
            await diary.note(text)
            assert await diary.records.maintain()
        diary.records.close()

    anyio.run(write)
    return folder


def copy_after_another_boot(written: Path, tmp_path: Path) -> LocalPlace:
    copy_closed_store(written, tmp_path / "store")
    place = LocalPlace(tmp_path / "store")
    note = place.read_note()
    assert note is not None
    place.write_note(note.model_copy(update={"boot": "an earlier one"}))
    return place


def list_data_files(place: LocalPlace) -> list[Path]:
    """Return the data files, the oldest first."""
    return sorted(place.table.glob("data/*"), key=lambda file: file.stat().st_mtime_ns)


def zero(file: Path) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)


def halve(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def zero_block(file: Path, first: int) -> None:
    whole = file.read_bytes()
    size = min(BLOCK_BYTES, len(whole) - first)
    file.write_bytes(whole[:first] + b"\0" * size + whole[first + size :])


def describe_losses(place: LocalPlace) -> str:
    return " ".join(loss.said for loss in LossList(place).list(datetime.now(UTC)))


async def read_texts(place: LocalPlace) -> list[str]:
    diary = await opened(place.uri)
    texts = await diary.texts()
    diary.records.close()
    return texts


async def test_the_first_data_file_zeroed_costs_its_rows_and_no_others(
    folded: Path, tmp_path: Path
) -> None:
    place = copy_after_another_boot(folded, tmp_path)
    zero(list_data_files(place)[0])

    diary = await opened(place.uri)

    assert await diary.texts() == ["works in Oslo", "likes tea"]
    assert await diary.found("Oslo") == ["works in Oslo"]
    assert "5 rows of 17 could not be read and are lost" in describe_losses(place)
    await diary.note("likes rain")
    assert await diary.texts() == ["works in Oslo", "likes tea", "likes rain"]


async def test_all_data_files_halved_leave_what_the_front_has(folded: Path, tmp_path: Path) -> None:
    place = copy_after_another_boot(folded, tmp_path)
    for file in list_data_files(place):
        halve(file)

    assert await read_texts(place) == ["likes tea"]
    assert "11 rows of 17 could not be read and are lost" in describe_losses(place)


@pytest.mark.parametrize("boot", ["this one", "an earlier one"])
async def test_all_manifests_lost_but_the_oldest_costs_nothing(
    folded: Path, tmp_path: Path, boot: str
) -> None:
    place = copy_after_another_boot(folded, tmp_path)
    if boot == "this one":
        note = LocalPlace(folded).read_note()
        assert note is not None
        place.write_note(note)
    for manifest in place.list_manifests()[:-1]:
        manifest.unlink()

    diary = await opened(place.uri)

    assert await diary.texts() == ["lives in Rome", "works in Oslo", "likes tea"]
    assert await diary.disagreements() == []


async def test_a_store_of_which_nothing_can_be_read_is_refused_and_untouched(
    folded: Path, tmp_path: Path
) -> None:
    place = copy_after_another_boot(folded, tmp_path)
    for file in list_data_files(place):
        zero(file)
    place.front.unlink()
    before = sorted(place.table.rglob("*"))

    with pytest.raises(StoreError, match=r"no row of it can be read: restore .* or move it away"):
        await opened(place.uri)

    assert sorted(place.table.rglob("*")) == before


@pytest.mark.parametrize("has_note", [True, False])
async def test_the_two_newest_manifests_gone_are_noticed_with_and_without_the_flush_note(
    folded: Path, tmp_path: Path, *, has_note: bool
) -> None:
    place = copy_after_another_boot(folded, tmp_path)
    for manifest in place.list_manifests()[:2]:
        manifest.unlink()
    if not has_note:
        place.note.unlink()

    assert await read_texts(place) == ["lives in Rome", "works in Oslo", "likes tea"]
    assert "every row could still be read" in (place.ours / "healed.log").read_text()


@pytest.mark.parametrize("which", [0, -1])
async def test_a_data_file_that_is_gone_is_noticed_in_the_same_boot(
    folded: Path, tmp_path: Path, which: int
) -> None:
    copy_closed_store(folded, tmp_path / "store")
    place = LocalPlace(tmp_path / "store")
    list_data_files(place)[which].unlink()

    texts = await read_texts(place)

    assert texts[-2:] == ["works in Oslo", "likes tea"]
    assert bool(describe_losses(place)) is (which == 0)


def find_largest(place: LocalPlace) -> Path:
    return max(list_data_files(place), key=lambda file: file.stat().st_size)


def test_no_zeroed_page_of_a_data_file_goes_unnoticed(compacted: Path, tmp_path: Path) -> None:
    place = copy_after_another_boot(compacted, tmp_path)
    file = find_largest(place)
    whole = file.read_bytes()
    sums = Checksums(place.sums, place.table)
    name = f"data/{file.name}"
    changed = 0
    for first in range(0, len(whole), 3 * BLOCK_BYTES):
        zero_block(file, first)
        if file.read_bytes() != whole:
            changed += 1
            (damage,) = sums.find_damage([name])
            assert damage.changed == (first,)
        file.write_bytes(whole)
    assert changed > 10
    assert sums.find_damage([name]) == []


async def test_check_names_each_column_of_a_changed_page_in_the_same_boot(
    compacted: Path, tmp_path: Path
) -> None:
    copy_closed_store(compacted, tmp_path / "store")
    place = LocalPlace(tmp_path / "store")
    file = find_largest(place)
    layout = read_layout(file)
    assert layout is not None
    (extent,) = [each for each in layout.extents if each.column == VECTOR]
    first = -(-extent.first // BLOCK_BYTES) * BLOCK_BYTES
    zero_block(file, first)
    diary = await opened(place.uri)

    found = " ".join(await diary.disagreements())

    assert f"the file data/{file.name} is not as it was written" in found
    assert "bytes of the columns vector have changed" in found
    await diary.records.repair()
    assert await diary.disagreements() == []
    assert (await diary.texts())[: len(NOTES)] == NOTES


def list_blocks_of(file: Path, column: int) -> Sequence[int]:
    layout = read_layout(file)
    assert layout is not None
    extents = [extent for extent in layout.extents if extent.column == column]
    blocks = {
        at // BLOCK_BYTES * BLOCK_BYTES for each in extents for at in (each.first, each.end - 1)
    }
    return [each for each in sorted(blocks) if not layout.is_hit_at_its_end([each], BLOCK_BYTES)]


VECTOR, TEXT = 8, 6
"""The places of two columns in a data file."""


async def test_a_page_of_vectors_costs_vectors_and_no_row(compacted: Path, tmp_path: Path) -> None:
    place = copy_after_another_boot(compacted, tmp_path)
    file = find_largest(place)
    layout = read_layout(file)
    assert layout is not None
    (extent,) = [each for each in layout.extents if each.column == VECTOR]
    inside = [
        block
        for block in range(0, file.stat().st_size, BLOCK_BYTES)
        if extent.first <= block and block + BLOCK_BYTES <= extent.end
    ]
    zero_block(file, inside[0])

    diary = await opened(place.uri)

    assert (await diary.texts())[: len(NOTES)] == NOTES
    assert await diary.disagreements() == []
    assert "can be found by their words alone" in describe_losses(place)
    excerpts = await diary.records.find(Excerpt, HERE, vectors=True)
    assert len(excerpts) == len(NOTES) + 2
    assert any(each.vector is None for each in excerpts)


Damage = Callable[[Path], None]


async def test_a_page_of_texts_is_told_and_never_answered_from(
    compacted: Path, tmp_path: Path
) -> None:
    place = copy_after_another_boot(compacted, tmp_path)
    file = find_largest(place)
    zero_block(file, list_blocks_of(file, TEXT)[0])

    diary = await opened(place.uri)

    assert set(await diary.texts()) <= {*NOTES, LAST, "the very last note"}
    assert "are lost" in describe_losses(place)
    await diary.note("likes rain")
    assert await diary.found("rain") == ["likes rain"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_latest_state_of_an_erased_row_is_the_one_without_words(
    order: tuple[int, int],
) -> None:
    said = episode(1, words="Tove has epilepsy")
    before = excerpt(said, text="Tove has epilepsy", vector=(1.0, 0.0, 0.0, 0.0))
    states = [before, erase_row(before)]
    schema = build_table_schema(IDENTITY)
    rows = pa.concat_tables(
        [build_batch([build_record(states[number])], schema) for number in order]
    )

    (row,) = take_latest(rows).to_pylist()

    assert (row["text"], row["vector"]) == ("", None)
