"""A backup has the store as it was at one moment, each file once, and nothing that is not whole."""

import stat
from pathlib import Path

import anyio
import pytest

from mcp_mem0.adapters.backups.backing_up import BackupMaker
from mcp_mem0.adapters.system.file_lock import FileLock
from mcp_mem0.domain.errors import BusyError, RequestError, StoreError
from tests.support.backed_up_store import BackedUpStore, read_texts
from tests.support.statement_writer import StatementWriter, opened


@pytest.fixture
def backed_up(tmp_path: Path) -> BackedUpStore:
    return BackedUpStore(tmp_path)


async def open_diary(backed_up: BackedUpStore) -> StatementWriter:
    return await opened(str(backed_up.store), fold_after_rows=1)


async def test_it_has_what_is_in_the_table_and_what_is_only_in_the_front(
    backed_up: BackedUpStore,
) -> None:
    diary = await open_diary(backed_up)
    await diary.note("lives in Rome")
    await diary.records.maintain()
    await diary.note("plays chess")

    result = await backed_up.back_up()

    contents = result.backup.contents
    assert result.is_new
    assert contents.counts["fact"] == 2
    assert contents.heads["diary"].revision == 2
    assert contents.disagreements == ()
    await backed_up.restore(backed_up.folder / "other")
    assert await read_texts(backed_up.folder / "other") == ["lives in Rome", "plays chess"]


async def test_only_what_is_new_is_written(backed_up: BackedUpStore) -> None:
    diary = await open_diary(backed_up)
    for number in range(20):
        await diary.note(f"statement {number}")
    await diary.records.maintain()
    first = await backed_up.back_up()
    await diary.note("plays chess")

    second = await backed_up.back_up()

    assert second.is_new
    assert second.backup.size > first.backup.size
    assert second.new_bytes < first.new_bytes
    files = {file.path: file for file in second.backup.files}
    tables = [file for file in first.backup.files if "/data/" in file.path]
    assert tables
    assert all(files[file.path] == file for file in tables)


async def test_a_store_that_has_not_changed_needs_no_other_backup(
    backed_up: BackedUpStore,
) -> None:
    diary = await open_diary(backed_up)
    await diary.note("lives in Rome")
    first = await backed_up.back_up()

    second = await backed_up.back_up()

    assert not second.is_new
    assert second.backup == first.backup
    assert len(backed_up.archive.list_backups()) == 1


async def test_the_newest_are_kept_with_the_files_that_they_need(
    backed_up: BackedUpStore,
) -> None:
    diary = await open_diary(backed_up)
    names: list[str] = []
    for text in ("one", "two", "three"):
        await diary.note(text)
        await diary.records.maintain()
        result = await backed_up.back_up(keep=2)
        names.append(result.backup.name)

    assert [each.name for each in backed_up.archive.list_backups()] == names[1:]
    assert result.removed == (names[0],)
    kept = {path.name for path in backed_up.archive.pool.folder.glob("*/*")}
    backups = backed_up.archive.list_backups()
    assert kept == {file.digest for backup in backups for file in backup.files}
    await backed_up.restore(backed_up.folder / "other", at=names[1])
    assert await read_texts(backed_up.folder / "other") == ["one", "two"]


async def test_others_write_meanwhile_and_each_backup_is_of_one_moment(
    backed_up: BackedUpStore,
) -> None:
    diary = await open_diary(backed_up)
    await diary.note("statement 0")
    written, stop = 1, anyio.Event()

    async def write() -> None:
        nonlocal written
        while not stop.is_set():
            await diary.note(f"statement {written}")
            written += 1
            await diary.records.maintain()

    counts: list[tuple[int, int, int]] = []
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(write)
        for _ in range(3):
            before = written
            contents = (await backed_up.back_up()).backup.contents
            counts.append((before, contents.counts["fact"], contents.heads["diary"].revision))
            assert contents.disagreements == ()
        stop.set()

    assert all(before <= facts == revision for before, facts, revision in counts)
    assert counts[-1][1] <= written


async def test_its_files_are_private(backed_up: BackedUpStore) -> None:
    diary = await open_diary(backed_up)
    await diary.note("lives in Rome")

    await backed_up.back_up()

    folder = backed_up.archive.folder
    paths = [folder, *folder.rglob("*")]
    assert len(paths) > 5
    assert [path for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


async def test_a_folder_inside_the_store_is_refused(backed_up: BackedUpStore) -> None:
    diary = await open_diary(backed_up)
    await diary.note("lives in Rome")
    link = backed_up.folder / "link"
    link.symlink_to(backed_up.store)
    maker = BackupMaker(
        store=str(backed_up.store), options={}, folder=link / "backups", lock_timeout_s=1
    )

    with pytest.raises(RequestError, match="is inside the store"):
        await maker.back_up(keep=None)

    assert not (backed_up.store / "backups").exists()


async def test_a_damaged_store_makes_no_backup_and_removes_none(
    backed_up: BackedUpStore,
) -> None:
    diary = await open_diary(backed_up)
    await diary.note("lives in Rome")
    await diary.records.maintain()
    await backed_up.back_up()
    await diary.note("plays chess")
    data = max(
        (backed_up.store / "records.lance" / "data").iterdir(), key=lambda p: p.stat().st_size
    )
    content = bytearray(data.read_bytes())
    content[100:140] = bytes(40)
    data.write_bytes(content)

    with pytest.raises(StoreError, match=r"no backup was made, because the store .* is damaged"):
        await backed_up.back_up(keep=1)

    assert len(backed_up.archive.list_backups()) == 1
    await backed_up.restore(backed_up.folder / "other")
    assert await read_texts(backed_up.folder / "other") == ["lives in Rome"]


async def test_two_at_once_in_one_folder_are_refused(backed_up: BackedUpStore) -> None:
    diary = await open_diary(backed_up)
    await diary.note("lives in Rome")
    await backed_up.back_up()

    async with FileLock(backed_up.archive.folder / ".lock", timeout_s=0).try_hold():
        with pytest.raises(BusyError, match="another process makes a backup"):
            await backed_up.back_up()


async def test_a_folder_that_cannot_be_made_is_named(backed_up: BackedUpStore) -> None:
    diary = await open_diary(backed_up)
    await diary.note("lives in Rome")
    backed_up.archive.folder.write_text("a file")

    with pytest.raises(StoreError, match=r"the folder of backups .* cannot be used"):
        await backed_up.back_up()


async def test_what_was_erased_is_in_no_later_backup(backed_up: BackedUpStore) -> None:
    diary = await open_diary(backed_up)
    await diary.note("has walnuts at home")
    await backed_up.back_up()
    front = backed_up.store / "front.db"
    for _ in range(2):
        await diary.records.maintain()
        await diary.note("plays chess")

    result = await backed_up.back_up()

    copy = next(file for file in result.backup.files if file.path == front.name)
    # Pages of the front that rows have left are not copied.
    assert b"walnuts" not in backed_up.archive.pool.get_path(copy).read_bytes()
