"""What is acknowledged is where the next process finds it, though the log was removed meanwhile."""

import shutil
from pathlib import Path

import pytest

from mcp_mem0.adapters.lancedb_records.lifecycle.place import LocalPlace
from mcp_mem0.domain.errors import StoreError
from tests.support.statement_writer import opened


def copy_as_killed(place: LocalPlace) -> LocalPlace:
    """Copy a store that is open: what a process that is killed now leaves on the disk."""
    copy = LocalPlace(place.folder.with_name("copy"))
    shutil.copytree(place.folder, copy.folder)
    return copy


@pytest.mark.parametrize("numbers", [(0, 1), (0,), (1,)], ids=["both", "log", "its index"])
async def test_what_is_written_after_the_log_was_removed_survives_a_kill(
    tmp_path: Path, numbers: tuple[int, ...]
) -> None:
    place = LocalPlace(tmp_path / "store")
    diary = await opened(place.uri)
    await diary.note("lives in Rome")
    for number in numbers:
        place.front_logs[number].unlink()

    await diary.note("likes rain")
    await diary.note("likes snow")

    expected = ["lives in Rome", "likes rain", "likes snow"]
    assert await diary.texts() == expected
    copy = copy_as_killed(place)
    again = await opened(copy.uri)
    assert await again.texts() == expected
    assert await again.disagreements() == []
    assert not (copy.ours / "healed.log").exists()


async def test_a_log_that_another_process_has_begun_anew_stops_reads_and_writes(
    tmp_path: Path,
) -> None:
    place = LocalPlace(tmp_path / "store")
    diary = await opened(place.uri)
    await diary.note("lives in Rome")
    for log in place.front_logs:
        log.unlink()
        log.write_bytes(b"")

    for _ in range(2):
        with pytest.raises(StoreError, match="another process has begun a new one: end every"):
            await diary.note("likes rain")
        with pytest.raises(StoreError, match="another process has begun a new one: end every"):
            await diary.texts()


async def test_a_reader_alone_keeps_what_was_written_before(tmp_path: Path) -> None:
    place = LocalPlace(tmp_path / "store")
    diary = await opened(place.uri)
    await diary.note("lives in Rome")
    for log in place.front_logs:
        log.unlink()

    assert await diary.texts() == ["lives in Rome"]

    again = await opened(copy_as_killed(place).uri)
    assert await again.texts() == ["lives in Rome"]
