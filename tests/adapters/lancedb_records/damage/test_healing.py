"""A damaged store opens with everything older than the damage, and reports what was lost.

Each test breaks the files of a real store as a power cut or a bad sector does.
"""

import logging
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.lancedb_records import LanceRecords
from mcp_mem0.adapters.lancedb_records.damage.losses import LossList
from mcp_mem0.adapters.lancedb_records.lifecycle.flush_note import FlushNote
from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.errors import StoreError
from tests.support.closed_store import copy_closed_store
from tests.support.statement_writer import IDENTITY, opened

FOLDS = 3
"""One for each of three statements; the versions before them have no rows."""

Damage = Callable[[Path], None]


def cut_off(file: Path) -> None:
    file.write_bytes(b"")


def zeroed(file: Path) -> None:
    file.write_bytes(b"\0" * file.stat().st_size)


def half_zeroed(file: Path) -> None:
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(whole[: middle - 1_000] + b"\0" * 1_000 + whole[middle:])


def zeroed_before_its_end(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:-2_000] + b"\0" * 1_984 + whole[-16:])


def gone(file: Path) -> None:
    file.unlink()


def newest(folder: Path) -> Path:
    return max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)


@pytest.fixture
def place(tmp_path: Path) -> LocalPlace:
    return LocalPlace(tmp_path / "store")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "store"

    async def write() -> None:
        diary = await opened(str(folder), fold_after_rows=1)
        first = await diary.note("lives in Rome")
        assert await diary.records.maintain()
        await diary.note("works in Oslo")
        assert await diary.records.maintain()
        await diary.note("lives in Bergen", instead_of=first.lineage)
        assert await diary.records.maintain()
        diary.records.close()

    anyio.run(write)
    return folder


@pytest.fixture
def diary(place: LocalPlace, written: Path) -> None:
    """A store of two facts, of which the older was corrected last."""
    copy_closed_store(written, place.folder)


def after_another_boot(place: LocalPlace) -> None:
    note = place.read_note()
    assert note is not None
    place.write_note(FlushNote(version=note.version, boot="an earlier one"))


async def healed(place: LocalPlace, *texts: str) -> None:
    """Assert that the store opens with these facts, passes `check`, and accepts another."""
    diary = await opened(place.uri)
    assert await diary.texts() == list(texts)
    assert await diary.disagreements() == []

    await diary.note("likes rain")
    diary.records.close()

    again = await opened(place.uri)
    assert await again.texts() == [*texts, "likes rain"]
    assert await again.found("rain") == ["likes rain"]
    assert await again.disagreements() == []
    again.records.close()


@pytest.mark.parametrize("damage", [cut_off, zeroed, zeroed_before_its_end, gone])
@pytest.mark.usefixtures("diary")
async def test_the_front_still_has_what_the_newest_version_of_the_table_brought(
    place: LocalPlace, damage: Damage, caplog: pytest.LogCaptureFixture
) -> None:
    damage(place.list_manifests()[0])

    with caplog.at_level(logging.WARNING):
        await healed(place, "works in Oslo", "lives in Bergen")

    assert "the store was damaged" in caplog.text
    assert "version" in (place.ours / "healed.log").read_text()


@pytest.mark.usefixtures("diary")
async def test_several_broken_manifests_are_set_aside_one_after_the_other(
    place: LocalPlace,
) -> None:
    for manifest in place.list_manifests()[:2]:
        zeroed(manifest)

    await healed(place, "works in Oslo", "lives in Bergen")

    assert len(list((place.ours / "damaged").glob("*.manifest"))) == 2
    assert "every row could still be read" in (place.ours / "healed.log").read_text()
    assert LossList(place).list(datetime.now(UTC)) == []


@pytest.mark.usefixtures("diary")
async def test_only_the_first_of_many_that_open_a_damaged_store_heals_it(
    place: LocalPlace,
) -> None:
    for manifest in place.list_manifests()[:2]:
        zeroed(manifest)

    async def open_and_note(number: int) -> None:
        diary = await opened(place.uri)
        await diary.note(f"likes number {number}")

    async with anyio.create_task_group() as tasks:
        for number in range(3):
            tasks.start_soon(open_and_note, number)

    assert len(list((place.ours / "damaged").glob("records-*"))) == 1
    again = await opened(place.uri)
    noted = [f"likes number {number}" for number in range(3)]
    assert sorted(await again.texts()) == [*noted, "lives in Bergen", "works in Oslo"]
    assert await again.disagreements() == []


@pytest.mark.usefixtures("diary")
async def test_an_older_manifest_that_is_broken_is_set_aside_after_another_boot(
    place: LocalPlace,
) -> None:
    zeroed(place.list_manifests()[2])
    after_another_boot(place)

    await healed(place, "works in Oslo", "lives in Bergen")


@pytest.mark.parametrize("damage", [cut_off, zeroed, half_zeroed, gone])
@pytest.mark.parametrize("folder", ["data", "_deletions"])
@pytest.mark.usefixtures("diary")
async def test_a_damaged_file_of_the_last_fold_costs_nothing(
    place: LocalPlace, folder: str, damage: Damage
) -> None:
    versions = len(place.list_manifests())
    damage(newest(place.table / folder))
    after_another_boot(place)

    await healed(place, "works in Oslo", "lives in Bergen")

    log = (place.ours / "healed.log").read_text()
    assert "cannot be read; the file of the newest rows has all of them" in log
    (copy,) = (place.ours / "damaged").glob("records-*")
    assert len(list((copy / "_versions").glob("*.manifest"))) == versions


@pytest.mark.usefixtures("diary")
async def test_when_no_version_can_be_read_the_store_is_refused_and_untouched(
    place: LocalPlace,
) -> None:
    for file in (place.table / "data").iterdir():
        zeroed(file)
    for manifest in place.list_manifests()[FOLDS:]:
        # The versions before the first row would be readable, and empty.
        manifest.unlink()
    after_another_boot(place)
    before = sorted(place.table.rglob("*"))

    place.front.unlink()
    place.write_note(FlushNote(version=FOLDS, boot="an earlier one"))

    with pytest.raises(StoreError, match="no row of it can be read: restore the folder"):
        await opened(place.uri)

    assert sorted(place.table.rglob("*")) == before


@pytest.mark.usefixtures("diary")
async def test_when_nothing_can_be_set_aside_the_store_is_refused_and_untouched(
    place: LocalPlace,
) -> None:
    (place.ours / "damaged").write_text("a file where a folder should be")
    zeroed(place.list_manifests()[0])
    before = place.list_manifests()

    with pytest.raises(
        StoreError,
        match=r"could not be healed \(it is a link or not a folder: remove .*\): free some space",
    ):
        await opened(place.uri)

    assert place.list_manifests() == before


@pytest.mark.usefixtures("diary")
async def test_when_no_manifest_opens_all_are_put_back(place: LocalPlace) -> None:
    manifests = place.list_manifests()
    for manifest in manifests:
        manifest.write_bytes(b"not a manifest, but it ends like one LANC")

    with pytest.raises(StoreError, match="no version of it can be read: restore the folder"):
        await opened(place.uri)

    assert place.list_manifests() == manifests


@pytest.mark.usefixtures("diary")
@pytest.mark.parametrize("index_file", range(6))
async def test_a_damaged_index_is_made_anew_and_costs_nothing(
    place: LocalPlace, index_file: int
) -> None:
    compacting = await opened(place.uri, fold_after_rows=1, compact_after_rows=1)
    assert await compacting.records.maintain()
    compacting.records.close()
    files = sorted(
        (place.table / "_indices").rglob("*.lance"), key=lambda file: file.stat().st_mtime
    )
    zeroed(files[-1 - index_file])
    after_another_boot(place)

    await healed(place, "works in Oslo", "lives in Bergen")


@pytest.mark.usefixtures("diary")
async def test_a_damaged_index_is_found_and_rebuilt_without_another_boot(place: LocalPlace) -> None:
    compacting = await opened(place.uri, fold_after_rows=1, compact_after_rows=1)
    assert await compacting.records.maintain()
    compacting.records.close()
    zeroed(max((place.table / "_indices").rglob("part_*_invert.lance")))
    diary = await opened(place.uri)

    with pytest.raises(StoreError, match="run `mcp-mem0 check --repair`"):
        await diary.found("Oslo")
    assert "the index of index_text cannot be read" in " ".join(await diary.disagreements())

    await diary.records.repair()

    assert await diary.found("Oslo") == ["works in Oslo"]
    assert await diary.disagreements() == []


@pytest.mark.usefixtures("diary")
async def test_a_store_that_went_back_in_time_is_looked_at_whole(
    place: LocalPlace, caplog: pytest.LogCaptureFixture
) -> None:
    versions = len(place.list_manifests())
    for manifest in place.list_manifests()[:2]:
        manifest.unlink()

    with caplog.at_level(logging.WARNING):
        await healed(place, "works in Oslo", "lives in Bergen")

    assert "every row could still be read" in caplog.text
    assert len(place.list_manifests()) > versions - 2


@pytest.mark.usefixtures("diary")
async def test_a_table_that_vanished_is_not_replaced_by_an_empty_one(place: LocalPlace) -> None:
    shutil.rmtree(place.table)

    with pytest.raises(StoreError, match="is not overwritten"):
        await opened(place.uri)


@pytest.mark.usefixtures("diary")
async def test_rows_without_any_manifest_are_not_initialised_over(place: LocalPlace) -> None:
    for manifest in place.list_manifests():
        manifest.unlink()
    place.note.unlink()

    with pytest.raises(StoreError, match="is not overwritten"):
        await opened(place.uri)

    assert len(list((place.table / "data").iterdir())) > 0


@pytest.mark.usefixtures("diary")
async def test_a_store_without_a_flush_note_is_looked_at_whole(place: LocalPlace) -> None:
    zeroed(newest(place.table / "data"))
    place.note.unlink()

    await healed(place, "works in Oslo", "lives in Bergen")


async def test_a_creation_that_was_cut_off_is_finished(place: LocalPlace) -> None:
    (place.table / "_transactions").mkdir(parents=True)
    (place.table / "_transactions" / "0-unfinished.txn").write_bytes(b"")

    await healed(place)


async def test_a_creation_that_was_cut_off_before_its_indexes_is_finished(
    place: LocalPlace,
) -> None:
    store = LanceRecords(place.uri, identity=IDENTITY)
    await store.open()
    store.close()
    # The first version is the table alone, each later one an index more.
    for manifest in place.list_manifests()[:-1]:
        manifest.unlink()
    place.note.unlink()

    await healed(place)


@pytest.mark.usefixtures("diary")
async def test_a_whole_store_is_not_healed_after_another_boot(
    place: LocalPlace, caplog: pytest.LogCaptureFixture
) -> None:
    after_another_boot(place)

    await healed(place, "works in Oslo", "lives in Bergen")

    assert caplog.text == ""
    assert not (place.ours / "healed.log").exists()
