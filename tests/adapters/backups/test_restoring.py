"""A restored store is what the backup has, whole, or nothing is changed."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mcp_mem0.adapters.backups.backing_up import BackupMaker
from mcp_mem0.adapters.backups.manifest import BackupFile, read_manifest, write_manifest
from mcp_mem0.domain.errors import BusyError, RequestError, StoreError
from tests.support.backed_up_store import BackedUpStore, read_texts
from tests.support.statement_writer import opened


@pytest.fixture
async def backed_up(tmp_path: Path) -> BackedUpStore:
    """A store with one statement, of which there is a backup."""
    made = BackedUpStore(tmp_path)
    diary = await opened(str(made.store), fold_after_rows=1)
    await diary.note("lives in Rome")
    await diary.records.maintain()
    await made.back_up()
    diary.records.close()
    return made


async def change(backed_up: BackedUpStore, text: str) -> None:
    diary = await opened(str(backed_up.store))
    await diary.note(text)
    diary.records.close()


async def test_a_store_takes_the_place_of_another_which_is_put_aside(
    backed_up: BackedUpStore,
) -> None:
    await change(backed_up, "plays chess")

    result = await backed_up.restore(backed_up.store, replace=True)

    assert await read_texts(backed_up.store) == ["lives in Rome"]
    assert result.moved_to is not None
    assert await read_texts(result.moved_to) == ["lives in Rome", "plays chess"]


async def test_it_can_be_written_and_backed_up_again(backed_up: BackedUpStore) -> None:
    await backed_up.restore(backed_up.store, replace=True)
    await change(backed_up, "plays chess")

    result = await backed_up.back_up()

    assert result.backup.contents.counts["fact"] == 2
    assert await read_texts(backed_up.store) == ["lives in Rome", "plays chess"]


async def test_a_store_that_is_there_is_not_replaced_unasked(backed_up: BackedUpStore) -> None:
    with pytest.raises(RequestError, match="--replace to put it aside"):
        await backed_up.restore(backed_up.store)


async def test_a_folder_of_other_things_is_left_alone(backed_up: BackedUpStore) -> None:
    other = backed_up.folder / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("Dear Ana")

    with pytest.raises(RequestError, match="holds something that is no store"):
        await backed_up.restore(other, replace=True)

    assert [path.name for path in other.iterdir()] == ["letter.txt"]


async def test_a_store_that_somebody_has_open_is_not_replaced(backed_up: BackedUpStore) -> None:
    diary = await opened(str(backed_up.store))

    with pytest.raises(BusyError, match=r"another process has the store .* open"):
        await backed_up.restore(backed_up.store, replace=True)

    await diary.note("plays chess")
    diary.records.close()
    assert await read_texts(backed_up.store) == ["lives in Rome", "plays chess"]


@pytest.mark.parametrize("part", ["data", "_versions", "front.db"])
async def test_each_damaged_file_is_named_and_nothing_is_changed(
    backed_up: BackedUpStore, part: str
) -> None:
    await change(backed_up, "plays chess")
    (backup,) = backed_up.archive.list_backups()
    file = next(each for each in backup.files if part in each.path)
    path = backed_up.archive.pool.get_path(file)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(StoreError) as caught:
        await backed_up.restore(backed_up.store, replace=True)

    assert f"is damaged: {file.path} is not as it was written" in str(caught.value)
    assert await read_texts(backed_up.store) == ["lives in Rome", "plays chess"]
    assert not [each for each in backed_up.folder.iterdir() if "replaced" in each.name]


async def test_a_missing_file_is_named(backed_up: BackedUpStore) -> None:
    (backup,) = backed_up.archive.list_backups()
    backed_up.archive.pool.get_path(backup.files[0]).unlink()

    with pytest.raises(StoreError, match=r"lacks front\.db"):
        await backed_up.restore(backed_up.folder / "other")

    assert not (backed_up.folder / "other").exists()


async def test_a_cut_manifest_is_no_backup_and_is_kept(backed_up: BackedUpStore) -> None:
    (path,) = backed_up.archive.folder.glob("*.backup.json")
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(StoreError, match="its list of files is not as it was written"):
        await backed_up.restore(backed_up.folder / "other")

    await change(backed_up, "plays chess")
    await backed_up.back_up(keep=1)
    assert path.exists()
    assert len(backed_up.archive.list_backups()) == 1


async def test_the_newest_by_a_time_or_one_by_name_is_found(backed_up: BackedUpStore) -> None:
    await change(backed_up, "plays chess")
    await backed_up.back_up()
    first, second = backed_up.archive.list_backups()
    now = datetime.now(UTC)

    def find(wanted: str | None) -> str:
        return backed_up.archive.find(wanted, now=now).name

    assert find(None) == second.name
    assert find(first.name) == first.name
    assert find(f"{now + timedelta(days=1):%Y-%m-%d}") == second.name
    assert find(first.made_at.isoformat()) == first.name
    with pytest.raises(RequestError, match="no backup was made by 'yesterday'"):
        find("yesterday")
    with pytest.raises(RequestError, match="neither a time nor one of the backups"):
        find("../../etc/passwd")


async def test_a_link_to_a_store_stays_a_link(backed_up: BackedUpStore) -> None:
    link = backed_up.folder / "link"
    link.symlink_to(backed_up.store)
    await change(backed_up, "plays chess")

    await backed_up.restore(link, replace=True)

    assert is_link(link)
    assert await read_texts(backed_up.store) == ["lives in Rome"]


def is_link(path: Path) -> bool:
    return path.is_symlink()


async def test_of_several_stores_the_one_that_is_meant_is_found(backed_up: BackedUpStore) -> None:
    other = BackedUpStore(backed_up.folder / "other")
    diary = await opened(str(other.store))
    await diary.note("plays chess")
    archive = backed_up.archive
    maker = BackupMaker(
        store=str(other.store), options={}, folder=archive.folder, lock_timeout_s=10
    )
    await maker.back_up(keep=1)
    now = datetime.now(UTC)

    assert len(archive.list_backups()) == 2
    assert archive.find(None, now=now, store=str(backed_up.store)).store == str(backed_up.store)
    assert archive.find(None, now=now, store=str(other.store)).store == str(other.store)
    with pytest.raises(RequestError, match="there are backups of several stores"):
        archive.find(None, now=now, store="/elsewhere")


def test_a_folder_without_backups_says_so(tmp_path: Path) -> None:
    archive = BackedUpStore(tmp_path).archive

    with pytest.raises(RequestError, match="there is no backup in"):
        archive.find(None, now=datetime.now(UTC))


@pytest.mark.parametrize("path", ["/etc/passwd", "../front.db", "a/../../b", "", "C:/a", "a\\b"])
def test_a_path_that_leads_out_of_the_store_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="no path below the folder of a store"):
        BackupFile(path=path, size=0, digest="0" * 64)


async def test_a_manifest_of_a_newer_format_is_refused(backed_up: BackedUpStore) -> None:
    (backup,) = backed_up.archive.list_backups()
    text = write_manifest(backup.model_copy(update={"format": 2}))

    with pytest.raises(StoreError, match="has format 2, and this version of mcp-mem0 reads"):
        read_manifest(text, path="x.backup.json")
