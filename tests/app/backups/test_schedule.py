"""Backups are made when they are due, and what fails is told and tried again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mcp_mem0.adapters.backups.archive import BackupArchive
from mcp_mem0.app.backups.making import describe_known_backups
from mcp_mem0.app.backups.notes import describe_schedule, read_notes
from mcp_mem0.app.backups.schedule import BackupSchedule
from mcp_mem0.app.local import hash_memory_settings
from mcp_mem0.config import BackupSettings, Settings
from tests.support.statement_writer import opened

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    backup = BackupSettings(folder=str(tmp_path / "backups"), every_h=6, keep=2)
    return Settings(store=str(tmp_path / "store"), backup=backup)


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


async def run_at(settings: Settings, moment: datetime) -> bool:
    return await BackupSchedule(settings, now=at(moment)).run_if_due()


def put_in_the_way(settings: Settings) -> Path:
    """Put a file in the place of the folder of backups."""
    folder = Path(settings.backup.folder)
    folder.write_text("in the way")
    return folder


def remove_file(path: Path) -> None:
    path.unlink()


def is_there(path: str) -> bool:
    return Path(path).exists()


async def test_one_is_made_at_once_and_the_next_when_it_is_due(settings: Settings) -> None:
    diary = await opened(settings.store)
    await diary.note("lives in Rome")
    start = datetime.now(UTC)

    first = await run_at(settings, start)
    await diary.note("plays chess")
    again = await run_at(settings, start + timedelta(hours=5))
    later = await run_at(settings, start + timedelta(hours=6, minutes=1))

    assert (first, again, later) == (True, False, True)
    assert len(BackupArchive(Path(settings.backup.folder)).list_backups()) == 2
    assert (describe_schedule(settings) or "").startswith("every 6 h to ")


async def test_no_more_are_kept_than_the_settings_say(settings: Settings) -> None:
    diary = await opened(settings.store)
    start = datetime.now(UTC)
    for number in range(3):
        await diary.note(f"statement {number}")
        assert await run_at(settings, start + timedelta(hours=7 * number))

    backups = BackupArchive(Path(settings.backup.folder)).list_backups()
    assert [each.contents.counts["fact"] for each in backups] == [2, 3]


async def test_a_failure_is_told_and_tried_again_after_an_hour(settings: Settings) -> None:
    diary = await opened(settings.store)
    await diary.note("lives in Rome")
    folder = put_in_the_way(settings)

    tried = [await run_at(settings, NOON), await run_at(settings, NOON + timedelta(minutes=50))]
    told = describe_schedule(settings) or ""
    remove_file(folder)
    tried.append(await run_at(settings, NOON + timedelta(minutes=61)))

    assert tried == [True, False, True]
    assert "failed at 2026-03-01 12:00 UTC: " in told
    assert "is a file: name a folder for the backups" in told
    assert read_notes(settings).problem is None


async def test_a_store_that_is_not_there_yet_is_waited_for_and_not_made(
    settings: Settings,
) -> None:
    assert not await run_at(settings, NOON)

    assert read_notes(settings).problem is None
    assert not is_there(settings.store)


async def test_nothing_is_made_without_a_folder(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "store"))

    await BackupSchedule(settings, now=at(NOON)).keep()

    assert describe_schedule(settings) is None


async def test_folders_of_backups_are_known_afterwards(settings: Settings) -> None:
    diary = await opened(settings.store)
    await diary.note("lives in Rome")
    await run_at(settings, datetime.now(UTC))

    (known,) = describe_known_backups(settings)

    assert known.startswith(f"a backup in '{settings.backup.folder}', the newest of ")


def test_clients_with_another_schedule_share_the_server(settings: Settings) -> None:
    other = settings.model_copy(update={"backup": BackupSettings()})

    assert hash_memory_settings(settings) == hash_memory_settings(other)
